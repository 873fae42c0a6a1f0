"""Whatever is typed, the answer is an answer or a diagnostic."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Run

COMMANDS = {
    "ask": ["tenant", "sublet"],
    "timeline": ["tenant", "pay_rent"],
    "whatif": ["tenant", "sublet"],
    "flip": ["tenant", "paint"],
    "rights": [],
    "duties": [],
    "value": ["rent"],
    "terms": [],
    "figure": [],
    "sources": [],
    "disputes": [],
    "diff": ["2020", "2022"],
    "check": [],
}
WORDS = st.sampled_from(
    [
        *(
            "guest=student",
            "guest=lodger or family",
            "guest=unknown",
            "guest=?",
            "rooms=?",
            "consent=maybe",
            "a=b=c",
        ),
        *("rooms=3", "rooms=-1", "rooms=1e9", "rooms=99999999999999999999", "sold=2024-01-01"),
        *("announced=2023-12-31", "announced=never", "sale=2024-01-01", "sublet", "landlord"),
        *("Can the tenant sublet to a student on 1 May 2023?", "Must the tenant pay rent?", "?"),
        *("--on", "2023-01-01", "0001-01-01", "9999-12-31", "2023-13-01", "today", "1 May 2023"),
        *("--given", "guest=student,consent=no", "--reading", "sale=made", "sale=x", "--json"),
        *(
            "--under",
            "--without",
            "2022",
            "2022,2020",
            "--known",
            "--evidence",
            "press",
            "contract",
        ),
        *("--from", "--through", "--pin", "guest,on", "--to", "permitted", "--most", "2", "-1"),
        *("--party", "tenant,landlord", "--gaps", "tenant", "paint", "--ranks", "--rules", "flat"),
        *("--all", "--clauses", "--markdown", "--exit-code", "--as", "date", "revision", "HEAD"),
        *("rent", "paper", "D1", "", "-", "--", "-h", "...", "[bold]", "\x1b[31m", "\ud800", "\0"),
    ]
)


# The diagrams raise the limit as far as an agreement is deep, and Hypothesis remarks on it.
@pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(sorted(COMMANDS)),
    st.booleans(),
    st.sampled_from([[], ["--on", "2023-01-01"], ["--on", "9999-12-31"]]),
    st.lists(WORDS, max_size=6),
)
def test_no_command_line_is_an_internal_error(
    flat: Run, command: str, whole: bool, on: list[str], words: list[str]
) -> None:
    line = [command, *(COMMANDS[command] if whole else []), *on, *words]
    done = flat(line)
    assert done.code in (0, 1, 2), done.err
    if "--json" in line and "-h" not in line and "--markdown" not in line:
        assert json.loads(done.out) is not None
        assert done.err == ""
