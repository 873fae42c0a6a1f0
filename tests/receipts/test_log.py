"""Laws of the log: what several writers, a crash or a forger can do to it, and what shows."""

import io
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from contract_engine.answers.answer import Json
from contract_engine.receipts.chain import Chain, Damage, Fault
from contract_engine.receipts.entry import NOTHING
from contract_engine.receipts.log import NotALog, append

ANSWERS: list[Json] = [
    {"verdict": "permitted", "sentence": f"Yes: {n} – oui", "n": n} for n in range(5)
]


def followed(content: bytes) -> tuple[list[Json], tuple[Fault, ...], Chain]:
    """The answers of a log that are intact, and what is wrong with it."""
    chain = Chain()
    found = [line.answer for _, line in chain.follow(io.BytesIO(content))]
    return found, chain.faults(), chain


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "answers.log"
    for answer in ANSWERS:
        append(path, [answer])
    return path


def test_a_log_keeps_every_answer_in_order_and_its_head_is_its_last_hash(log: Path) -> None:
    found, faults, chain = followed(log.read_bytes())
    assert (found, faults) == (ANSWERS, ())
    head = append(log, [])
    assert (head.n, head.sha256) == (5, chain.head)
    assert chain.holds(head.sha256)
    assert not chain.holds("0" * 63 + "1")


def test_several_answers_at_once_are_entries_of_their_own(tmp_path: Path, log: Path) -> None:
    append(tmp_path / "other.log", ANSWERS)
    found, faults, _ = followed((tmp_path / "other.log").read_bytes())
    assert (found, faults) == (ANSWERS, ())


def test_each_line_is_json_that_names_the_entry_before_it(log: Path) -> None:
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["n"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["previous"] for line in lines] == [
        NOTHING,
        *(line["sha256"] for line in lines[:-1]),
    ]


def test_writers_in_four_processes_lose_nothing_and_keep_one_chain(tmp_path: Path) -> None:
    log = tmp_path / "shared.log"
    told = (
        "import sys; from pathlib import Path; from contract_engine.receipts.log import append\n"
        "for n in range(50): append(Path(sys.argv[1]), [{'writer': sys.argv[2], 'n': n}])"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", told, str(log), str(name)]) for name in range(4)
    ]
    assert [writer.wait(120) for writer in writers] == [0] * 4
    found, faults, _ = followed(log.read_bytes())
    assert faults == ()
    by_writer = [[each["n"] for each in found if each["writer"] == str(w)] for w in range(4)]  # type: ignore[index,call-overload]  # written above
    assert by_writer == [list(range(50))] * 4


def test_writing_goes_on_after_a_line_that_was_cut_off_anywhere(log: Path) -> None:
    """A crash at any byte of the last line costs that line alone, and shows."""
    whole = log.read_bytes()
    begin = whole.rindex(b"\n", 0, -1) + 1
    for cut in range(begin, len(whole)):
        log.write_bytes(whole[:cut])
        append(log, [{"after": "the crash"}])
        found, faults, _ = followed(log.read_bytes())
        survived = cut == len(whole) - 1  # only its newline is gone
        assert found == [*ANSWERS[: 5 if survived else 4], {"after": "the crash"}], cut
        torn = [] if survived or cut == begin else [Damage.TORN]
        assert [fault.damage for fault in faults] == torn, cut


def test_a_torn_line_is_found_before_anybody_goes_on(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:-30])
    found, faults, _ = followed(log.read_bytes())
    assert found == ANSWERS[:4]
    assert [(fault.line, fault.damage, fault.tampered) for fault in faults] == [
        (5, Damage.TORN, False)
    ]


def test_the_chain_survives_two_crashes_in_a_row(log: Path) -> None:
    with log.open("ab") as file:
        file.write(b'{"log":1,"n":6,"pre')
    append(log, [{"first": 1}])
    with log.open("ab") as file:
        file.write(b'{"log":1,"n":7')
    append(log, [{"second": 2}])
    found, faults, _ = followed(log.read_bytes())
    assert found == [*ANSWERS, {"first": 1}, {"second": 2}]
    assert [fault.line for fault in faults] == [6, 8]


def test_every_changed_byte_shows(log: Path) -> None:
    """Whatever byte is changed, it is reported; before the last line, as more than a torn write."""
    whole = log.read_bytes()
    last = whole.rindex(b"\n", 0, -1)
    for at in range(len(whole)):
        for other in {whole[at] ^ 1, 0x20, 0x0A} - {whole[at]}:
            faults = followed(whole[:at] + bytes([other]) + whole[at + 1 :])[1]
            assert faults, (at, other)
            if at < last:
                assert any(fault.tampered for fault in faults), (at, other)


def test_any_lines_but_the_first_ones_in_their_order_show(log: Path) -> None:
    """Lines that were dropped, moved or repeated show; that the last ones are gone can't."""
    lines = log.read_bytes().splitlines(keepends=True)
    for count in range(len(lines) + 1):
        for chosen in itertools.permutations(range(5), count):
            faults = followed(b"".join(lines[n] for n in chosen))[1]
            assert any(fault.tampered for fault in faults) == (chosen != tuple(range(count)))
    for n in range(5):
        assert any(f.damage is Damage.MOVED for f in followed(b"".join([*lines, lines[n]]))[1])


def test_what_was_dropped_or_moved_is_named(log: Path) -> None:
    one, two, three, four, five = log.read_bytes().splitlines(keepends=True)
    faults = followed(one + two + four + five)[1]
    assert [(f.line, str(f.damage), f.message) for f in faults] == [
        (3, "dropped", "before this one, entry 3 is missing")
    ]
    faults = followed(one + five)[1]
    assert [f.message for f in faults] == ["before this one, entries 2 to 4 are missing"]
    faults = followed(one + two + four + three + five)[1]
    assert [(f.line, str(f.damage), f.message) for f in faults] == [
        (4, "moved", "entry 3 stands after entry 4")
    ]


def test_a_line_that_was_written_anew_with_its_hash_shows_at_the_next(
    tmp_path: Path, log: Path
) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    forged = tmp_path / "forged.log"
    forged.write_bytes(b"".join(lines[:2]))
    append(forged, [{"verdict": "prohibited"}])
    faults = followed(forged.read_bytes() + b"".join(lines[3:]))[1]
    assert [(fault.line, fault.damage) for fault in faults] == [(4, Damage.CHANGED)]
    assert "line 3" in faults[0].message


def test_a_log_written_anew_shows_against_a_head_that_was_noted(tmp_path: Path, log: Path) -> None:
    noted = followed(log.read_bytes())[2].head
    shorter = b"".join(log.read_bytes().splitlines(keepends=True)[:4])
    _, faults, chain = followed(shorter)
    assert faults == ()
    assert not chain.holds(noted)
    append(log, [{"more": True}])
    assert followed(log.read_bytes())[2].holds(noted)


def test_nothing_is_appended_to_a_file_that_is_no_log(tmp_path: Path) -> None:
    file = tmp_path / "agreement.yaml"
    file.write_text("format: 1\n")
    with pytest.raises(NotALog):
        append(file, ANSWERS)
    assert file.read_text() == "format: 1\n"


def test_any_text_can_be_kept(tmp_path: Path) -> None:
    log = tmp_path / "odd.log"
    odd: list[Json] = [{"sentence": text} for text in ('","sha256":"', "\x85  ", "\ud800", "🜚", "")]
    append(log, odd)
    chain = Chain()
    with log.open("rb") as lines:
        assert [line.answer for _, line in chain.follow(lines)] == odd
    assert chain.faults() == ()
