"""A file may be called anything, or be something else than a file: it is refused in words."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Run

ODD = {
    "too long": "a" * 5000,
    "too deep": "a/" * 3000,
    "with NUL": "x\0y",
    "with half a character": "\ud800",
    "with a byte that is none": "\udcff",
    "with a control character": "a\x85b",
    "nothing": "",
    "a folder": ".",
    "a pipe": "pipe",
    "a device": "/dev/null",
}

ASK = "ask tenant sublet guest=student --on 2023-05-01"
COMMANDS = [
    "ask tenant sublet --on 2023-05-01 --agreement",
    "test",
    "coverage",
    "replay",
    "import odrl",
    "diff",
    "ask --batch",
]
OF_FLAT = [
    f"{ASK} --situation",
    f"{ASK} --log",
    "timeline tenant sublet --svg",
    "figure rent --svg",
    "dates --svg",
]


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_it_is_refused_in_words(
    odd: str, run: Run, flat: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    waits = ("replay", "--batch", "--log", "--svg")  # of a pipe: who asks for it wants that
    for command in COMMANDS:
        if odd != "pipe" or not command.endswith(waits):
            told(run([*command.split(), odd]))
    for command in OF_FLAT:
        if odd != "pipe" or not command.endswith(waits):
            told(flat([*command.split(), odd]))


def told(done: Done) -> None:
    code, out = done.code, done.out + done.err
    assert code in (0, 1, 2), out
    assert "a bug" not in out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)
