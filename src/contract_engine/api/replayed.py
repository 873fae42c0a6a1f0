"""Recorded answers and the agreement they are about -> each asked again, on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from contract_engine import __version__
from contract_engine.answers.answer import Answer
from contract_engine.api.agreement import LoadedAgreement
from contract_engine.diagnostics import BadInput
from contract_engine.language.questions import read_question
from contract_engine.model.agreement import Agreement
from contract_engine.receipts.recorded_answer import Recorded
from contract_engine.receipts.replay import Replayed, replay

MANY = 1500
"""From so many answers on, starting further processes pays."""
_PIECE = 50


def replayed(
    loaded: LoadedAgreement, recorded: Sequence[Recorded]
) -> Iterator[tuple[Recorded, Replayed]]:
    """Each answer with what came of it; alike ones together, and equal ones asked once."""
    alike: dict[str, list[Recorded]] = {}
    for each in recorded:
        alike.setdefault(each.key, []).append(each)
    firsts = sorted((each[0] for each in alike.values()), key=lambda each: each.order)
    for first, came in zip(firsts, _all(loaded, firsts), strict=True):
        for each in alike[first.key]:
            yield each, came


def engine_name() -> str:
    """What a receipt of today says of the engine."""
    return f"contract-engine {__version__}"


def ask_again(loaded: LoadedAgreement, recorded: Recorded) -> Answer:
    """Today's answer to a recorded question, by the diagram; raises BadInput."""
    question, problems = read_question(loaded.model, recorded.question)
    if question is None:
        raise BadInput(problems)
    return loaded.ask(question)


def _all(loaded: LoadedAgreement, recorded: Sequence[Recorded]) -> Iterator[Replayed]:
    cores = min(os.cpu_count() or 1, 8)
    if len(recorded) < MANY or cores == 1:
        for each in recorded:
            yield _one(loaded, each)
        return
    pool = ProcessPoolExecutor(cores, get_context("spawn"), _open, (loaded.model,))
    try:
        pieces = [recorded[at : at + _PIECE] for at in range(0, len(recorded), _PIECE)]
        for piece in pool.map(_piece, pieces):
            yield from piece
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one(loaded: LoadedAgreement, recorded: Recorded) -> Replayed:
    return replay(
        recorded,
        lambda each: ask_again(loaded, each),
        engine_name(),
        loaded.engine.rules_sha256,
    )


_HERE: dict[str, LoadedAgreement] = {}
"""In a process of the pool: the agreement it answers for."""


def _open(model: Agreement) -> None:
    _HERE["loaded"] = LoadedAgreement(model)


def _piece(recorded: Iterable[Recorded]) -> list[Replayed]:
    return [_one(_HERE["loaded"], each) for each in recorded]
