"""A page of Markdown -> its fenced blocks, run in order in a folder: files, edits and commands.

A fence's info string says what a block is:

    ```console            commands after `$ `, each with its output; `...` stands for anything
    ```console status=1   the same, where the last command ends with this exit code
    ```yaml file="F"      the whole of a file, written to the folder
    ```yaml excerpt="F"   lines that stand in a file
    ```diff file="F"      lines to be replaced, added or left in a file

Other blocks are refused, so that none goes unchecked.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    line: int
    language: str
    says: dict[str, str]
    body: str


class Broken(AssertionError):
    """A page says what isn't so."""


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        language, *rest = shlex.split(match["info"]) or [""]
        says = dict(word.split("=", 1) for word in rest)
        found.append(Block(text.count("\n", 0, match.start()) + 1, language, says, match["body"]))
    return found


class Walk:
    """Follows a page in a folder, as a reader would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "FORCE_COLOR"},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }

    def follow(self, block: Block) -> None:
        """Do what a block says; Broken where it doesn't come out as the page has it."""
        match block.language, block.says:
            case "console", says:
                self._run(block, int(says.get("status", 0)))
            case _, {"excerpt": file}:
                if block.body not in (self.folder / file).read_text(encoding="utf-8"):
                    raise Broken(f"line {block.line}: these lines are not in {file}")
            case "diff", {"file": file}:
                self._edit(block, self.folder / file)
            case _, {"file": file}:
                (self.folder / file).write_text(block.body, encoding="utf-8")
            case _:
                raise Broken(f"line {block.line}: what is this block for?")

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """A command in the folder; its stderr comes with its stdout."""
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )

    def _run(self, block: Block, status: int) -> None:
        commands = re.split(r"^\$ ", block.body, flags=re.MULTILINE)
        if commands[0].strip():
            raise Broken(f"line {block.line}: output without a command")
        for index, each in enumerate(commands[1:], 1):
            command, _, expected = each.partition("\n")
            if command.startswith("cd "):
                self.folder /= command[3:]
                continue
            done = self.run(command)
            wanted = status if index == len(commands) - 1 else 0
            if done.returncode != wanted:
                raise Broken(
                    f"line {block.line}: `{command}` ended with {done.returncode}, "
                    f"not {wanted}:\n{done.stdout}"
                )
            if expected.strip() and not _matches(expected, done.stdout):
                raise Broken(f"line {block.line}: `{command}` printed\n{done.stdout}")

    @staticmethod
    def _edit(block: Block, file: Path) -> None:
        lines = block.body.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] in " -")
        after = "".join(line[1:] for line in lines if line[0] in " +")
        text = file.read_text(encoding="utf-8")
        if text.count(before) != 1:
            raise Broken(f"line {block.line}: {file.name} has {text.count(before)} of these lines")
        file.write_text(text.replace(before, after), encoding="utf-8")


def _matches(expected: str, printed: str) -> bool:
    """Whether the output is as expected; `...` is anything, alone on a line any lines."""
    pattern = ""
    for line in expected.rstrip("\n").splitlines():
        if line == "...":
            pattern += r"(?:.*\n)*?"
        else:
            parts = [re.escape(part) for part in line.rstrip().split("...")]
            pattern += r"[\s\S]*?".join(parts) + r"[ ]*\n"
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None
