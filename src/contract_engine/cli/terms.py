"""`contract-engine terms`: the consolidated terms of a day, each clause with its history."""

from __future__ import annotations

from datetime import date

from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.answers.register import Entry, Register, Step
from contract_engine.answers.sentences import day_in_words
from contract_engine.cli.answering import DISCLAIMER, GRADES
from contract_engine.cli.options import (
    DEFAULT,
    AgreementName,
    Asking,
    JsonFlag,
    open_agreement,
    situation_of,
)
from contract_engine.cli.output import console, print_json


def terms(
    *,
    asking: Asking | None = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """The terms as they stand on a day, as one text.

    Every clause in force, statements too, under the instrument it comes from, with its history:
    introduced, restated, narrowed, repealed.
    """
    loaded = open_agreement(agreement)
    on, given, options = situation_of(loaded, asking or Asking())
    entries = Register(loaded.engine, options, given).entries(on)
    if json:
        print_json({"on": on.isoformat(), "terms": [as_json(entry) for entry in entries]})
        return 0
    out = console()
    out.print(Text(f"{loaded.model.title}: the terms on {day_in_words(on)}", style="bold"))
    out.print(Text(DISCLAIMER, style="bright_black"))
    for instrument in loaded.model.instruments.values():
        own = [entry for entry in entries if entry.instrument == instrument.id]
        if own:
            out.print()
            title = f"{instrument.id}  {instrument.title}".rstrip()
            out.print(Text(title, style="bold underline"))
            for entry in own:
                out.print(_told(entry, on))
    return 0


def _told(entry: Entry, on: date) -> Text:
    text = Text.assemble("\n", (entry.text, ""), "\n  ")
    text.append(f"{entry.id}: ", style="bright_black")
    text.append("; ".join(entry.norms) or "statement", style="cyan" if entry.norms else "")
    for line in entry.conditions:
        text.append(f"\n  if {line}")
    for line in entry.exceptions:
        text.append(f"\n  and {line}")
    for words in entry.ends:
        text.append(f"\n  {words}", style="yellow")
    steps = ", ".join(_step(step, on) for step in entry.history)
    carried = "; carried" if entry.carried else ""
    text.append(f"\n  {steps}{carried}; {GRADES[str(entry.grade)]}", style="bright_black")
    return text


def _step(step: Step, on: date) -> str:
    later = " later" if step.on is not None and step.on > on else ""
    named = f" by `{step.clause}`" if step.what in ("narrowed", "restated") else ""
    return f"{later} {step.what}{named} in {step.instrument} ({step.on})".strip()
