"""The command line as a process: pipes, streams, folders, and installations that are broken."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli.conftest import FLAT

ASK = ("ask", "tenant", "sublet", "guest=student", "--on", "2023-01-01", "--agreement", str(FLAT))
ENV = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "NO_COLOR": "1", "COLUMNS": "80"}
ENV["CONTRACT_ENGINE_CACHE"] = "off"


def start(
    *words: str, cwd: Path | None = None, env: dict[str, str] | None = None, **more: object
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # options pass through
        [sys.executable, "-m", "contract_engine", *words],
        **{"capture_output": True, "cwd": cwd, "env": {**ENV, **(env or {})}, **more},
        check=False,
    )


def quiet(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether nothing speaks of Python's own troubles."""
    told = (done.stdout or b"") + (done.stderr or b"")
    return b"Traceback" not in told and b"Exception ignored" not in told


def test_the_program_and_the_module_are_the_same() -> None:
    program = Path(sys.executable).with_name("contract-engine")
    if not program.exists():
        pytest.skip("the program is not installed beside this Python")
    one = subprocess.run([str(program), *ASK], capture_output=True, env=ENV, check=True)
    assert one.stdout == start(*ASK).stdout


def test_what_is_left_to_the_end_of_a_process_is_done_though_it_ends_at_once() -> None:
    code = (
        "import atexit, sys; from contract_engine.cli import run; "
        "atexit.register(print, 'told at exit'); sys.argv[1:] = {words!r}; run()"
    )
    for words, wanted in ((["--version"], 0), (["ask", "--nonsense"], 2)):
        line = [sys.executable, "-c", code.format(words=words)]
        done = subprocess.run(line, capture_output=True, env=ENV, check=False, text=True)
        assert (done.returncode, done.stdout.endswith("told at exit\n")) == (wanted, True)


def test_who_measures_a_command_gets_the_figures() -> None:
    line = [sys.executable, "-m", "cProfile", "-m", "contract_engine", "--version"]
    done = subprocess.run(line, capture_output=True, env=ENV, check=True, text=True)
    assert "function calls" in done.stdout


@pytest.mark.parametrize(
    "command", ["terms --on 2023-01-01", "sources --json", "ask nonsense --json", "", "ask -h"]
)
def test_a_pipe_that_is_closed_early_is_no_error(command: str) -> None:
    words = command.split()
    if words and words[0] in ("terms", "sources"):
        words += ["--agreement", str(FLAT)]
    with closed_pipe() as pipe:
        done = start(*words, capture_output=False, stdout=pipe, stderr=subprocess.PIPE)
    assert done.returncode == 0
    assert done.stderr == b""


def test_diagnostics_that_nobody_reads_are_no_error() -> None:
    with closed_pipe() as pipe:
        done = start("ask", "nonsense", capture_output=False, stdout=subprocess.PIPE, stderr=pipe)
    assert (done.returncode, done.stdout) == (0, b"")


@contextmanager
def closed_pipe() -> Iterator[int]:
    """The end to write to of a pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told_and_is_an_error() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 (a device, not a file)
        done = start(*ASK, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert quiet(done)


def on_a_terminal(**env: str) -> bytes:
    """What a terminal gets."""
    screen, terminal = os.openpty()
    there = {key: value for key, value in ENV.items() if key != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, "-m", "contract_engine", *ASK],
        stdout=terminal,
        stdin=terminal,
        env={**there, **env},
        check=True,
    )
    assert done.returncode == 0
    os.close(terminal)
    shown = b""
    with suppress(OSError):  # a terminal that was left gives an error at its end
        while chunk := os.read(screen, 65536):
            shown += chunk
    os.close(screen)
    return shown


def test_colours_are_for_terminals_that_want_them() -> None:
    green = b"\x1b[1;32mPERMITTED"
    assert green in on_a_terminal(TERM="xterm-256color")
    assert b"\x1b[1mPERMITTED" in on_a_terminal(TERM="xterm-256color", NO_COLOR="1")
    assert b"\x1b" not in on_a_terminal(TERM="dumb")
    narrow = on_a_terminal(TERM="dumb", COLUMNS="50")
    assert max(len(line.decode()) for line in narrow.splitlines()) <= 50


def test_closed_streams_are_no_error() -> None:
    code = (
        "import os, sys; os.close(1); os.close(2);"
        f"os.execv(sys.executable, [sys.executable, '-m', 'contract_engine', *{ASK!r}])"
    )
    assert subprocess.run([sys.executable, "-c", code], env=ENV, check=False).returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_any_encoding_takes_any_answer(encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding}
    assert quiet(done := start(*ASK, env=env))
    assert done.returncode == 0
    data = json.loads(start(*ASK, "--json", env=env).stdout.decode(encoding))
    assert data["clauses"][0]["cites"][0]["quote"] == "students are welcome again"


def test_bytes_that_are_no_text_are_bad_input() -> None:
    words = [os.fsencode(word) for word in ("ask", "tenant", "--on", "2023-01-01")]
    done = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"contract_engine", *words, b"caf\xe9\xff=\x1b[31m"],
        capture_output=True,
        env=ENV,
        check=False,
    )
    assert done.returncode == 2
    assert quiet(done)
    assert b"\x1b" not in done.stderr


def test_no_folder_needs_to_be_writable_or_there(tmp_path: Path) -> None:
    locked, gone = tmp_path / "locked", tmp_path / "gone"
    locked.mkdir(mode=0o555)
    assert start(*ASK, cwd=locked).returncode == 0
    assert list(locked.iterdir()) == []
    gone.mkdir()
    code = (
        "import os, shutil, sys; os.rmdir(os.getcwd());"
        f"os.execv(sys.executable, [sys.executable, '-m', 'contract_engine', *{ASK!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=gone, env=ENV, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


BROKEN = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {missing!r} or name.startswith({missing!r} + "."):
            raise ModuleNotFoundError("No module named " + repr(name), name=name.split(".")[0])

sys.meta_path.insert(0, Finder())
"""


