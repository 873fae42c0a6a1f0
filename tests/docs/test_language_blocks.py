"""The other examples of the language page: each loads as it stands, and does what the page says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from contract_engine.api import LoadedAgreement
from contract_engine.api.vocabulary import topic_told
from contract_engine.cli import main
from contract_engine.diagnostics import BadInput
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder

from .blocks import blocks_of

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
BY_THEMSELVES = {"Items", "Definitions", "Groups", "Choices"}
"""What `test_language.py` puts together; of the choices, the first."""

HEAD = "format: 1\nagreement: page\ngrade: contract\n"
LAST = """
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    clauses:
"""


def block(heading: str, number: int = 0) -> str:
    """A YAML block below a heading of the page."""
    text = PAGE.read_text("utf-8")
    start = re.search(rf"^#+ {re.escape(heading)}\n", text, re.M)
    assert start is not None
    below = re.split(r"^#+ ", text[start.end() :], maxsplit=1, flags=re.M)[0]
    found: list[str] = re.findall(r"^```yaml\n(.*?)^```$", below, re.M | re.S)
    return found[number]


def loaded(text: str, **files: str) -> LoadedAgreement:
    """The agreement of a text; nothing of it may be found fault with."""
    folder = {"agreement.yaml": text, **{name.replace("_", "."): t for name, t in files.items()}}
    found, problems = load_folder(
        from_bytes({name: content.encode() for name, content in folder.items()}, "page")
    )
    assert found is not None, problems
    assert not problems
    return LoadedAgreement(found)


def verdict(agreement: LoadedAgreement, ask: str, on: str, **given: str) -> str:
    return str(agreement.ask(ask, on=on, given=given).verdict)


def test_a_version_comes_after_its_pre_release_in_the_scheme_that_says_so() -> None:
    patch = "      patch: {norm: buyer may use, when: [release >= 2.9.0]}\n"
    words = "parties: {buyer: }\nactions: {use: }\n"
    agreement = loaded(HEAD + words + block("Versions") + LAST + patch)
    assert verdict(agreement, "buyer use", "2024-01-01", release="2.9.0") == "permitted"
    assert verdict(agreement, "buyer use", "2024-01-01", release="2.9.0-rc.1") == "not_addressed"


def test_a_topic_says_what_the_record_says_of_a_name() -> None:
    words = """
parties: {seller: }
actions: {ship: }
facts: {carrier: {kind: {road: , air: }}}
figures:
  price: {label: price, unit: EUR, values: [{on: 2024-01-01, value: 5}]}
"""
    by_road = "      by-road: {norm: seller may ship, when: [carrier is road]}\n"
    agreement = loaded(HEAD + words + block("Words for questions") + LAST + by_road)
    assert topic_told(agreement, "drones").sentence == "the delivery drone: No term speaks of it."


@pytest.mark.parametrize(
    ("ask", "given", "expected"),
    [
        ("tenant pay", {}, "required"),
        ("tenant pay", {"assigned": "2023-01-01"}, "not_addressed"),
        ("newco pay", {"assigned": "2023-01-01"}, "required"),
        ("newco pay", {"assigned": "2024-01-02"}, "not_addressed"),
        ("defaulting_party cure", {"defaulting_party": "tenant"}, "required"),
        ("landlord cure", {"defaulting_party": "tenant"}, "not_addressed"),
    ],
)
def test_a_role_and_a_successor_are_bound(ask: str, given: dict[str, str], expected: str) -> None:
    words = "actions: {pay: , cure: }\nevents: {assigned: {usually: never}}\n"
    clauses = """\
      rent: {norm: tenant must pay}
      curing: {norm: defaulting_party must cure}
