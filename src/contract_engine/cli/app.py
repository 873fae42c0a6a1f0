"""A command line -> the command it names, imported when it is called, with what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from contract_engine.cli.argv import place
from contract_engine.cli.parameters import Command
from contract_engine.cli.parsing import Given, parse
from contract_engine.diagnostics import BadInput, Problem

HOMES = {
    "words": "contract_engine.cli.words:words",
    "agreements": "contract_engine.cli.agreements:agreements",
    "ask": "contract_engine.cli.ask:ask",
    "timeline": "contract_engine.cli.timeline:timeline",
    "whatif": "contract_engine.cli.whatif:whatif",
    "flip": "contract_engine.cli.flip:flip",
    "needed": "contract_engine.cli.needed:needed",
    "table": "contract_engine.cli.table:table",
    "rights": "contract_engine.cli.rights:rights",
    "duties": "contract_engine.cli.duties:duties",
    "status": "contract_engine.cli.status:status",
    "dates": "contract_engine.cli.dates:dates",
    "holidays": "contract_engine.cli.holidays:holidays",
    "terms": "contract_engine.cli.terms:terms",
    "value": "contract_engine.cli.value:value",
    "figure": "contract_engine.cli.figure:figure",
    "sources": "contract_engine.cli.sources:sources",
    "disputes": "contract_engine.cli.disputes:disputes",
    "diff": "contract_engine.cli.diff:diff",
    "serve": "contract_engine.cli.serve:serve",
    "mcp": "contract_engine.cli.mcp:mcp",
    "check": "contract_engine.cli.check:check",
    "test": "contract_engine.cli.test:test",
    "coverage": "contract_engine.cli.coverage:coverage",
    "mutate": "contract_engine.cli.mutate:mutate",
    "replay": "contract_engine.cli.replay:replay",
    "new": "contract_engine.cli.new:new",
    "import": "contract_engine.cli.import_odrl:import_",
    "export": "contract_engine.cli.export:export",
    "demo": "contract_engine.cli.demo:demo",
}
USAGE = {
    "ask": "QUESTION",
    "timeline": "QUESTION",
    "whatif": "QUESTION",
    "flip": "QUESTION",
    "needed": "QUESTION",
    "table": "[IN ...]",
    "value": "NAME [FACT=VALUE ...]",
    "words": "[TOPIC]",
    "figure": "[NAME]",
    "sources": "[SOURCE]",
    "disputes": "[DISPUTE]",
    "diff": "A [B]",
    "serve": "[RULES ...]",
    "mcp": "[RULES ...]",
    "test": "[PATH ...]",
    "coverage": "[PATH ...]",
    "mutate": "[PATH ...]",
    "replay": "FILE",
    "new": "NAME",
    "import": "odrl FILE",
    "export": "odrl|sql",
}
"""What a command takes besides its options."""

OWN_AGREEMENTS = ("replay", "demo")
"""Commands whose agreement is named by what they read."""
OWN_IF_NAMED = ("test", "coverage", "mutate")
"""Commands whose agreement is named by the scenario files that they are given, if they are."""


def command_of(name: str) -> Command:
    """The command of a name; raises BadInput with the nearest there is."""
    if name not in HOMES:
        from contract_engine.cli.overview import LINES
        from contract_engine.diagnostics.nearest import did_you_mean

        help_ = did_you_mean(name, LINES) or "the commands are: " + ", ".join(LINES)
        raise BadInput([Problem("E504", f"there is no command `{name}`", place(name), help=help_)])
    module, _, function = HOMES[name].partition(":")
    return Command(name, getattr(import_module(module), function))


def given(command: Command, tokens: Sequence[str]) -> Given:
    """What a command line gives to a command; raises BadInput with all that is wrong.

    Where neither it nor a file that it names tells the agreement, it is that of the folder one
    stands in, if it has one.
    """
    found = parse(command, tokens)
    agreement = command.options.get("--agreement")
    if agreement is None or command.name in OWN_AGREEMENTS or agreement in found.values:
        return found
    if command.name in OWN_IF_NAMED and any(each.positional for each in found.values):
        return found
    from contract_engine.api.agreements import asked_here

    if (named := asked_here()) is not None:
        found.values[agreement] = named
    return found


def usage(name: str) -> str:
    """The line that says how a command is called."""
    return f"Usage: contract-engine {f'{name} {USAGE.get(name, str())}'.rstrip()} [OPTIONS]"
