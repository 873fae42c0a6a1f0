"""`contract-engine agreements`: the agreements at hand, and which is asked where none is named."""

from __future__ import annotations

from contract_engine.api import DEFAULT
from contract_engine.cli.options import JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.diagnostics import BadInput


def agreements(*, json: JsonFlag = False) -> int:
    """The agreements at hand: those of this folder and those that are shipped.

    The one of the folder one stands in is asked where none is named: of ./rules, or agreement.yaml
    itself. --agreement and CONTRACT_ENGINE_AGREEMENT say otherwise.

    For example:

      contract-engine agreements
    """
    from contract_engine.api import find_rules, load, names
    from contract_engine.api.agreements import at_hand

    here = at_hand()
    asked = DEFAULT if not here or DEFAULT in here else here[0] if len(here) == 1 else None
    told: list[dict[str, object]] = []
    for name in dict.fromkeys([*here, *names()]):
        try:
            title = load(name).model.title
        except BadInput as error:
            title = f"can't be read: {len(error.problems)} problems"
        folder = str(find_rules(name))
        told.append({"agreement": name, "title": title, "folder": folder, "asked": name == asked})
    if json:
        print_json({"agreements": told})
        return 0
    out = console()
    for each in told:
        mark = "  (asked where none is named)" if each["asked"] else ""
        line = f"{each['agreement']}: {each['title']}{mark}"
        out.print(line)
        out.print(f"  {each['folder']}")
    return 0
