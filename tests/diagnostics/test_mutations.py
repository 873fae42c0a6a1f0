"""However the files are broken: problems, never an exception, and each has its place."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_engine.diagnostics.codes import CODES
from contract_engine.diagnostics.render import as_data, render
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder

from .cases import SMALL

FILES = {file.name: file.read_bytes() for file in sorted(SMALL.iterdir())}
SIGNS = [
    *(b": ", b"- ", b"[", b"]", b"{", b"}", b",", b"'", b'"', b"#", b" #x", b"|", b">", b"? "),
    *(b"&a ", b"*a ", b"!t ", b"%", b"@", b"`", b"---\n", b"...\n", b"\t", b"\n", b"\r", b"  "),
    *(b"\x00", b"\x1b", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xc3\xa9"),
    *(b"0", b"-", b"99", b"never", b"not ", b" or ", b" and ", b"is ", b" after ", b"yes"),
]
WORDS = sorted({word for raw in FILES.values() for word in raw.replace(b":", b" ").split()})
FUZZ_MINUTES = float(os.environ.get("CONTRACT_ENGINE_FUZZ_MINUTES", "0"))


@st.composite
def broken(draw: st.DrawFn) -> dict[str, bytes]:
    """The small agreement's files, changed in one to three places."""
    files = dict(FILES)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(files)))
        files[name] = draw(_changed(files[name]))
    if draw(st.integers(0, 30)) == 0:
        del files[draw(st.sampled_from(sorted(files)))]
    return files


@st.composite
def _changed(draw: st.DrawFn, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    line, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    start = draw(st.integers(0, len(raw)))
    end = min(len(raw), start + draw(st.integers(0, 30)))
    match draw(st.sampled_from(("delete", "repeat", "swap", "replace", "cut", "insert", "word"))):
        case "delete":
            del lines[line]
        case "repeat":
            lines.insert(other, lines[line])
        case "swap":
            lines[line], lines[other] = lines[other], lines[line]
        case "replace":
            lines[line] = lines[other]
        case "cut":
            return raw[:start] + raw[end:]
        case "insert":
            return raw[:start] + draw(st.sampled_from(SIGNS)) + raw[start:]
        case "word":
            word = draw(st.sampled_from(WORDS))
            at = raw.find(word, start)
            if at >= 0:
                return raw[:at] + draw(st.sampled_from(WORDS)) + raw[at + len(word) :]
    return b"\n".join(lines)


def check(files: dict[str, bytes]) -> None:
    """The law: nothing is raised, and every problem is of a known code and stands in a file."""
    folder = from_bytes(files, "small")
    agreement, problems = load_folder(folder)
    assert (agreement is None) == any(problem.is_error for problem in problems)
    for problem in problems:
        assert problem.code in CODES
        assert problem.message != "this doesn't fit here", "the walk and the shapes differ"
        assert render(problem, folder.texts.get)
        assert as_data(problem)
        for span, _ in ((problem.span, ""), *problem.also):
            assert span.file in {"small", *(f"small/{name}" for name in files)}
            if span.line:
                lines = folder.texts[span.file].splitlines()
                assert 1 <= span.line <= len(lines)
                line = lines[span.line - 1]
                assert 1 <= span.column <= len(line) + 1
                assert 1 <= span.length <= max(1, len(line) - span.column + 1)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken())
def test_broken_files_are_told_and_never_raise(files: dict[str, bytes]) -> None:
    check(files)


@pytest.mark.fuzz
@pytest.mark.skipif(not FUZZ_MINUTES, reason="runs for CONTRACT_ENGINE_FUZZ_MINUTES")
def test_broken_files_are_told_for_long() -> None:
    end = time.monotonic() + 60 * FUZZ_MINUTES

    @settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
    @given(broken())
    def again(files: dict[str, bytes]) -> None:
        check(files)

    while time.monotonic() < end:
        again()
