"""Words of a command line -> what a command is called with, or all that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import pytest

from contract_engine.cli.argv import remember
from contract_engine.cli.parameters import Command, Parameter, options
from contract_engine.cli.parsing import parse
from contract_engine.diagnostics import BadInput

CALLED: dict[str, object] = {}


@options
@dataclass
class Shared:
    """Options that commands share."""

    day: Annotated[str | None, Parameter(help="a day")] = None
    names: Annotated[list[str], Parameter(name=("--names", "-n"), help="names")] = field(
        default_factory=list
    )


def try_it(
    first: Annotated[str, Parameter(name="FIRST", help="the first word")],
    *more: Annotated[Path, Parameter(name="MORE", help="files")],
    needed: Annotated[str, Parameter(help="what has to be there")],
    shared: Shared | None = None,
    pair: Annotated[tuple[str, str] | None, Parameter(help="two at once")] = None,
    many_: Annotated[int, Parameter(name="--many", least=1, most=9, help="a number")] = 2,
    part: Annotated[float | None, Parameter(least=0, help="a part")] = None,
    sort: Annotated[Literal["red", "green"], Parameter(help="which")] = "red",
    loud: Annotated[bool, Parameter(name=("--loud", "-l"), help="a flag")] = False,
    told: Annotated[bool | None, Parameter(negative="--no-told", help="yes or no")] = None,
) -> int:
    """A command with everything that there is."""
    CALLED.update(locals())
    return 7


COMMAND = Command("try", try_it)
BARE = {
    "more": (),
    "shared": Shared(),
    "pair": None,
    "many_": 2,
    "part": None,
    "sort": "red",
    "loud": False,
    "told": None,
}


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("a --needed b", {}),
        ("--needed=b a", {}),
        ("a b/c d --needed b", {"more": (Path("b/c"), Path("d"))}),
        ("--needed b -- a --sort -l", {"more": (Path("--sort"), Path("-l"))}),
        ("a - -1 --needed b", {"more": (Path("-"), Path("-1"))}),
        ("a --needed b --pair x y z", {"pair": ("x", "y"), "more": (Path("z"),)}),
        ("a --needed b --many 9", {"many_": 9}),
        ("a --needed b --part=.5", {"part": 0.5}),
        ("a --needed b --sort green", {"sort": "green"}),
        ("a --needed b --loud --loud", {"loud": True}),
        ("a --needed b -l", {"loud": True}),
        ("a --needed b --told", {"told": True}),
        ("a --needed b --no-told", {"told": False}),
        ("a --needed b --day 1", {"shared": Shared(day="1")}),
        ("a --needed b --day=", {"shared": Shared(day="")}),
        ("a --needed b -nx --names y -ln z", {"loud": True, "shared": Shared(None, [*"xyz"])}),
    ],
)
def test_a_command_is_called_with_what_is_given(line: str, more: dict[str, object]) -> None:
    CALLED.clear()
    assert parse(COMMAND, line.split()).call() == 7
    assert {"first": "a", "needed": "b", **BARE, **more} == CALLED


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("", ["FIRST is missing"]),
        ("a", ["`--needed` is missing"]),
        ("a --needed", ["`--needed` needs a value"]),
        ("a --needed --loud", ["`--needed` needs a value"]),
        ("a --needed b --pair x", ["`--pair` needs 2 values"]),
        ("a --needed b --pair=x", ["`--pair` needs 2 values"]),
        ("a --needed b --needed c", ["`--needed` is given twice"]),
        ("a --needed b --told --no-told", ["`--no-told` is given twice"]),
        ("a --needed b --loud=yes", ["`--loud` takes no value"]),
        ("a --needed b --many x", ["`x` is not what --many takes"]),
        ("a --needed b --many 10", ["`10` is not from 1 to 9"]),
        ("a --needed b --part -1", ["`-1` is not at least 0"]),
        ("a --needed b --sort rde", ["`rde` is not what --sort takes"]),
        (
            "a --colour --needed b --shout",
            ["unknown option `--colour`", "unknown option `--shout`"],
        ),
        ("a -lq --needed b", ["unknown option `-q`"]),
        ("a --many x --part y", ["`x` is not what --many takes", "`y` is not what --part takes"]),
    ],
)
def test_all_that_is_wrong_is_told(line: str, problems: list[str]) -> None:
    remember(line.split())
    with pytest.raises(BadInput) as caught:
        parse(COMMAND, line.split())
    assert sorted(each.message for each in caught.value.problems) == sorted(problems)
    for each in caught.value.problems:
        assert each.code == "E504"
        assert "see `contract-engine try --help`" in each.help


def test_one_of_few_is_proposed_where_none_of_them_was_meant() -> None:
    with pytest.raises(BadInput) as caught:
        parse(COMMAND, ["a", "--needed", "b", "--sort", "grene"])
    assert "did you mean `green`?" in caught.value.problems[0].help


def test_what_is_wrong_is_underlined() -> None:
    tokens = ["a", "--needed", "b", "--many=x", "--sort", "blue", "--frob"]
    remember(tokens)
    with pytest.raises(BadInput) as caught:
        parse(COMMAND, tokens)
    shown = "contract-engine " + " ".join(tokens)
    spans = [each.span for each in caught.value.problems]
    assert [shown[s.column - 1 :][: s.length] for s in spans] == ["x", "blue", "--frob"]
