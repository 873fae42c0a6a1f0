"""A sort of call of the server -> one with mistakes in it, drawn at random; what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from starlette.testclient import TestClient

from tests.fuzz import seeds
from tests.fuzz.mutations import ODD, mutated, mutated_word
from tests.fuzz.runner import SECONDS, Done, Hung, bounded

RULES = (str(seeds.FLAT.parent), str(seeds.RECORDS), str(seeds.SUPPLY))
JSON = {"content-type": "application/json"}
TALKING = {**JSON, "accept": "application/json, text/event-stream"}


@dataclass(frozen=True)
class Sent:
    """A request: its method, address, headers and body."""

    method: str
    address: str
    headers: Mapping[str, bytes | str] = field(default_factory=dict)
    body: bytes = b""


def send(client: TestClient, sent: Sent) -> Done:
    """What comes of a request; an error of the server's own has the code 3, as a command's has."""
    headers = {name.encode(): _header(value) for name, value in sent.headers.items()}
    try:
        with bounded():
            got = client.request(
                sent.method,
                sent.address,
                headers=headers,
                content=sent.body,
                follow_redirects=False,
            )
    except Hung:
        return Done(None, f"no answer within {SECONDS} seconds")
    if got.status_code not in (500, 501):
        kind = got.headers.get("content-type", "").split(";")[0]
        # What is no JSON raises here.
        for line in got.text.splitlines() if kind.endswith("ndjson") else [got.text]:
            if kind.endswith("json") and line:
                json.loads(line)
        return Done(0, got.content.decode("utf-8", "surrogatepass"))
    return Done(3, got.text)


def _header(value: bytes | str) -> bytes:
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    return bytes(byte for byte in raw if byte >= 32 and byte != 127)


def _body(draw: Random, body: object) -> bytes:
    """A body with something else in it: another value somewhere, or another text."""
    if draw.random() < 0.5:
        return json.dumps(_swapped(draw, body)).encode()
    return mutated(draw, json.dumps(body), [json.dumps(each) for _, each in seeds.BODIES])


def _swapped(draw: Random, value: object) -> object:
    if isinstance(value, dict) and value and draw.random() < 0.9:
        name = draw.choice(list(value))
        match draw.randrange(8):
            case 0:
                return {**value, draw.choice(ODD): value[name]}
            case 1:
                return {key: each for key, each in value.items() if key != name}
            case _:
                return {**value, name: _swapped(draw, value[name])}
    if isinstance(value, list) and value and draw.random() < 0.9:
        at = draw.randrange(len(value))
        return [*value[:at], _swapped(draw, value[at]), *value[at + 1 :]]
    return draw.choice([*seeds.VALUES, draw.choice(ODD), value])


def _calls(draw: Random) -> Sent:
    path, body = draw.choice(seeds.BODIES)
    if draw.random() < 0.1:
        path = _address(draw, path)
    headers = dict(JSON)
    if draw.random() < 0.1:
        headers["content-type"] = mutated_word(draw, "application/json; charset=utf-8", seeds.WORDS)
    return Sent("POST", path, headers, _body(draw, body))


def _batches(draw: Random) -> Sent:
    return Sent("POST", "/v1/agreements/flat/batch", {}, mutated(draw, seeds.BATCH, [seeds.BATCH]))


def _addresses(draw: Random) -> Sent:
    path = draw.choice(seeds.ADDRESSES)
    method = draw.choice(["GET", "GET", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST"])
    return Sent(method, _address(draw, path), _headers(draw))


def _address(draw: Random, path: str) -> str:
    parts = path.split("/")
    at = draw.randrange(1, len(parts))
    if draw.random() < 0.5:
        parts[at] = quote(_sayable(mutated_word(draw, parts[at], seeds.ADDRESSES)), safe="?&=")
    said = "/".join(parts)
    if draw.random() < 0.6:
        pairs = [
            (name, _sayable(mutated_word(draw, value, seeds.ARGUMENTS)))
            for name, value in draw.sample(seeds.QUERY, draw.randrange(1, 5))
        ]
        if draw.random() < 0.1:
            pairs.append((_sayable(draw.choice(ODD)), "1"))
        said += ("&" if "?" in said else "?") + urlencode(pairs)
    return said


def _sayable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _headers(draw: Random) -> dict[str, bytes | str]:
    names = draw.sample(sorted(seeds.HEADERS), draw.randrange(0, 3))
    return {
        name: mutated(draw, draw.choice(seeds.HEADERS[name]), seeds.HEADERS[name]).replace(
            b"\0", b""
        )
        for name in names
    }


def _messages(draw: Random) -> Sent:
    message: Any = draw.choice(seeds.MESSAGES)
    headers: dict[str, bytes | str] = {**TALKING, "mcp-protocol-version": "2025-06-18"}
    if draw.random() < 0.1:
        headers |= _headers(draw)
    method = draw.choice(["POST"] * 7 + ["GET", "DELETE", "PUT"])
    return Sent(method, "/mcp", headers, _body(draw, message))


def _pasted(draw: Random) -> Sent:
    """Rules and scenarios as somebody pastes them into the page; a long answer has no address."""
    texts = {"rules": seeds.PASTED_RULES, "scenarios": seeds.PASTED_SCENARIOS}
    for name in draw.choice([["rules"], ["scenarios"], ["rules", "scenarios"]]):
        raw = mutated(draw, texts[name], list(texts.values()))
        texts[name] = raw.decode("utf-8", "surrogateescape")
    if draw.random() < 0.3:
        del texts["rules"]
    if draw.random() < 0.5:
        return Sent("GET", f"/agreements/flat/check?{urlencode(texts, errors='surrogateescape')}")
    texts["scenarios"] += "\n#" + "x" * draw.choice([0, 9_000])
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode(texts, errors="surrogateescape").encode()
    return Sent("POST", "/agreements/flat/check", headers, body)


CALLS: Mapping[str, Callable[[Random], Sent]] = {
    "calls": _calls,
    "batches sent": _batches,
    "addresses": _addresses,
    "messages": _messages,
    "pasted": _pasted,
}
