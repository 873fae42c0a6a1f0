"""Who a norm binds: "each party", "every party but", roles, and successors (docs/language.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from .conditions import AllOf, Come, Condition, Is, Not
from .lines import parse_moment
from .model import Fact, Modality, Norm, Vocabulary

RIGHTS = ("may", "need not")


def roles_as_facts(data: Mapping[str, Any]) -> dict[str, Fact]:
    """ "A role is a fact whose values are parties." """
    return {
        name: Fact(
            name,
            "kind",
            usually=entry.get("usually"),
            below={party: (party,) for party in entry["of"]},
            ends=tuple(entry["of"]),
        )
        for name, entry in (data.get("roles") or {}).items()
    }


def norms_said(text: str, data: Mapping[str, Any]) -> Iterator[Norm]:
    """`PARTY may ACTION`, `PARTY must ACTION`, `PARTY must not ACTION`, `PARTY need not ACTION`.

    "`each party`, `either party`, `any party`, `every party` is each of them but those that
    succeed another; `every party but X` those that aren't X; a role whoever is in it."
    """
    said = re.fullmatch(r"(.+?) (may|must not|must|need not) (\S+)", " ".join(text.split()))
    if said is None:
        raise ValueError(f"no norm: {text}")
    bearer, modality, action = said.groups()
    roles = data.get("roles") or {}
    several = re.fullmatch(r"(?:each|either|any|every) party(?: but (.+))?", bearer)
    for party in data["parties"]:
        if several is not None:
            names = re.split(r"\s*(?:,| or | and )\s*", several[1] or "")
            of = {name: roles[name]["of"] for name in names if name in roles}
            inside = [Is(name, party) for name, parties in of.items() if party in parties]
            if party in names or party in (data.get("succeeds") or {}):
                continue
            condition: Condition | None = AllOf(tuple(Not(each) for each in inside))
            if not inside:
                condition = None
        elif bearer in roles:
            if party not in roles[bearer]["of"]:
                continue
            condition = Is(bearer, party)
        elif bearer == party:
            condition = None
        else:
            continue
        yield Norm(party, cast(Modality, modality), action, condition)


def with_successors(
    norms: Iterable[Norm], data: Mapping[str, Any], words: Vocabulary
) -> tuple[Norm, ...]:
    """ "From that day on the successor is bound (and has rights) as the party it succeeds was, and
    that party no longer, unless `jointly: yes`." """
    found = list(norms)
    for successor, entry in (data.get("succeeds") or {}).items():
        since = Come(parse_moment(entry["from"], words, last=False))
        passed: list[Norm] = []
        for norm in found:
            key = "rights" if norm.modality in RIGHTS else "duties"
            if norm.bearer != entry["to"] or entry.get(key) == "no":
                passed.append(norm)
                continue
            if entry.get("jointly") == "yes":
                passed.append(norm)
            else:
                passed.append(_if(norm, Not(since)))
            passed.append(_if(replace(norm, bearer=successor), since))
        found = passed
    return tuple(found)


def _if(norm: Norm, condition: Condition) -> Norm:
    both = condition if norm.condition is None else AllOf((norm.condition, condition))
    return replace(norm, condition=both)
