"""The forms a question may have: who is asked about, and whether they may or must.

`{party}` stands for one of the vocabulary's parties. Small words may stand between the parts, and
a "not" there is kept: a question that denies is told apart from one that doesn't.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contract_engine.words.glue import ARTICLES, FILLERS
from contract_engine.words.tokens import Sort, Token

_ALLOWED = "allowed|permitted|free|entitled|authorised|authorized"
_OBLIGED = "obliged|required|obligated|bound"
_BARRED = "forbidden|prohibited|barred|banned|precluded"
_BE = "is|are|was|were"

_QUESTIONS = (
    ("may", "can|could|may {party}"),
    ("may", f"{_BE} {{party}} {_ALLOWED} to"),
    ("may", f"{_BE} {_ALLOWED} for {{party}} to"),
    ("may", f"will|would {{party}} be {_ALLOWED} to"),
    ("may", "does|do|did {party} have right|permission to"),
    ("must", "must|need {party}"),
    ("must", f"{_BE} {{party}} {_OBLIGED} to"),
    ("must", f"will|would {{party}} be {_OBLIGED} to"),
    ("must", "does|do|did|will|would {party} have|need to"),
    ("must", "does|do|did {party} have duty|obligation to"),
    ("barred", f"{_BE} {{party}} {_BARRED} from|to"),
)
_STATEMENTS = (
    ("may", "{party} can|could|may"),
    ("may", f"{{party}} {_BE} {_ALLOWED} to"),
    ("must", "{party} must|need"),
    ("must", f"{{party}} {_BE} {_OBLIGED} to"),
    ("must", "{party} has|have|had|needs|need|needed to"),
    ("barred", f"{{party}} {_BE} {_BARRED} from|to"),
)

_Parts = tuple[frozenset[str] | None, ...]


def _parts(pattern: str) -> _Parts:
    return tuple(
        None if part == "{party}" else frozenset(part.split("|")) for part in pattern.split()
    )


QUESTIONS = tuple((asked, _parts(pattern)) for asked, pattern in _QUESTIONS)
STATEMENTS = tuple((asked, _parts(pattern)) for asked, pattern in _STATEMENTS)
LEADS = frozenset(word for _, parts in QUESTIONS for word in parts[0] or ())
WORDS = frozenset(word for _, parts in (*QUESTIONS, *STATEMENTS) for p in parts for word in p or ())

PartyAt = Callable[[int], tuple[tuple[str, ...], int] | None]
"""The parties that a name at this token may mean, and where the name ends."""


@dataclass(frozen=True, slots=True)
class Form:
    """Tokens `start` to before `end` that ask "may" or "must" of parties; "barred" asks neither.

    `parties` are (id, start, end); `denials` are the tokens that say "not".
    """

    asked: str
    start: int
    end: int
    parties: tuple[tuple[str, int, int], ...]
    denials: tuple[int, ...]


def find_form(
    forms: Sequence[tuple[str, _Parts]], tokens: Sequence[Token], party_at: PartyAt
) -> Form | None:
    """The first place in the question where one of the forms stands; the longest form there."""
    for at in range(len(tokens)):
        found = [
            form for asked, parts in forms if (form := _match(asked, parts, tokens, at, party_at))
        ]
        if found:
            return max(found, key=lambda form: form.end)
    return None


def _match(
    asked: str, parts: _Parts, tokens: Sequence[Token], at: int, party_at: PartyAt
) -> Form | None:
    here = at
    parties: list[tuple[str, int, int]] = []
    denials: list[int] = []
    for place, part in enumerate(parts):
        if place:
            here = _skip(tokens, here, denials)
        if part is not None:
            if here >= len(tokens) or not _is_word(tokens[here], part):
                return None
            here += 1
            continue
        found = _parties(tokens, here, party_at)
        if not found:
            return None
        parties.extend(found)
        here = found[-1][2]
    end = here
    here = _skip(tokens, here, after := list[int]())
    if after:
        denials, end = denials + after, after[-1] + 1
    return Form(asked, at, end, tuple(parties), tuple(denials))


def _parties(
    tokens: Sequence[Token], at: int, party_at: PartyAt
) -> tuple[tuple[str, int, int], ...]:
    """The party named here, and those joined to it by "and" or "or"."""
    found: list[tuple[str, int, int]] = []
    here = at
    while here < len(tokens) and (party := party_at(here)) is not None:
        if tokens[party[1] - 1].possessive:
            break
        found.extend((name, here, party[1]) for name in party[0])
        here = party[1]
        if here >= len(tokens) or tokens[here].norm not in ("and", "or"):
            break
        here = _skip(tokens, here + 1, [])
    return tuple(found)


def _skip(tokens: Sequence[Token], at: int, denials: list[int]) -> int:
    while at < len(tokens) and tokens[at].norm in ARTICLES | FILLERS | {"not", "never"}:
        if tokens[at].norm in ("not", "never"):
            denials.append(at)
        at += 1
    return at


def _is_word(token: Token, words: frozenset[str]) -> bool:
    return token.sort is Sort.WORD and token.norm in words and not token.possessive
