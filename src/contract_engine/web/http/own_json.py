"""Results that write their JSON themselves -> its JSON Schema, which no field of theirs tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from contract_engine.api.everything import Answers, Dates, StatusTold
from contract_engine.diagnostics import Problem

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
TEXTS: Final[Schema] = {"type": "object", "additionalProperties": TEXT}
NONE: Final[Schema] = {"type": "null"}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, NONE]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _object(**keys: Schema) -> Schema:
    """An object that has all of these keys."""
    named = {key.rstrip("_"): schema for key, schema in keys.items()}
    return {"type": "object", "properties": named, "required": list(named)}


_AGREEMENT = _object(state=TEXT, since=_maybe(DAY), by=_maybe(TEXT))
_DUTY = _object(
    clause=TEXT,
    instance=TEXT,
    bearer=TEXT,
    modality=TEXT,
    action=TEXT,
    with_=TEXTS,
    state=TEXT,
    opened=_maybe(DAY),
    due=_maybe(DAY),
    remaining_days=_maybe(COUNT),
    done=_maybe(DAY),
    done_late=_maybe(DAY),
    missed=_maybe(DAY),
    replaced_by=_list(TEXT),
    entry=_maybe(COUNT),
)
_STATUS = _object(
    name=TEXT,
    on=DAY,
    through=DAY,
    agreement=_AGREEMENT,
    duties=_list(_DUTY),
    outstanding=_list(TEXT),
    breaches=_list(
        _object(by=TEXT, clause=TEXT, instance=TEXT, due=_maybe(DAY), since=DAY, because=TEXT)
    ),
    next=_list(_object(day=DAY, party=TEXT, what=TEXT, clause=TEXT, instance=TEXT)),
    near=_list(_object(entry=COUNT, on=DAY, act=TEXT, clause=TEXT, instance=TEXT, why=TEXT)),
    cases=_list(_object(given=TEXTS, agreement=_AGREEMENT, duties=TEXTS)),
    hangs_on=_list(TEXT),
    given=TEXTS,
    assumed=TEXTS,
    notes=_list(TEXT),
    residual=_maybe({"type": "object"}),
    receipt=TEXTS,
)
_DATES = _object(
    agreement=TEXT,
    from_=_maybe(DAY),
    through=_maybe(DAY),
    dates=_list(_object(day=DAY, what=TEXT, party=TEXT, clause=TEXT, instance=TEXT, text=TEXT)),
    notes=_list(TEXT),
)
_ANSWERS = _object(
    agreement=TEXT,
    understood=_list(_object(words=TEXT, meaning=TEXT)),
    answers=_list(_object(command=TEXT, result={"type": "object"})),
)
_PLACE = {"file": TEXT, "line": COUNT, "column": COUNT, "length": COUNT, "label": TEXT}
_PROBLEM = _object(
    code=TEXT,
    severity=TEXT,
    message=TEXT,
    **_PLACE,
    help=TEXT,
    clause=TEXT,
    also=_list(_object(**_PLACE)),
)

OWN: Final[Mapping[type, Schema]] = {
    Answers: _ANSWERS,
    StatusTold: _STATUS,
    Dates: _DATES,
    Problem: _PROBLEM,
}
"""The schema of each, by its type; docs/json.md says the same in words."""
