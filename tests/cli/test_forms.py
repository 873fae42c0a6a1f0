"""What is answered, in each form: text, Markdown, HTML and JSON, whole and in brief."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from contract_engine.model.outcome import Verdict
from contract_engine.render.html import CSS, fragment
from contract_engine.render.markdown import markdown
from contract_engine.render.page import Bar, Blank, Drawn, Fitting, Inline, Page
from contract_engine.render.styles import INK, TERMINAL, VERDICTS
from tests.cli.conftest import Run

ANSWERED = {
    "ask tenant sublet guest=student --on 2023-05-01": "students-welcome",
    "ask tenant sublet guest=? --on 2023-05-01": "student",
    "timeline tenant sublet guest=student": "permitted",
    "whatif tenant sublet guest=student --on 2023-05-01 --given guest=stranger": "as it is",
    "flip tenant sublet guest=student --on 2023-05-01": "Yes:",
    "rights --on 2023-05-01 --party tenant": "The tenant",
    "duties --on 2023-05-01": "2023",
    "terms --on 2023-05-01": "students-welcome",
    "value guest guest=student --on 2023-05-01": "student",
    "figure": "The rent is",
    "sources": "lease",
    "disputes": "better supported",
    "diff 2023-01-01 2023-05-01": "→",
}


class Tags(HTMLParser):
    """Whether every element is closed, and what the page says."""

    VOID = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize("command", ANSWERED)
def test_a_command_that_answers_takes_every_form(command: str, flat: Run) -> None:
    text = flat(command)
    assert text.code == 0, text.err
    assert ANSWERED[command] in text.out
    assert flat(f"{command} --format text").out == text.out
    assert flat(f"{command} --format json").json == flat(f"{command} --json").json
    brief = flat(f"{command} --brief").out
    assert brief.strip()
    assert len(brief) <= len(text.out)
    assert flat(f"{command} --format markdown").out.strip()
    tags = Tags()
    tags.feed(flat(f"{command} --format html").out)
    assert not tags.open
    assert ANSWERED[command] in "".join(tags.said)


def test_in_brief_an_answer_is_its_sentence_clause_quote_source_and_days(run: Run) -> None:
    told = run(
        "ask openai serve product=stateless_api cloud=aws --on 2025-11-15 --brief", columns=100
    ).out.splitlines()
    assert told[0].startswith("PROHIBITED  No: on 15 November 2025 OpenAI must not serve its")
    assert told[2].startswith("because       stateless-api-on-azure (2026-02, joint statement)")
    assert any("“" in line and "—" in line for line in told)
    assert told[-2].startswith("holds         from 28 October 2025")
    assert told[-1].strip().startswith("through 26 April 2026")


def test_what_markdown_or_html_would_take_for_markup_is_text() -> None:
    page = Page()
    page.hang(Inline(("<script>alert(1)</script> *not* [a](link) a_b _c_", "strong")))
    assert markdown(page) == (
        "**\\<script\\>alert(1)\\</script\\> \\*not\\* \\[a\\](link) a_b \\_c\\_**\n"
    )
    assert "<script>" not in fragment(page)


def test_names_between_backticks_are_code() -> None:
    named = Page()
    named.hang("`a_b*` ends, by `<d>`.")
    assert markdown(named) == "`a_b*` ends, by `<d>`.\n"
    assert "<code>a_b*</code> ends, by <code>&lt;d&gt;</code>." in fragment(named)


def test_every_verdict_looks_the_same_in_terminal_picture_and_page() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert len({style.mark for style in VERDICTS.values()}) == len(Verdict)
    for verdict, style in VERDICTS.items():
        assert TERMINAL[verdict] == style.terminal
        assert INK[verdict] == style.ink
        assert f".fill-{verdict}{{fill:{style.fill}}}" in CSS


def test_blocks_that_need_a_width_are_told_in_every_form() -> None:
    wide, narrow = Page(), Page()
    wide.hang("wide")
    narrow.hang("narrow")
    drawn = Drawn(lambda width: [Inline("-" * width)])
    page = Page([Fitting(((80, wide), (0, narrow))), drawn, Bar((), None, None), Blank()])
    assert markdown(page).startswith("wide\n\n```text\n---")
    assert "<pre>---" in fragment(page)