def without(missing: str, folder: Path) -> dict[str, str]:
    """An environment in which a package isn't installed."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(BROKEN.format(missing=missing))
    return {"PYTHONPATH": str(folder)}


def test_without_durable_rules_the_diagram_answers_with_a_note(tmp_path: Path) -> None:
    env = without("durable", tmp_path / "site")
    done = start(*ASK, env=env)
    assert done.returncode == 0
    assert b"PERMITTED" in done.stdout
    assert b"Not cross-checked" in done.stdout
    assert start("check", "--agreement", str(FLAT), env=env).returncode == 1


def test_a_broken_durable_rules_is_told_with_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "durable").mkdir()
    (tmp_path / "durable" / "__init__.py").write_text("raise ImportError('PyEval_CallObject')")
    env = {"PYTHONPATH": str(tmp_path)}
    for words in (ASK, ("check", "--agreement", str(FLAT))):
        done = start(*words, env=env)
        assert (done.returncode, done.stdout) == (3, b"")
        assert b"can't be imported" in done.stderr
        assert b"pip install" in done.stderr
        assert quiet(done)
        data = json.loads(start(*words, "--json", env=env).stdout)
        assert "pip install" in data["error"]["message"]


SUPPLY = Path(__file__).parents[2] / "docs" / "deadlines" / "supply"
DUE = ("status", "--history", str(SUPPLY / "history.yaml"), "--agreement", str(SUPPLY))


@pytest.mark.parametrize(("package", "words"), [("yaml", ASK), ("dateutil", DUE)])
def test_any_other_missing_package_is_named(
    package: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    done = start(*words, env=without(package, tmp_path / "site"))
    assert quiet(done)
    assert (done.returncode, done.stdout) == (3, b"")
    assert f"`{package}` is not installed".encode() in done.stderr


def test_questions_are_streamed() -> None:
    """An answer comes while the input is still open."""
    question = {"ask": "tenant sublet", "on": "2023-01-01", "given": {"guest": "student"}}
    with subprocess.Popen(
        [sys.executable, "-m", "contract_engine", "ask", "--batch", "-", "--agreement", str(FLAT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENV,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == "permitted"
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait() == 0


@pytest.mark.xdist_group("wheel")
def test_the_wheel_answers_from_anywhere_without_the_checkout(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    target, elsewhere = tmp_path / "target", tmp_path / "elsewhere"
    elsewhere.mkdir()
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*pip, "--target", str(target), str(wheel)], check=True, capture_output=True)
    shutil.rmtree(target / "bin", ignore_errors=True)
    env = {"PYTHONPATH": str(target)}
    told = "import contract_engine; print(contract_engine.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", told], cwd=elsewhere, env={**ENV, **env}, capture_output=True
    )
    assert where.stdout.decode().startswith(str(target))
    question = "Can OpenAI serve its API on AWS on 15 November 2025?"
    data = json.loads(start("ask", question, "--json", cwd=elsewhere, env=env).stdout)
    assert data["verdict"] == "prohibited"
    assert data["clauses"][0]["cites"]
    assert start("demo", cwd=elsewhere, env=env).returncode == 0
    assert start("test", "--help", cwd=elsewhere, env=env).returncode == 0