"""
    parties = block("Each party, roles, successors")
    agreement = loaded(HEAD + words + parties + LAST + clauses)
    assert verdict(agreement, ask, "2024-01-01", **given) == expected


def test_what_stands_earlier_in_the_order_of_precedence_prevails() -> None:
    words = "parties: {buyer: }\nactions: {resell: }\n"
    instruments = "instruments:" + "".join(
        f"""
  - instrument: {name}
    kind: agreement
    effective: 2020-01-0{day}
    clauses:
      {name}-resale: {{norm: buyer {says} resell}}"""
        for day, name, says in (
            (1, "order-form", "may"),
            (2, "terms", "must not"),
            (3, "schedule", "must not"),
        )
    )
    agreement = loaded(HEAD + words + block("What prevails over many") + instruments)
    assert verdict(agreement, "buyer resell", "2024-01-01") == "permitted"


@pytest.mark.parametrize(
    ("private", "expected"), [("yes", "not_addressed"), ("no", "permitted"), ("unknown", "depends")]
)
def test_an_alternative_of_two_norms_falls_away_as_a_whole(private: str, expected: str) -> None:
    words = """
parties: {licensee: }
actions: {give_source: , offer_source: , name_contact: }
facts: {private_copy: }
"""
    clauses = "".join(f"    {line}\n" for line in block("Choices", 1).splitlines())
    agreement = loaded(HEAD + words + LAST + clauses)
    for act in ("offer_source", "name_contact"):
        assert verdict(agreement, f"licensee {act}", "2024-01-01", private_copy=private) == expected


@pytest.mark.parametrize(
    ("notice", "last"),
    [("2023-04-30", "2023-07-31"), ("2023-05-01", "2024-07-31"), ("never", "2031-07-31")],
)
def test_a_term_renews_unless_notice_comes_in_time(notice: str, last: str) -> None:
    words = "parties: {customer: }\nactions: {use: }\nevents: {notice_given: }\ninstruments:\n"
    lines = block("Terms that renew").splitlines()
    term = "\n".join(["  - " + lines[0], *("    " + line for line in lines[1:])])
    clauses = "\n    kind: agreement\n    clauses:\n      using: {norm: customer may use}\n"
    agreement = loaded(HEAD + words + term + clauses)
    after = str(date.fromisoformat(last) + timedelta(days=1))
    assert verdict(agreement, "customer use", last, notice_given=notice) == "permitted"
    ended = verdict(agreement, "customer use", after, notice_given=notice)
    assert ended == ("permitted" if notice == "never" else "not_addressed")
    told = agreement.value("service.term.end", on=last, given={"notice_given": notice})
    assert str(told.value) == last


def test_sources_disputes_and_figures_load() -> None:
    words = "parties: {licensee: }\nactions: {use: }\n"
    clause = "      ip-models-products: {norm: licensee may use, cites: [{source: next-chapter}]}\n"
    sources = block("Sources, disputes, figures").replace("source: ...", "source: next-chapter")
    agreement = loaded(HEAD + words + sources + LAST + clause)
    assert str(agreement.figure("microsoft_stake", on="2025-10-28").value) == "27"


def test_scenarios_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.yaml"
    file.write_text(block("Scenarios"), encoding="utf-8")
    assert main(["test", str(file)]) == 0
    assert "3 scenarios" in capsys.readouterr().out


SUPPLY = """
parties: {seller: , buyer: }
actions:
  order: {with: {quantity: {type: number}}}
  deliver: {with: {price: {type: money, currency: EUR}}}
  pay:
facts: {goods: {kind: {coal: , ore: }}}
"""
STEPS = """\
      ordering: {norm: buyer may order, when: [goods is coal], then: [delivery]}
      delivery:
        norm: seller must deliver
        by: {10 business days after opened, in: berlin}
        then: [payment]
      payment: {norm: buyer must pay, by: 30 days after opened}
