from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contract_engine.api import cache, load

RULES = """\
format: 1
agreement: shed
grade: contract
parties: {tenant: }
actions: {paint: }
facts: {colour: {kind: {white: , green: }}}
instruments:
  - instrument: lease
    kind: agreement
    effective: 2020-01-01
    clauses:
      painting:
        text: What the tenant may do with a brush.
        norm: tenant WORD paint
        when: [colour is white]
"""
MAY, MUST_NOT = (RULES.replace("WORD", word).encode() for word in ("may", "must not"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache.SWITCH, str(folder))
    return folder


@pytest.fixture
def shed(tmp_path: Path) -> Path:
    folder = tmp_path / "shed"
    folder.mkdir()
    (folder / "agreement.yaml").write_bytes(MAY)
    return folder


def verdict(folder: Path) -> str:
    asked = load(folder).ask("tenant paint", on="2021-01-01", given={"colour": "white"})
    return str(asked.verdict)


def entries(kept: Path) -> list[Path]:
    return sorted(kept.iterdir()) if kept.is_dir() else []


def test_the_second_time_the_model_comes_from_the_cache(
    kept: Path, shed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verdict(shed) == "permitted"
    assert len(entries(kept)) == 1
    monkeypatch.setattr("contract_engine.api.loader.load_folder", None)
    assert verdict(shed) == "permitted"


def reads(monkeypatch: pytest.MonkeyPatch, after: Callable[[Path], None]) -> list[Path]:
    """Every file that is opened from now on; `after` is called when it has been read and closed."""
    opened: dict[int, Path] = {}
    seen: list[Path] = []
    true_open, true_close = os.open, os.close

    def open_(path: Any, *more: Any, **named: Any) -> int:
        number = true_open(path, *more, **named)
        if not isinstance(path, int):
            opened[number] = Path(os.fsdecode(path))
            seen.append(opened[number])
        return number

    def close(number: int) -> None:
        true_close(number)
        if number in opened:
            after(opened.pop(number))

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "close", close)
    return seen


def test_an_edit_between_any_two_reads_leaves_no_wrong_model_under_a_hash(
    kept: Path, shed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever goes back to the text that was hashed gets the answer of that text."""
    rules = shed / "agreement.yaml"
    saved: list[Path] = []

    def save(path: Path) -> None:
        if path == rules and not saved:
            saved.append(path)
            rules.write_bytes(MUST_NOT)

    reads(monkeypatch, save)
    assert verdict(shed) == "permitted"  # as it was when it was read
    assert saved
    assert verdict(shed) == "prohibited"
    rules.write_bytes(MAY)
    assert verdict(shed) == "permitted"


def test_each_rule_file_is_read_once(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    licence = tmp_path / "licence"
    shutil.copytree(Path(__file__).parents[1] / "answers" / "licence", licence)
    for _ in ("not kept", "kept"):
        seen = reads(monkeypatch, lambda path: None)
        load(licence)
        ours = [path.name for path in seen if path.parent == licence]
        assert sorted(ours) == sorted(file.name for file in licence.iterdir())
        monkeypatch.undo()
        monkeypatch.setenv(cache.SWITCH, str(kept))


def damages(content: bytes) -> Iterator[bytes]:
    """What a disk, an editor or an attacker may leave of an entry."""
    draw = random.Random(11)
    head, _, body = content.partition(b"\n")
    yield from (b"", b"{}", b"[]", b"null", content[: len(content) // 2], content + b" ")
    yield from (body, head + b"\n", head.upper() + b"\n" + body, body + b"\n" + head)
    yield content.replace(b"permit", b"forbid").replace(b'"MAY"', b'"MUST_NOT"')
    for _ in range(120):
        at = draw.randrange(len(content))
        damaged = bytearray(content)
        damaged[at : at + draw.randrange(4)] = bytes(draw.randrange(256) for _ in range(2))
        yield bytes(damaged)


def test_a_damaged_entry_is_made_anew_in_silence(
    kept: Path, shed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict(shed)
    (entry,) = entries(kept)
    whole = entry.read_bytes()
    for damaged in damages(whole):
        entry.write_bytes(damaged)
        assert verdict(shed) == "permitted"
        assert entry.read_bytes() == whole
    assert capsys.readouterr() == ("", "")


def test_what_follows_the_hash_is_looked_at_as_well(kept: Path, shed: Path) -> None:
    """An entry may be whole and yet hold something else than a model."""
    verdict(shed)
    (entry,) = entries(kept)
    head, _, body = entry.read_bytes().partition(b"\n")
    for other in (
        b"{}",
        b"[5]",
        b"[" * 5000,
        b"[99,1]",
        b'{"a":1}',
        body[:-3],
        b"\xff",
        b"1" * 9999,
    ):
        sha256 = hashlib.sha256(other).hexdigest().encode()
        entry.write_bytes(head[:-64] + sha256 + b"\n" + other)
        assert verdict(shed) == "permitted"


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_is_not_used(kept: Path, shed: Path, mode: int) -> None:
    kept.mkdir()
    kept.chmod(mode)
    assert verdict(shed) == "permitted"
    assert entries(kept) == []


def test_an_entry_that_others_can_write_is_not_read(
    kept: Path, shed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict(shed)
    (entry,) = entries(kept)
    for odd in (0o666, 0o620):
        entry.chmod(odd)
        assert cache._own(entry) is None
    entry.unlink()
    os.mkfifo(entry)  # nobody waits for what comes out of it
    assert verdict(shed) == "permitted"


def test_nothing_is_kept_in_a_home_that_is_not_there(
    tmp_path: Path, shed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    assert verdict(shed) == "permitted"
    assert not (tmp_path / "nobody").exists()
    (tmp_path / "nobody").mkdir()
    assert verdict(shed) == "permitted"
    assert len(entries(tmp_path / "nobody" / ".cache" / "contract-engine")) == 1


@pytest.mark.parametrize("value", ["off", "/dev/null", "/proc/nothing/here", "\udcff" * 300])
def test_the_switch_takes_anything(shed: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(cache.SWITCH, value)
    assert verdict(shed) == "permitted"


def test_the_oldest_entries_and_torn_writes_are_thinned_out(
    kept: Path, shed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    verdict(shed)
    for age, name in enumerate(("old.json", "torn.new", "older.json")):
        (kept / name).write_bytes(b"")
        os.utime(kept / name, (age, age))
    (shed / "agreement.yaml").write_bytes(MUST_NOT)
    assert verdict(shed) == "prohibited"
    assert {file.name for file in entries(kept)}.isdisjoint({"old.json", "torn.new", "older.json"})
