"""The commands by name; each is imported when it is called."""

from __future__ import annotations

from cyclopts import App

from contract_engine import __version__

app = App(
    name="contract-engine",
    help="What an agreement allows on a given day, since when, until when, and by which words.\n\n"
    "The shipped agreement is encoded from public reports: not the contract, not legal advice.",
    version=__version__,
    help_format="plaintext",
)

COMMANDS = {
    "ask": "contract_engine.cli.ask:ask",
    "rights": "contract_engine.cli.rights:rights",
    "terms": "contract_engine.cli.terms:terms",
    "test": "contract_engine.cli.test:test",
    "check": "contract_engine.cli.check:check",
    "sources": "contract_engine.cli.record:sources",
    "disputes": "contract_engine.cli.record:disputes",
    "figure": "contract_engine.cli.record:figure",
    "timeline": "contract_engine.cli.timeline:timeline",
    "whatif": "contract_engine.cli.whatif:whatif",
    "flip": "contract_engine.cli.whatif:flip",
    "diff": "contract_engine.cli.diff:diff",
    "demo": "contract_engine.cli.demo:demo",
}

for _name, _where in COMMANDS.items():
    app.command(_where, name=_name)