"""


@pytest.fixture
def supply(tmp_path: Path) -> Path:
    """A folder with the rules, the history and the scenario of the page."""
    rules = tmp_path / "rules" / "supply"
    rules.mkdir(parents=True)
    head = HEAD.replace("page", "supply")
    text = head + SUPPLY + block("Calendars") + LAST + STEPS
    (rules / "agreement.yaml").write_text(text, encoding="utf-8")
    (rules / "holidays-berlin.csv").write_text("date\n2026-04-03\n", encoding="utf-8")
    (tmp_path / "history.yaml").write_text(block("Histories"), encoding="utf-8")
    scenario = "format: 1\nagreement: supply\nscenarios:\n" + block("Histories", 1)
    (tmp_path / "scenarios.yaml").write_text(scenario, encoding="utf-8")
    return tmp_path


def test_a_history_gives_a_status(supply: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, history = supply / "rules" / "supply", supply / "history.yaml"
    assert main(["status", "--agreement", str(rules), "--history", str(history)]) == 0
    assert "payment" in capsys.readouterr().out


def test_a_scenario_of_a_history_holds(
    supply: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(supply)
    assert main(["test", str(supply / "scenarios.yaml")]) == 0
    assert "1 scenario" in capsys.readouterr().out


def test_no_block_of_the_page_goes_unread() -> None:
    """So many blocks are read by the tests of this page; another one wants a test."""
    read = len(BY_THEMSELVES) + 12
    assert len([b for b in blocks_of(PAGE) if b.language == "yaml"]) == read


def test_what_is_computed_is_exact_and_told_as_far_as_it_is_known() -> None:
    """The page's cap and invoice, with what each comparison of them comes to."""
    clauses = (
        "      damages: {text: t, norm: seller must pay, when: [paid < cap]}\n"
        "      warn: {text: t, norm: seller must warn, when: [invoice > 107.25 USD]}\n"
        "      share: {text: t, norm: seller must tell, when: [part > 100 USD]}\n"
        "      both: {text: t, norm: seller must add, when: [two > 10 USD]}\n"
    )
    words = "parties: {seller: }\nactions: {pay: , warn: , tell: , add: }\n"
    text = block("Computed values").replace(
        "definitions:\n",
        "  part: {type: money, currency: USD}\n"
        "  two: {type: money, currency: USD}\n"
        "definitions:\n"
        "  part: {is: {percent: 12, of: fees}}\n"
        "  two: {is: {sum: [{percent: 7, of: fees, round: {to: 1, half: up}},"
        " {percent: 7, of: paid, round: {to: 1, half: up}}]}}\n",
    )
    agreement = loaded(HEAD + words + text + LAST + clauses)
    day = "2021-01-01"
    told = agreement.value("cap", on=day)
    assert told.words == "the greater of fees and 100 USD"
    assert agreement.value("cap", on=day, given={"fees": "99.5 USD"}).words == "100 USD"
    assert agreement.value("invoice", on=day, given={"fees": "99.5 USD"}).words == "106.71 USD"
    # 7.25 % of 2 USD is 0.145 USD, halfway between two cents.
    assert agreement.value("invoice", on=day, given={"fees": "2 USD"}).words == "2.15 USD"
    assert verdict(agreement, "seller pay", day, paid="99.99 USD") == "required"
    assert verdict(agreement, "seller pay", day, paid="100 USD", fees="100 USD") == "not_addressed"
    assert [case.given for case in agreement.ask("seller pay", on=day).cases] == [
        {"paid": "< 100 USD"},
        {"paid": ">= 100 USD", "fees > paid": "no"},
        {"paid": ">= 100 USD", "fees > paid": "yes"},
    ]
    # 100 USD and 7.25 USD; a cent more where the tax is rounded up, from 99.9966... on.
    assert [case.given for case in agreement.ask("seller warn", on=day).cases] == [
        {"fees": "<= 100 USD"},
        {"fees": "> 100 USD"},
    ]
    assert [case.given for case in agreement.ask("seller tell", on=day).cases] == [
        {"12 % of fees > 100 USD": "no"},
        {"12 % of fees > 100 USD": "yes"},
    ]
    two = "(7 % of fees rounded to 1, a half up) + (7 % of paid rounded to 1, a half up)"
    with pytest.raises(BadInput, match="give `fees`, `paid`"):
        agreement.ask("seller add", on=day)
    assert verdict(agreement, "seller add", day, fees="50 USD", paid="100 USD") == "required"
    asked = agreement.ask("seller add", on=day, given={"fees": "50 USD"})
    assert [case.given for case in asked.cases] == [{f"{two} > 10 USD": v} for v in ("no", "yes")]
