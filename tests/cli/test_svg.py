"""`--svg` of `timeline`, `figure` and `dates`: pictures that tell what the text does."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from contract_engine.diagnostics.columns import columns
from tests.cli.conftest import FLAT, Run

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = [f"{{on: {1990 + n // 12}-{n % 12 + 1:02}, value: {n % 7}}}" for n in range(99)]
QUESTION = 'timeline "Can OpenAI serve its API on AWS?"'


def _bars(file: Path) -> list[tuple[float, float, str]]:
    """Each stretch of the bar: where it begins, how wide it is, its tooltip."""
    root = ElementTree.parse(file).getroot()
    return [
        (float(rect.get("x", "")), float(rect.get("width", "")), title.text or "")
        for rect in root.iter(f"{SVG}rect")
        if (title := rect.find(f"{SVG}title")) is not None
    ]


def test_the_picture_has_every_interval_of_the_table(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "api.svg"
    told = run(f"{QUESTION} --svg {file} --json").json["intervals"]
    bars = _bars(file)
    assert [tip.split(": ")[1].split(" (")[0] for *_, tip in bars] == [
        each["verdict"].replace("_", " ") for each in told
    ]
    for (x, width, _), (after, _, _) in pairwise(bars):
        assert x + width == pytest.approx(after, abs=0.2)


def test_the_days_shown_are_those_asked_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "api.svg"
    run(f"{QUESTION} --svg {file} --from 2025-01-21 --through 2026-04-27")
    assert [tip.split(":")[0] for *_, tip in _bars(file)] == [
        "2025-01-21 to 2025-10-27",
        "2025-10-28 to 2026-04-26",
        "2026-04-27 on",
    ]


def test_a_picture_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    done = run(f"{QUESTION} --svg {tmp_path}/none/api.svg")
    assert done.code == 2
    assert "E513" in done.err


def test_the_picture_says_what_was_asked_and_assumed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "api.svg"
    told = run(f"{QUESTION} --svg {file}")
    title = "May OpenAI serve its stateless API on AWS?"
    assert told.out.startswith(title)
    words = [each.text or "" for each in ElementTree.parse(file).getroot().iter(f"{SVG}text")]
    assert words[0] == title
    below = " ".join(words)
    assert "Assuming Microsoft consents: no;" in below
    assert "looked through up to 6 September 2026" in below


def _texts(file: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(file).getroot().iter(f"{SVG}text"))


def _words(file: Path) -> str:
    return " ".join(each.text or "" for each in _texts(file))


def _extent(text: ElementTree.Element, letter: float) -> tuple[float, float]:
    """From where to where words stand, a letter being so wide."""
    x, wide = float(text.get("x", "")), letter * columns(text.text or "")
    left = x - wide / 2 if text.get("text-anchor") == "middle" else x
    return left, left + wide


def _corners(file: Path, kind: str) -> list[tuple[float, float]]:
    """The points a line goes through."""
    (path,) = ElementTree.parse(file).getroot().findall(f"{SVG}path[@class='{kind}']")
    begin = re.match(r"M([\d.]+) ([\d.]+)", path.get("d", ""))
    assert begin is not None
    corners = [(float(begin[1]), float(begin[2]))]
    for way, number in re.findall(r"([HV])([\d.]+)", path.get("d", "")):
        at = corners[-1]
        corners.append((float(number), at[1]) if way == "H" else (at[0], float(number)))
    return corners


def _whole_and_apart(file: Path) -> None:
    """That no words of a picture are cut at its edge, and those at its steps don't overlap."""
    root = ElementTree.parse(file).getroot()
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    rows: dict[str, list[tuple[float, float]]] = {}
    for text in _texts(file):
        left, right = _extent(text, 6)
        assert left >= 0
        assert right <= width
        assert 0 < float(text.get("y", "")) < height
        if text.get("paint-order"):
            rows.setdefault(text.get("y", ""), []).append((left, right))
    for row in rows.values():
        assert all(right <= left for (_, right), (left, _) in pairwise(row))


