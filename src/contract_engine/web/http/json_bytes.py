"""Plain data -> the body of a response."""

from __future__ import annotations

import json

from contract_engine.render.json_text import escaped

JSON = "application/json"


def as_bytes(data: object) -> bytes:
    """JSON as UTF-8; half a pair of surrogates becomes a question mark."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return escaped(text.encode("utf-8", "replace").decode("utf-8")).encode()
