"""The forms a question may have: who is asked about, and whether they may or must.

`{who}` stands for who acts, or for the thing that something is done with; a word with a `?` may be
missing. Small words may stand between the parts, and a "not" there is kept: a question that denies
is told apart from one that doesn't.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contract_engine.lazy_dataclass import dataclass
from contract_engine.words.function_words import ARTICLES, FILLERS
from contract_engine.words.tokens import Sort, Token

_ALLOWED = "allowed|permitted|free|entitled|authorised|authorized|able|licensed|cleared|eligible"
_OBLIGED = (
    "obliged|required|obligated|bound|committed|compelled|supposed|forced|expected|meant|liable"
)
_BARRED = (
    "forbidden|prohibited|barred|banned|precluded|prevented|disallowed|blocked|restricted|stopped|"
    "excluded|enjoined"
)
_BE = "is|are|was|were|am"
_DO = "does|do|did|has|have|had|would|will"
_RIGHT = "right|permission|freedom|authority|licence|license|power|option|liberty|ability|consent"
_DUTY = "duty|obligation|commitment|responsibility"
_AGREEMENT = "terms|contract|agreement|deal|licence|license|partnership|arrangement|record|law"
_PRONOUN = "it|they|we|i|he|she"
_FINE = "allowed|permitted|legal|lawful|okay|ok|fine|permissible|possible|acceptable"

_QUESTIONS = (
    ("may", "can|could|may|might {who}"),
    ("may", "can|could|may|might {who} have"),
    ("may", f"{_BE} {{who}} {_ALLOWED} to?"),
    ("may", f"{_BE} it? {_FINE} for {{who}} to"),
    ("may", f"{_BE} it? {_FINE} that|if {{who}}"),
    ("may", f"{_BE} it? {_FINE} for {{who}} that it|they"),
    ("may", f"{_BE} {_ALLOWED} for {{who}} to"),
    ("may", f"will|would|can|could|may|should {{who}} be {_ALLOWED} to"),
    ("may", f"would|could|can|may|might {{who}} have been {_ALLOWED} to"),
    ("may", f"has|have|had {{who}} been {_ALLOWED} to"),
    (
        "may",
        f"{_DO} {{who}} have|enjoy|hold|retain|get|gain|receive|obtain|keep? any? {_RIGHT} to",
    ),
    ("must", f"{_BE} {{who}} tied|locked|confined|limited|restricted|bound|wedded in?"),
    ("may", f"{_DO} {{who}} {_RIGHT} to"),
    ("may", f"{_DO} the? {_AGREEMENT} let|allow|permit|enable|entitle {{who}} to?"),
    (
        "must not",
        f"{_DO} the? {_AGREEMENT} stop|bar|forbid|prohibit|prevent|ban|keep {{who}} from|to?",
    ),
    ("must", f"{_DO} the? {_AGREEMENT} require|oblige|bind|make|force {{who}} to?"),
    ("must", "must|need|shall {who}"),
    ("must", f"{_BE} {{who}} {_OBLIGED} to"),
    ("must", f"{_BE} it? necessary|mandatory|compulsory for {{who}} to"),
    ("must", f"will|would|can|could|may|must {{who}} be {_OBLIGED} to"),
    ("must", f"has|have|had {{who}} been? {_OBLIGED} to"),
    ("must", f"{_DO} {{who}} have|need|got to"),
    ("must", f"{_DO} {{who}} to"),
    (
        "must",
        f"{_DO} {{who}} committed|agreed|promised|undertaken|contracted|pledged|commit|agree to",
    ),
    ("must", f"{_DO} {{who}} have|bear? any? {_DUTY} to"),
    ("must", f"{_DO} {{who}} {_DUTY} to"),
    ("must not", f"{_BE} {{who}} {_BARRED} from|to"),
    ("must not", f"has|have|had {{who}} been {_BARRED} from|to"),
    ("must not", f"can|could|may|will|would {{who}} be {_BARRED} from|to"),
    ("must not", f"{_BE} it? forbidden|prohibited|illegal|unlawful|impermissible for {{who}} to"),
    (
        "must not",
        "is|was|would it? be? have? been? breach|violation|infringement of? "
        f"{_AGREEMENT}? if|for|when|that {{who}} had? to?",
    ),
    (
        "must not",
        "would|does|did|will it? have? breach|violate|break|contravene|breached|violated|broken "
        f"{_AGREEMENT} if|for|when|that {{who}} had? to?",
    ),
    (
        "must not",
        f"would|will|is|was|are {{who}} be? have? been? in breach|violation of? {_AGREEMENT}? "
        f"if|by|when {_PRONOUN}? had|has|did|does|were|was|is? to?",
    ),
    (
        "must not",
        "would|will|does|did|is|are {who} be? have? breach|breaching|breached|violate|violating|"
        f"violated|break|breaking|broken {_AGREEMENT}? if|by|when {_PRONOUN}? "
        "had|has|did|does|were|was|is? to?",
    ),
    ("may", f"{_DO} {{who}} become|get|remain|stay {_ALLOWED} to"),
    ("must", f"{_DO} {{who}} remain|stay {_OBLIGED} to"),
    ("may", f"{_BE} {{who}} at liberty to"),
    (
        "may",
        "would|is|was it? be? have? been? consistent|compatible|compliant|in with|line with? the? "
        f"{_AGREEMENT} in? force? for {{who}} to",
    ),
    ("may", "allows|allow|permits|permit|lets|let|enables|entitles|authorises {who} to?"),
    ("must", "requires|require|obliges|oblige|obligates|binds|commits {who} to"),
    ("must not", "forbids|forbid|prohibits|bars|bans|prevents|stops|excludes {who} from|to?"),
    ("", f"{_DO}|should {{who}}"),
    ("", f"{_BE} {{who}}"),
)
_STATEMENTS = (
    ("may", "{who} can|could|may|might"),
    ("may", f"{{who}} {_BE} {_ALLOWED} to"),
    ("may", f"{{who}} has|have|had any? {_RIGHT} to"),
    ("must", "{who} must|need|shall"),
    ("must", f"{{who}} {_BE}|remains|remain|stays {_OBLIGED} to"),
    ("may", f"{{who}} remains|remain|stays {_ALLOWED} to"),
    ("must", "{who} has|have|had|needs|need|needed to"),
    ("must not", f"{{who}} {_BE} {_BARRED} from|to"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a form, one of `words`; None stands for who acts."""

    words: frozenset[str] | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """Who is asked about: parties, or a thing that something is done with.

    `tokens` name the parties, or are passed over with a thing; `thing` are those that say which.
    `denied` where the question is about neither of them; `role` is what each of them would be in.
    """

    parties: tuple[str, ...]
    end: int
    tokens: tuple[int, ...] = ()
    thing: tuple[int, ...] = ()
    said: str = ""
    denied: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked of whom; `denials` say "not" before who acts, `inner` after it."""

    asked: str
    who: Who
    tokens: tuple[int, ...]
    end: int
    denials: tuple[int, ...] = ()
    inner: tuple[int, ...] = ()
    have: bool = False


PRONOUNS = frozenset({"it", "they"})
"""May stand for a party that was named before."""
_State = tuple[int, Who | None, tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Where a form has got to: the next token, who acts, its tokens, and those that say "not"."""

