"""Rules and scenarios that are pasted: what is wrong, what holds and what is exercised, bounded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from contract_engine import BadInput
from contract_engine.api import Limits, limited, load, one_question
from contract_engine.api.checked_texts import check_texts
from contract_engine.api.tried import tried_beside
from contract_engine.diagram.core.budget import TooLarge
from contract_engine.render.words.tried import exercised, outcome
from contract_engine.web.app import create_app
from contract_engine.web.settings import Bounds, Settings
from tests.diagram.test_bounds import numbers

SAMPLE = Path(__file__).parents[2] / "src" / "contract_engine" / "web" / "page" / "sample"
RULES = (SAMPLE / "rules.yaml").read_text()
SCENARIOS = (SAMPLE / "scenarios.yaml").read_text()
CHECK = "/agreements/lease/check"
SERVED = """format: 1
agreement: lease
scenarios:
- {name: Nobody else, ask: tenant sublet, on: 2026-01-01, expect: prohibited, because: bar}
- {name: A second lease, ask: tenant sublet, on: 2026-01-01, expect: permitted}
"""


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    lease = str(Path(__file__).parent / "agreements" / "lease.yaml")
    with TestClient(create_app(Settings(rules=(lease,)))) as found:
        yield found


def rules_of(path: Path) -> str:
    return (path / "agreement.yaml" if path.is_dir() else path).read_text()


def told(client: TestClient, rules: str = "", scenarios: str = "", status: int = 200) -> str:
    """The words of the page that shows what was pasted, without its marks."""
    response = client.post(CHECK, data={"rules": rules, "scenarios": scenarios})
    assert response.status_code == status, response.text
    main = response.text.partition("<main")[2].partition('<section aria-labelledby="try"')[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_the_sample_holds_and_says_what_it_leaves(client: TestClient) -> None:
    said = told(client, RULES, SCENARIOS)
    assert "Nothing is found wrong in the rules you pasted" in said
    assert "2 scenarios: all held. They exercise 4 of 8 objectives (50 %)." in said
    assert "by-consent begins, on the day" in said


def test_what_is_shown_stands_at_an_address_with_its_json(client: TestClient) -> None:
    response = client.post(CHECK, data={"rules": RULES, "scenarios": SCENARIOS})
    assert [each.status_code for each in response.history] == [303]
    url = response.history[0].headers["location"]
    data = client.get(url.replace("/check?", "/check.json?")).json()
    assert (data["loads"], data["tried"]["failed"]) == (True, 0)
    assert data == check_texts({"rules.yaml": RULES.strip()}, SCENARIOS.strip()).to_json()


def test_every_mistake_is_told_with_its_line(client: TestClient) -> None:
    rules = RULES.replace("tenant may", "tennant may").replace("unless: [consent]", "unles: [x]")
    said = told(client, rules, SCENARIOS)
    assert "The rules you pasted can't be read yet: 2 mistakes" in said
    assert "did you mean tenant" in said
    assert "unles: [x]" in said
    assert "The scenarios are asked once the rules can be read." in said


def test_a_scenario_that_does_not_hold_says_why(client: TestClient) -> None:
    said = told(client, RULES, SCENARIOS.replace("expect: permitted", "expect: prohibited"))
    assert "1 of 2 scenarios did not hold. Those that hold exercise 2 of 8" in said
    assert "expected prohibited, got permitted" in said


def test_a_scenario_that_cannot_be_read_says_where(client: TestClient) -> None:
    for wrong, why in (
        (SCENARIOS.replace("tenant sublet", "tenant sublets"), "did you mean sublet"),
        (SCENARIOS.replace("expect:", "expct:"), "did you mean expect"),
    ):
        said = told(client, RULES, wrong)
        assert why in said
        assert "objectives" not in said


def test_scenarios_alone_are_asked_of_the_rules_served(client: TestClient) -> None:
    said = told(client, scenarios=SERVED)
    assert "Your scenarios, asked of the rules served here" in said
    assert "1 of 2 scenarios did not hold." in said
    drafted = client.get(CHECK, params={"scenarios": SERVED, "with": "new"}).text
    assert "1 of 2 scenarios did not hold." in drafted
    assert "A second lease: held" in drafted


def test_the_scenarios_beside_the_rules_are_asked(client: TestClient, tmp_path: Path) -> None:
    for sort, name, text in (("rules", "agreement", RULES), ("scenarios", "first", SCENARIOS)):
        folder = tmp_path / sort / "lease"
        folder.mkdir(parents=True)
        (folder / f"{name}.yaml").write_text(text)
    rules = str(tmp_path / "rules" / "lease")
    with TestClient(create_app(Settings(rules=(rules,)))) as served:
        page = served.get(f"{CHECK}?run=scenarios").text
        data = served.get(f"{CHECK}.json?run=scenarios").json()
    assert "2 scenarios: all held. They exercise 4 of 8 objectives (50 %)." in page
    assert [each["file"] for each in data["results"]] == ["lease/first.yaml"] * 2
    assert "There are no scenarios." in client.get(f"{CHECK}?run=scenarios").text


def test_what_is_pasted_is_text_wherever_it_is_shown(client: TestClient) -> None:
    marked = RULES.replace("The lease of a flat", "<i>x</i>").replace("tenant may", "<b>x</b> may")
    response = client.post(CHECK, data={"rules": marked, "scenarios": "<script>x</script>"})
    assert response.status_code == 200
    assert "<i>" not in response.text
    assert "<b>" not in response.text
    assert "<script>x" not in response.text


def test_what_is_too_long_for_an_address_is_shown_where_it_was_sent(client: TestClient) -> None:
    response = client.post(CHECK, data={"rules": RULES + "# more\n" * 2000})
    assert (response.status_code, response.history) == (200, [])
    assert "Nothing is found wrong" in response.text
    assert "more than 200,000 characters" in told(client, "#" * 200_001, status=400)


def test_rules_made_to_explode_are_refused_and_the_text_stays(tmp_path: Path) -> None:
    lease = str(Path(__file__).parent / "agreements" / "lease.yaml")
    settings = Settings(rules=(lease,), bounds=Bounds(nodes=2_000))
    with TestClient(create_app(settings)) as client:
        response = client.post(CHECK, data={"rules": rules_of(numbers(tmp_path))})
    assert response.status_code == 504
    assert "more than 2,000 nodes" in response.text
    assert "textarea" in response.text


def test_time_that_is_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load("github-corporate")
    looked = iter(range(7))

    class Budget:
        def check(self) -> None:
            if next(looked, None) is None:
                raise TooLarge([])

    monkeypatch.setattr("contract_engine.api.tried.current", Budget)
    found = tried_beside(loaded, "github-corporate")
    assert (len(found.results), found.left) == (7, 466)
    assert found.exercised is None
    assert outcome(found) == "7 scenarios: all held. Time was up before 466 more could be asked."
    assert exercised(found) == ""


def test_all_that_is_pasted_is_one_question() -> None:
    """A thousand scenarios have no more time than one."""
    with limited(Limits(seconds=0)), one_question():
        found = check_texts({"rules.yaml": RULES}, SCENARIOS)
    assert found.tried is not None
    assert (found.tried.left, found.tried.exercised) == (2, None)
    assert outcome(found.tried) == "Time was up before a scenario was answered."


def test_no_file_is_read_for_what_is_pasted() -> None:
    table = RULES + "items:\n  rows: {csv: ../../pyproject.toml, key: a}\n"
    found = check_texts({"rules.yaml": table})
    assert not found.loads
    with pytest.raises(BadInput):
        check_texts({"rules.yaml": RULES}, "#" * 200_000)
