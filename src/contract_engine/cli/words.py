"""`contract-engine words`: every word of an agreement; or what the record says of one topic."""

from __future__ import annotations

from typing import Annotated

from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import ASKED, DEFAULT, AgreementName, day_of
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.show import Shown, show_result


def words(
    topic: Annotated[
        str | None, Parameter(name="TOPIC", group=ASKED, help="only what the record says of it")
    ] = None,
    /,
    *,
    on: Annotated[
        str | None, Parameter(group=ASKED, metavar="DAY", help="the day that figures are told for")
    ] = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """Every word that a question may use: parties, acts, facts, events, readings and the rest.

    Each with its name, how it is written for people, and what else it may be called; an act with a
    question that is understood. With a TOPIC, what the record says of that.

    For example:

      contract-engine words
      contract-engine words stargate
      contract-engine words --agreement zerotier-bsl
    """
    from contract_engine.api.vocabulary import topic_told, words_told

    loaded = open_agreement(agreement)
    day = day_of(on, "--on")
    if topic is not None:
        return show_result(loaded, topic_told(loaded, topic, day), shown)
    return show_result(loaded, words_told(loaded.model), shown)