WhoAt = Callable[[int], Sequence[Who]]


def _parts(pattern: str) -> tuple[Part, ...]:
    found = []
    for word in pattern.split():
        optional = word.endswith("?")
        plain = word.removesuffix("?")
        found.append(Part(None if plain == "{who}" else frozenset(plain.split("|")), optional))
    return tuple(found)


QUESTIONS = tuple((asked, _parts(pattern)) for asked, pattern in _QUESTIONS)
STATEMENTS = tuple((asked, _parts(pattern)) for asked, pattern in _STATEMENTS)
FOUND = {
    "may": frozenset(f"{_ALLOWED}|{_FINE}".split("|")),
    "must": frozenset(f"{_OBLIGED}|necessary|mandatory|compulsory".split("|")),
    "must not": frozenset(f"{_BARRED}|illegal|unlawful|impermissible".split("|")),
}
"""How an act is found to be: "Is subletting allowed?"."""
DECIDING = {
    "may": frozenset(
        ["allows", "allow", "permits", "permit", "lets", "let", "enables", "enable", "authorises"]
    ),
    "must": frozenset(
        ["requires", "require", "obliges", "oblige", "obligates", "binds", "demands"]
    ),
    "must not": frozenset(
        [
            "forbids",
            "forbid",
            "prohibits",
            "prohibit",
            "bars",
            "bar",
            "bans",
            "ban",
            "prevents",
            "prevent",
            "stops",
            "stop",
        ]
    ),
}
"""What a clause does: "Which clause forbids serving the API on AWS?"."""
ALLOWED, OBLIGED = frozenset(_ALLOWED.split("|")), frozenset(_OBLIGED.split("|"))
WORDS = frozenset(
    word for _, parts in (*QUESTIONS, *STATEMENTS) for part in parts for word in part.words or ()
).union(*FOUND.values(), *DECIDING.values())


