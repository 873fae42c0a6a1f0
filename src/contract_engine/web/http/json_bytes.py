"""Plain data -> the body of a response."""

from __future__ import annotations

import json

from contract_engine.answers.answer import Json

JSON = "application/json"


def as_bytes(data: Json) -> bytes:
    """JSON as UTF-8; half a pair of surrogates becomes a question mark."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
