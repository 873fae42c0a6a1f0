"""Rules as plain data -> nothing, or a refusal: the part of durable-rules that can be trusted.

Outside of it the library crashes, hangs or answers wrongly without a word, so that every rule set
is looked at before it is registered, however it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from contract_engine import lazy_pattern
from contract_engine.durable.compile.scaling import LIMIT
from contract_engine.durable.errors import BeyondLimits

Rule = dict[str, Any]
"""A rule as durable-rules takes it, less its action: `{"all": [{"m0": ...}, ...], "pri": 10}`."""

MAX_RULES = 4000  # the library: 4096
MAX_ANTECEDENTS = 8  # the library: 16, found out only when facts come in
MAX_SHARING = 200  # rules with one condition; the library: 255, then it crashes
MAX_SIBLINGS = 300  # conditions after the same beginning; the library: 511, then it hangs
MAX_TESTS = 64  # of those, the ones that one fact can meet; the library: 64
TAGS = ("start", "done", "lit", "in")
OPERATORS = frozenset({"$gte", "$gt", "$lte", "$lt", "$neq"})

_WORD = lazy_pattern.compile(r'[^\x00-\x1f"\\\x7f-\x9f\ud800-\udfff]{1,200}')


def fnv1a(text: str) -> int:
    """The hash by which alone durable-rules tells property names and the ids of facts apart."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def check(rules: Mapping[str, Rule], ids: Iterable[str]) -> None:
    """Refuse rules outside the safe part, and ids of facts that durable-rules would confuse."""
    if len(rules) > MAX_RULES:
        raise BeyondLimits(f"{len(rules)} rules in one rule set are more than {MAX_RULES}")
    _check_names({"k", "h", "l", "vi", "vs", "id", "sid", "$s"})
    _check_names(ids)
    shared: dict[str, int] = {}
    siblings: dict[str, set[str]] = {}
    for name, rule in rules.items():
        if set(rule) != {"all", "pri"} or type(rule["pri"]) is not int or rule["pri"] < 0:
            raise BeyondLimits(f"rule {name} must have `all` and `pri`, and nothing else")
        if not 1 <= len(rule["all"]) <= MAX_ANTECEDENTS:
            raise BeyondLimits(f"rule {name} has {len(rule['all'])} conditions")
        seen = set()
        for at, antecedent in enumerate(rule["all"]):
            if set(antecedent) != {f"m{at}"}:
                raise BeyondLimits(f"condition {at} of rule {name} must be named m{at}")
            path = _path(antecedent[f"m{at}"], name)
            for depth in range(len(path)):
                siblings.setdefault("".join(path[:depth]), set()).add(path[depth])
            seen.add("".join(path))
        if len(seen) < len(rule["all"]):
            raise BeyondLimits(f"rule {name} has a condition twice, and so would never fire")
        for condition in seen:
            shared[condition] = shared.get(condition, 0) + 1
    _check_sharing(shared, siblings)


def _check_names(names: Iterable[str]) -> None:
    hashes: dict[int, str] = {}
    for name in names:
        if (other := hashes.setdefault(fnv1a(name), name)) != name:
            raise BeyondLimits(f"durable-rules can't tell the names {other} and {name} apart")


def _path(condition: Any, rule: str) -> list[str]:
    """The comparisons of a condition, in order: one, or those of an `$and`."""
    if not isinstance(condition, dict) or len(condition) != 1:
        raise BeyondLimits(f"a condition of rule {rule} has not one key")
    parts = condition.get("$and", [condition])
    if not isinstance(parts, list) or not 1 <= len(parts) <= 4:
        raise BeyondLimits(f"an `$and` of rule {rule} has not one to four parts")
    return [_comparison(part, rule) for part in parts]


def _comparison(part: Any, rule: str) -> str:
    if not isinstance(part, dict) or len(part) != 1:
        raise BeyondLimits(f"a comparison of rule {rule} has not one key")
    (name, value), *_ = part.items()
    sign = "is"
    if name.startswith("$"):
        if name not in OPERATORS or not isinstance(value, dict) or len(value) != 1:
            raise BeyondLimits(f"rule {rule} uses {name}")
        sign, ((name, value), *_) = name, value.items()
    match name:
        case "k":
            fits = sign == "is" and value in TAGS
        case "h" | "l":
            fits = sign == "is" and type(value) is int and 0 <= value < 256
        case "vi":
            fits = type(value) is int and abs(value) <= LIMIT
        case "vs":
            fits = sign == "is" and isinstance(value, str) and safe_word(value)
        case _:
            fits = False
    if not fits:
        raise BeyondLimits(f"rule {rule} compares {name} with {value!r} by {sign}")
    return f"{name} {sign} {value};"


def safe_word(word: str) -> bool:
    """Whether durable-rules compares the word rightly: short, without quotes or controls."""
    return _WORD.fullmatch(word) is not None


def _check_sharing(shared: Mapping[str, int], siblings: Mapping[str, set[str]]) -> None:
    for condition, rules in shared.items():
        if rules > MAX_SHARING:
            raise BeyondLimits(f"{rules} rules share the condition {condition}")
    for after, following in siblings.items():
        tests = [test for test in following if test.startswith("v")]
        if len(following) > MAX_SIBLINGS or len(tests) > MAX_TESTS:
            raise BeyondLimits(f"{len(following)} conditions follow on {after or 'nothing'}")