def find_forms(
    forms: Sequence[tuple[str, tuple[Part, ...]]],
    tokens: Sequence[Token],
    free: frozenset[int],
    who_at: WhoAt,
) -> list[Form]:
    """The forms at the first place where any stands, the longest first."""
    for at in sorted(free):
        found = [
            form for asked, parts in forms for form in _fit(asked, parts, tokens, free, at, who_at)
        ]
        if found:
            return sorted(
                found, key=lambda form: (-len(form.tokens) - len(form.who.tokens), form.end)
            )
    return []


def _fit(
    asked: str,
    parts: tuple[Part, ...],
    tokens: Sequence[Token],
    free: frozenset[int],
    at: int,
    who_at: WhoAt,
) -> list[Form]:
    """The ways in which a form stands at this token."""
    states: list[_State] = [(at, None, (), (), ())]
    for place, part in enumerate(parts):
        following: list[_State] = []
        for here, who, used, denials, inner in states:
            skipped: list[int] = []
            start = _skip(tokens, free, here, skipped) if place else here
            said = tuple(i for i in skipped if tokens[i].norm in ("not", "never"))
            passed = tuple(i for i in skipped if i not in said)
            before = (denials, (*inner, *said)) if who else ((*denials, *said), inner)
            if part.words is None:
                meant = [i for i in skipped if tokens[i].norm in PRONOUNS]
                following += [
                    (
                        w.end,
                        w,
                        (*used, *(i for i in passed if i < begin and i not in w.tokens)),
                        *before,
                    )
                    for begin in (*meant, start)
                    for w in who_at(begin)
                ]
            elif start < len(tokens) and start in free and _is_word(tokens[start], part.words):
                following.append((start + 1, who, (*used, *passed, start), *before))
            elif part.optional:
                following.append((here, who, used, denials, inner))
        states = following
    found = []
    for here, who, used, denials, inner in states:
        after: list[int] = []
        _skip(tokens, free, here, after)
        end = here
        said = tuple(i for i in after if tokens[i].norm in ("not", "never"))
        if said:
            end = said[-1] + 1
        passed = tuple(i for i in after if i < end and i not in said)
        if who is not None:
            have = "have" in (parts[-1].words or ())
            found.append(Form(asked, who, (*used, *passed), end, denials, (*inner, *said), have))
    return found


def _skip(tokens: Sequence[Token], free: frozenset[int], at: int, skipped: list[int]) -> int:
    while at < len(tokens) and (
        at not in free or tokens[at].norm in ARTICLES | FILLERS | {"not", "never", ","}
    ):
        if at in free:
            skipped.append(at)
        at += 1
    return at


def _is_word(token: Token, words: frozenset[str]) -> bool:
    return token.sort is Sort.WORD and token.norm in words and not token.possessive
