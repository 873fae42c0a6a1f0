"""The small agreement that `contract-engine new` makes, and answers about it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from contract_engine.answers.answer import Json
from contract_engine.api import LoadedAgreement, load
from contract_engine.cli.new import FILES, STARTER


def write_lease(folder: Path, name: str = "lease") -> Path:
    """Its rules; returns their folder."""
    for file in FILES:
        path = folder / file.replace("NAME", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((STARTER / Path(file).name).read_text().replace("NAME", name))
    return folder / "rules" / name


def answers(loaded: LoadedAgreement, count: int) -> list[Json]:
    """Answers on so many days in a row, about four situations in turn."""
    situations: list[dict[str, object]] = [
        {"subtenant": "stranger"},
        {"subtenant": "stranger", "landlord_agrees": True},
        {"subtenant": "relative"},
        {},
    ]
    return [
        loaded.ask(
            "tenant sublet",
            on=date(2024, 5, 1) + timedelta(days=number),
            given=situations[number % 4],
        ).to_json()
        for number in range(count)
    ]


def lease_answers(folder: Path, count: int) -> list[Json]:
    """Answers about a new lease in this folder."""
    return answers(load(write_lease(folder)), count)
