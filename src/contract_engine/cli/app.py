"""The commands by name, each imported when it is called; and what is wrong with a command line."""

from __future__ import annotations

import re

from cyclopts import App, Parameter
from cyclopts.argument import ArgumentCollection, Token
from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from contract_engine import __version__
from contract_engine.api.agreements import asked_here
from contract_engine.cli.argv import place
from contract_engine.cli.help_page import HelpPage
from contract_engine.cli.overview import COMMANDS
from contract_engine.diagnostics import Problem
from contract_engine.diagnostics.nearest import did_you_mean

HOMES = {
    "words": "contract_engine.cli.words:words",
    "agreements": "contract_engine.cli.agreements:agreements",
    "ask": "contract_engine.cli.ask:ask",
    "timeline": "contract_engine.cli.timeline:timeline",
    "whatif": "contract_engine.cli.whatif:whatif",
    "flip": "contract_engine.cli.flip:flip",
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
    "check": "contract_engine.cli.check:check",
    "test": "contract_engine.cli.test:test",
    "coverage": "contract_engine.cli.coverage:coverage",
    "mutate": "contract_engine.cli.mutate:mutate",
    "replay": "contract_engine.cli.replay:replay",
    "new": "contract_engine.cli.new:new",
    "import": "contract_engine.cli.import_odrl:import_",
    "export": "contract_engine.cli.export_odrl:export",
    "demo": "contract_engine.cli.demo:demo",
}
USAGE = {
    "ask": "QUESTION",
    "timeline": "QUESTION",
    "whatif": "QUESTION",
    "flip": "QUESTION",
    "table": "[IN ...]",
    "value": "NAME [FACT=VALUE ...]",
    "words": "[TOPIC]",
    "figure": "[NAME]",
    "sources": "[SOURCE]",
    "disputes": "[DISPUTE]",
    "diff": "A [B]",
    "serve": "[RULES ...]",
    "test": "[PATH ...]",
    "coverage": "[PATH ...]",
    "mutate": "[PATH ...]",
    "replay": "FILE",
    "new": "NAME",
    "import": "odrl FILE",
    "export": "odrl",
}
"""What a command takes besides its options."""
LINES = {name: line for group in COMMANDS.values() for name, line in group.items()}

OWN_AGREEMENTS = ("replay", "demo")
"""Commands whose agreement is named by what they read."""


def agreement_of_folder(
    _app: App, commands: tuple[str, ...], arguments: ArgumentCollection
) -> None:
    """Where a command line names no agreement: that of the folder one stands in, if it has one."""
    if commands[-1:] and commands[-1] in OWN_AGREEMENTS:
        return
    for argument in arguments:
        if "--agreement" in argument.names and not argument.tokens:
            named = asked_here()
            if named is not None:
                argument.append(Token(keyword="--agreement", value=named, source="folder"))


app = App(
    name="contract-engine",
    config=agreement_of_folder,
    version=__version__,
    help_format="plaintext",
    help_formatter=HelpPage(),
    default_parameter=Parameter(show_default=False, negative=""),
)
for _name in LINES:
    _takes = f"contract-engine {_name} {USAGE.get(_name, '')}".rstrip()
    app.command(HOMES[_name], name=_name, usage=f"Usage: {_takes} [OPTIONS]")


def usage(error: CycloptsError) -> Problem:
    """What was wrong with the command line itself."""
    command = " ".join(error.command_chain or ())
    help_ = f"see `contract-engine {f'{command} ' if command else ''}--help`"
    match error:
        case UnknownCommandError(unused_tokens=[first, *_]):
            help_ = did_you_mean(first, LINES) or "the commands are: " + ", ".join(LINES)
            return Problem("E504", f"there is no command `{first}`", place(first), help=help_)
        case UnusedCliTokensError(unused_tokens=[first, *_]):
            return Problem("E504", f"`{first}` has no place here", place(first), help=help_)
        case UnknownOptionError(token=token):
            said = token.keyword or token.value
            known = [name for each in error.argument_collection for name in each.names]
            near = did_you_mean(said, known) if len(known) > 12 else ""
            help_ = f"{near} {help_}".strip()
            return Problem("E504", f"unknown option `{said}`", place(option=said), help=help_)
        case MissingArgumentError(argument=argument) if argument is not None:
            name = error.keyword or argument.name
            if error.keyword is None and argument.index is not None:
                name = name.lstrip("-").upper()
                return Problem("E504", f"{name} is missing", place(), help=help_)
            count, _ = argument.token_count()
            what = "a value" if count == 1 else f"{count} values"
            return Problem("E504", f"`{name}` needs {what}", place(option=name), help=help_)
        case CoercionError(token=token) if token is not None:
            name = token.keyword or "this"
            message = f"`{token.value}` is not what {name} takes"
            return Problem("E504", message, place(token.value, token.keyword), help=help_)
    message = re.sub(r'"([^"]*)"', r"`\1`", " ".join(str(error).split()))
    message = message[:1].lower() + message[1:].rstrip(".")
    return Problem("E504", message or "this can't be read", place(), help=help_)
