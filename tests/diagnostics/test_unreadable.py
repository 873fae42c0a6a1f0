"""Files and folders that nobody would commit, made for the test: what is said of each."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from contract_engine.files.decoding import MAX_BYTES
from contract_engine.files.folder import read_folder
from contract_engine.language import load_folder

from .cases import SMALL, shown

Spoil = Callable[[Path], object]


def _folder_named_like_a_file(folder: Path) -> None:
    (folder / "2022.yaml").unlink()
    (folder / "2022.yaml").mkdir()


def _dangling(folder: Path) -> None:
    (folder / "2022.yaml").unlink()
    (folder / "2022.yaml").symlink_to("nowhere.yaml")


def _pipe(folder: Path) -> None:
    (folder / "2022.yaml").unlink()
    os.mkfifo(folder / "2022.yaml")


def _write(name: str, content: bytes) -> Spoil:
    return lambda folder: (folder / name).write_bytes(content)


def _add(name: str, content: bytes) -> Spoil:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + content)


SPOILT: dict[str, tuple[Spoil, str]] = {
    "a folder with a file's name": (
        _folder_named_like_a_file,
        """\
error[E001]: this is a folder, not a file
 --> small/2022.yaml
""",
    ),
    "a link to nowhere": (
        _dangling,
        """\
error[E001]: this can't be read: no such file or directory
 --> small/2022.yaml
""",
    ),
    "a pipe": (
        _pipe,
        """\
error[E001]: this is a device or a pipe, not a file
 --> small/2022.yaml
""",
    ),
    "a binary file": (
        _write("2022.yaml", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        """\
error[E002]: byte 0x89 is not UTF-8
 --> small/2022.yaml:1:1
  |
1 | \N{REPLACEMENT CHARACTER}PNG
  | ^
  = help: save it as UTF-8
""",
    ),
    "a letter of another encoding": (
        _add("2022.yaml", "    note: Für Wein.\n".encode("latin-1")),
        """\
error[E002]: byte 0xfc is not UTF-8
  --> small/2022.yaml:13:12
   |
13 |     note: F\N{REPLACEMENT CHARACTER}r Wein.
   |            ^
   = help: save it as UTF-8
""",
    ),
    "a control character": (
        _add("2022.yaml", b"    note: \x1b[31mred\n"),
        """\
error[E002]: character U+001B has no place in a text file
  --> small/2022.yaml:13:11
   |
13 |     note: \N{REPLACEMENT CHARACTER}[31mred
   |           ^
   = help: take it away
""",
    ),
    "letters that turn the direction of writing": (
        _add("2022.yaml", "    note: yes \u202eon\n".encode()),
        """\
error[E002]: character U+202E has no place in a text file
  --> small/2022.yaml:13:15
   |
13 |     note: yes \N{REPLACEMENT CHARACTER}on
   |               ^
   = help: take it away
""",
    ),
    "an empty file": (
        _write("2022.yaml", b""),
        """\
error[E003]: this file is empty
 --> small/2022.yaml
  = help: write `format: 1` first
""",
    ),
    "a very large file": (
        _write("2022.yaml", b"# " + b"x" * MAX_BYTES),
        f"""\
error[E004]: this file has {MAX_BYTES + 2:,} bytes; at most {MAX_BYTES:,} are read
 --> small/2022.yaml
  = help: split it into instruments
""",
    ),
    "two files for one instrument": (
        lambda folder: (folder / "2022.yml").write_bytes(b"format: 1\n"),
        """\
error[E014]: only files whose names end in `.yaml` are read
 --> small/2022.yml
  = help: rename it to `2022.yaml`
""",
    ),
    "no agreement": (
        lambda folder: (folder / "agreement.yaml").unlink(),
        """\
error[E001]: there is no `agreement.yaml` in `small`
 --> small
  = help: an agreement is a folder with an `agreement.yaml`
""",
    ),
    "a broken register of sources": (
        _write("sources.yaml", b"format: 1\nsources: [deed, letter\n"),
        """\
error[E005]: this `[` is not closed
 --> small/sources.yaml:2:10
  |
2 | sources: [deed, letter
  |          ^
  = help: close it with `]`, or quote the text
""",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small agreement, in the working directory."""
    monkeypatch.chdir(tmp_path)
    made = Path("small")
    made.mkdir()
    for file in SMALL.iterdir():
        (made / file.name).write_bytes(file.read_bytes())
    return made


def _told(path: Path) -> str:
    read = read_folder(path)
    agreement, problems = load_folder(read)
    assert agreement is None
    return shown(problems, read.texts)


@pytest.mark.parametrize("spoilt", SPOILT)
def test_one_spoilt_file_is_told_once(spoilt: str, folder: Path) -> None:
    spoil, message = SPOILT[spoilt]
    spoil(folder)
    assert _told(folder) == message


def test_without_mistakes_nothing_is_told(folder: Path) -> None:
    agreement, problems = load_folder(read_folder(folder))
    assert agreement is not None
    assert problems == ()


def test_the_folder_may_be_named_by_its_main_file(folder: Path) -> None:
    by_file = load_folder(read_folder(folder / "agreement.yaml"))[0]
    by_folder = load_folder(read_folder(folder))[0]
    assert by_file == by_folder


def test_a_missing_folder_is_told_with_the_nearest_there_is(folder: Path) -> None:
    assert _told(Path("smal")) == (
        "error[E001]: there is no folder `smal`\n --> smal\n  = help: did you mean `small`?\n"
    )


def test_a_folder_of_agreements_is_told_with_those_in_it(folder: Path) -> None:
    outer = Path("rules")
    outer.mkdir()
    folder.rename(outer / "small")
    assert "there is one in `rules/small`" in _told(outer)


def test_names_that_no_file_can_have_are_bad_input(folder: Path) -> None:
    for name in ("x" * 5000, "a\0b", "no/such/folder"):
        assert _told(Path(name)).startswith("error[E001]")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_read_is_bad_input(folder: Path) -> None:
    folder.chmod(0)
    try:
        assert "this can't be read: permission denied" in _told(folder)
    finally:
        folder.chmod(0o700)


def test_a_name_of_any_bytes_can_be_shown(folder: Path) -> None:
    try:
        (folder / os.fsdecode(b"caf\xe9\n.yaml")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes no such names")
    _told(folder).encode()