def _rent(folder: Path, values: str, label: str = "the rent") -> Path:
    """The lease with other values of its rent."""
    text = (FLAT / "agreement.yaml").read_text(encoding="utf-8")
    figure = f"    label: {label}\n    unit: euros a month\n    values: {values}\n"
    begin, end = text.index("    label: the rent\n"), text.index("instruments:\n")
    (folder / "agreement.yaml").write_text(text[:begin] + figure + text[end:], encoding="utf-8")
    return folder


def test_a_figure_is_drawn_with_its_values_and_sources(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "stake.svg"
    sentence = run(f"figure microsoft_stake --svg {file} --json").json["sentence"]
    root = ElementTree.parse(file).getroot()
    assert root.findtext(f"{SVG}title") == sentence
    said = root.findtext(f"{SVG}desc") or ""
    assert "30 June 2026: 25 percent. Filing: Form 10-K for fiscal year 2026" in said
    words = _words(file)
    assert sentence in words
    for each in ("In percent", "next-chapter +1", "form-10k-2026", "up to 6 September 2026"):
        assert each in words
    assert [text.text for text in _texts(file) if text.get("font-weight") == "600"][-4:] == [
        "27",
        "27",
        "27",
        "25",
    ]
    tips = [group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g")]
    assert " ".join(filter(None, tips)) == said


def test_the_steps_of_a_figure_are_as_high_as_its_values(flat: Run, tmp_path: Path) -> None:
    file = tmp_path / "rent.svg"
    flat(f"figure rent --svg {file}")
    (_, first), (x, same), (turn, second) = _corners(file, "steps")
    (_, ground), _ = _corners(file, "ground")
    assert (first, x) == (same, turn)
    assert (ground - first) / (ground - second) == pytest.approx(0.9, abs=0.002)
    assert _corners(file, "onward")[0] == (turn, second)
    assert "(as reported)" in _words(file)


def test_the_day_a_figure_is_asked_for_is_in_the_picture(flat: Run, tmp_path: Path) -> None:
    file = tmp_path / "rent.svg"
    done = flat(f"figure rent --on 2018-05-01 --svg {file}")
    assert "not known" in done.out
    assert "The rent is not on record on 1 May 2018." in _words(file)
    assert "2018" in [text.text for text in _texts(file)]
    assert _corners(file, "asked")[0][0] < _corners(file, "steps")[0][0]


@pytest.mark.parametrize(
    "values",
    [
        "[]",
        "[{on: 2020, value: a pound of pepper}, {on: 2021, value: 3}]",
        "[{on: 2020, value: 1e999}, {on: 2020-01-01, value: -7}]",
        "[{on: 2020, value: 0}]",
        "[{on: 0001, value: 5}, {on: 9999-12-31, value: 4}]",
        "[{on: 2019, value: -5}, {on: 2030-12, value: 1}, {on: 2030-12-31, value: 1234567890}]",
        f"[{', '.join(MONTHS)}]",
    ],
)
@pytest.mark.parametrize("label", ["the rent", "家賃" * 60, "r" * 300])
def test_no_words_of_a_picture_are_cut_or_overlap(
    values: str, label: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "rent.svg"
    done = run(f"figure rent --agreement {_rent(tmp_path, values, label)} --svg {file}")
    assert done.code == 0, done.err
    _whole_and_apart(file)


@pytest.mark.parametrize("name", ["microsoft_stake", "funding_committed", "funding_paid"])
def test_the_words_at_close_steps_stand_apart(name: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "figure.svg"
    run(f"figure {name} --svg {file}")
    _whole_and_apart(file)


def test_the_year_at_the_edge_is_whole(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "api.svg"
    run(f"{QUESTION} --svg {file} --from 2020-01-01 --through 2026-01-20")
    assert "2025" in _words(file)
    years = [text for text in _texts(file) if re.fullmatch("20..", text.text or "")]
    assert all(_extent(text, 8)[1] <= 960 for text in years)


def test_a_picture_is_of_one_figure(run: Run, tmp_path: Path) -> None:
    done = run(f"figure --svg {tmp_path}/all.svg")
    assert done.code == 2
    assert "--svg draws one figure" in done.err
    assert not (tmp_path / "all.svg").exists()


def test_the_days_are_drawn_with_what_begins_and_ends(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "dates.svg"
    told = run(f"dates --svg {file} --json").json["dates"]
    root = ElementTree.parse(file).getroot()
    tips = [tip for group in root.iter(f"{SVG}g") if (tip := group.findtext(f"{SVG}title"))]
    assert len(tips) == len({each["day"] for each in told})
    assert root.findtext(f"{SVG}desc") == " ".join(tips)
    (april,) = [tip for tip in tips if tip.startswith("27 April 2026: ")]
    begins, ends = april.split("Begins: ")[1].split(" Ends: ")
    assert "any-cloud" in begins
    ended = [e["clause"] for e in told if (e["day"], e["what"]) == ("2026-04-27", "ends")]
    assert ended
    assert all(f"{name} is re" in ends for name in ended)
    assert tips[0].startswith("Some day in November 2016: ")
    words = _words(file)
    assert "up to 6 September 2026" in words
    _whole_and_apart(file)


def test_marks_of_close_days_stand_apart(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "dates.svg"
    run(f"dates --svg {file}")
    places = [
        (float(disc.get("cx", "")), float(disc.get("cy", "")))
        for disc in ElementTree.parse(file).getroot().iter(f"{SVG}circle")
    ]
    for index, (x, y) in enumerate(places):
        assert all(abs(x - a) >= 18 or abs(y - b) >= 18 for a, b in places[:index])


def test_steps_are_in_the_picture_of_days(run: Run, tmp_path: Path) -> None:
    file, supply = tmp_path / "dates.svg", "docs/deadlines/supply"
    run(f"dates --agreement {supply} --history {supply}/history.yaml --svg {file}")
    assert "Due: the seller must deliver: by this day (delivery)." in _words(file)


def test_no_days_are_a_picture_too(flat: Run, tmp_path: Path) -> None:
    file = tmp_path / "dates.svg"
    flat(f"dates --from 2090-01-01 --svg {file}")
    assert "No day is known" in _words(file)


def test_what_is_replaced_at_once_does_not_begin(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "dates.svg"
    text = (FLAT / "agreement.yaml").read_text(encoding="utf-8")
    later = """\
  - instrument: again
    kind: amendment
    title: The lease said again
    effective: 2020-01-01
    published: 2020-01-02
    cites: [{source: deed}]
    clauses:
      no-strangers-at-all:
        text: The tenant must not sublet.
        norm: tenant must not sublet
        replaces: no-strangers
"""
    (tmp_path / "agreement.yaml").write_text(text + later, encoding="utf-8")
    done = run(f"dates --agreement {tmp_path} --svg {file}")
    assert done.code == 0, done.err
    said = ElementTree.parse(file).getroot().findtext(f"{SVG}desc") or ""
    assert "no-strangers-at-all" in said
    assert "no-strangers," not in said


def test_days_leave_out_what_the_options_do(flat: Run, tmp_path: Path) -> None:
    file = tmp_path / "dates.svg"
    for option in ("--without 2022", "--known 2020-06-01", "--under 2020"):
        told = flat(f"dates {option} --svg {file} --json").json["dates"]
        assert [e["clause"] for e in told if e["day"] == "2022-01-01"] == [], option
    said = flat(f"dates --evidence filing --svg {file}").out
    assert "students-welcome" not in said + _words(file)
    flat(f"dates --svg {file}")
    assert "students-welcome" in _words(file)
