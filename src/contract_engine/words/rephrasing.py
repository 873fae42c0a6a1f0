"""A question that is not understood as it stands -> the same in words that mean the same.

A word is taken for another only where the question is refused as typed, and where the other is a
word of the agreement's own; and it is told, as a mended spelling is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise, product

from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.words.forms import WORDS as FORM_WORDS
from contract_engine.words.function_words import AUXILIARIES, CONDITIONS, FILLERS
from contract_engine.words.lexicon import SMALL, Lexicon, Role
from contract_engine.words.matching import Match
from contract_engine.words.synonyms import groups
from contract_engine.words.tokens import Sort, Token, tokenise
from contract_engine.words.turns import turns

MOST = 16
"""Ways to say one question in other words that are tried."""
_PLACES = 5
"""Places of one question in which other words are tried."""


_Change = tuple[tuple[int, int], tuple[Token, ...]]
"""The tokens of a place, from the first to before the second, and those put there."""


@dataclass(frozen=True, slots=True)
class Rephrased:
    """A question in other words; `told` says of each changed place what it was read as."""

    tokens: tuple[Token, ...]
    told: tuple[tuple[int, str, str], ...]


def in_other_words(
    lexicon: Lexicon, text: str, tokens: Sequence[Token], mended: Sequence[int] = ()
) -> Iterator[list[Rephrased]]:
    """The question with one place in other words, then with two, and so on, each in every way.

    Args:
        lexicon: the words of the agreement.
        text: the question.
        tokens: its tokens, their spelling mended.
        mended: those whose spelling was.
    """
    turned: list[tuple[int, int, list[tuple[Token, ...]]]] = []
    for at, end, way in turns(lexicon, tuple(tokens)):
        if not turned or at >= turned[-1][1]:
            turned.append((at, end, [way]))
    places = _places(lexicon, tokens)
    always: list[_Change] = [((at, end), ways[0]) for at, end, ways in turned]
    for forced in (always, []) if always else ([],):
        yield from _in_every_way(lexicon, text, tokens, forced, places)


def _in_every_way(
    lexicon: Lexicon,
    text: str,
    tokens: Sequence[Token],
    forced: list[_Change],
    places: Sequence[tuple[int, int, list[tuple[Token, ...]]]],
) -> Iterator[list[Rephrased]]:
    """With these changes made, and no place more in other words, then one, then two, and so on."""
    apart = [p for p in places if not _overlap([place for place, _ in forced] + [(p[0], p[1])])]
    if forced:
        yield [_changed(text, tokens, forced)]
    left = MOST
    unknown = [p for p in apart if not _is_known(lexicon, tokens[p[0] : p[1]])][:_PLACES]
    if len(unknown) > 1:  # none of them can stay as it is
        every = _of_count(unknown, len(unknown))
        yield [_changed(text, tokens, [*forced, *ways]) for ways in islice(every, MOST)]
    for count in range(1, min(len(apart), _PLACES) + 1):
        every = _of_count(apart[:_PLACES], count)
        some = [_changed(text, tokens, [*forced, *ways]) for ways in islice(every, left)]
        left -= len(some)
        if not some:
            return
        yield some


def _of_count(
    places: Sequence[tuple[int, int, list[tuple[Token, ...]]]], count: int
) -> Iterator[list[_Change]]:
    """So many places changed, in every way."""
    for chosen in combinations(places, count):
        at = [(start, end) for start, end, _ in chosen]
        if not _overlap(at):
            for ways in product(*(found for _, _, found in chosen)):
                yield list(zip(at, ways, strict=True))


def each_event(
    lexicon: Lexicon, text: str, tokens: Sequence[Token], matches: Sequence[Match]
) -> list[Rephrased]:
    """The question with each event that an event with readings may be.

    Args:
        lexicon: the words of the agreement.
        text: the question.
        tokens: its tokens, as it was typed.
        matches: the phrases that stand in it.
    """
    places = [m for m in matches if m.meaning.role is Role.READ_EVENT]
    if len(places) != 1 or any(
        m.meaning.role is Role.MOMENT and m.start <= places[0].start < m.end for m in matches
    ):
        return []
    start, end = places[0].start, places[0].end
    if start == 0 or tokens[start - 1].norm not in _SUPPOSED:
        return []
    while end < len(tokens) and tokens[end].norm in AUXILIARIES | _COMES:
        end += 1
    words = lexicon.agreement.vocabulary
    events = dict.fromkeys(words.read_events[places[0].meaning.name].events.values())
    labels = " or ".join(f"`{words.events[name].label}`" for name in events)
    told = (
        tokens[start].start,
        "",
        f"`{text[tokens[start].start : tokens[end - 1].end]}`: {labels}",
    )
    return [
        replace(
            _changed(text, tokens, [((start, end), tokenise(words.events[name].label))]),
            told=(told,),
        )
        for name in events
    ]


def each_item(lexicon: Lexicon, text: str, tokens: Sequence[Token]) -> list[Rephrased]:
    """The question with each item of a table that a number may stand for: "1.14" for 1.14.2.

    Args:
        lexicon: the words of the agreement.
        text: the question.
        tokens: its tokens, as it was typed.
    """
    for at, token in enumerate(tokens):
        if token.sort is not Sort.NUMBER:
            continue
        for table in lexicon.agreement.tables.values():
            items = [key for key in table.items if key.startswith(f"{token.norm}.")]
            if token.norm in table.items or not 0 < len(items) <= _ITEMS:
                continue
            told = (token.start, "", f"`{token.norm}`: {', '.join(f'`{key}`' for key in items)}")
            return [
                replace(_changed(text, tokens, [((at, at + 1), tokenise(key))]), told=(told,))
                for key in items
            ]
    return []


_ITEMS = 6
"""Items that one number may stand for."""
_SUPPOSED = CONDITIONS | frozenset({"after", "before", "upon", "following"})
_COMES = frozenset({"reached", "achieved", "attained", "arrives", "arrived", "happens", "comes"})


def _places(
    lexicon: Lexicon, tokens: Sequence[Token]
) -> list[tuple[int, int, list[tuple[Token, ...]]]]:
    """Where words of a group stand, the longest of each group, with the others that are known."""
    found: list[tuple[int, int, list[tuple[Token, ...]]]] = []
    known_groups = groups()
    for at, token in enumerate(tokens):
        if token.sort is not Sort.WORD:
            continue
        by_end: dict[int, list[tuple[Token, ...]]] = {}
        for members in known_groups.get(token.key, ()):
            standing = [m for m in members if _stands(tokens, at, m)]
            if not standing:
                continue
            own = max(standing, key=len)
            known = [m for m in members if m is not own and _is_known(lexicon, m)]
            ways = by_end.setdefault(at + len(own), [])
            ways += [m for m in known if m not in ways and _keys(m) != _keys(own)]
        found += [(at, end, ways) for end, ways in by_end.items() if ways]
    unknown = [p for p in found if not _is_known(lexicon, tokens[p[0] : p[1]])]
    return unknown + [p for p in found if p not in unknown]


def _keys(words: Sequence[Token]) -> list[str]:
    return [word.key for word in words]


def _stands(tokens: Sequence[Token], at: int, words: Sequence[Token]) -> bool:
    return len(tokens) >= at + len(words) and all(
        tokens[at + i].key == word.key and tokens[at + i].sort is Sort.WORD
        for i, word in enumerate(words)
    )


def _is_known(lexicon: Lexicon, words: Sequence[Token]) -> bool:
    """Whether the words say something that the agreement has words for."""
    if all(word.norm in FILLERS for word in words):
        return False  # "okay" would be passed over
    return all(word.key in lexicon.keys or word.norm in SMALL | FORM_WORDS for word in words)


def _overlap(places: Sequence[tuple[int, int]]) -> bool:
    return any(one[1] > other[0] for one, other in pairwise(sorted(places)))


def _changed(
    text: str,
    tokens: Sequence[Token],
    changes: Sequence[_Change],
) -> Rephrased:
    new, told = list(tokens), []
    for (start, end), way in sorted(changes, key=lambda change: change[0], reverse=True):
        first, last = tokens[start], tokens[end - 1]
        put = [replace(word, start=first.start, end=last.end) for word in way]
        ends = replace(put[-1], possessive=put[-1].possessive or last.possessive)
        new[start:end] = [*put[:-1], ends]
        said = " ".join(word.norm + "'s" * word.possessive for word in way)
        told.append((first.start, "", f"`{text[first.start : last.end]}` read as `{said}`"))
    return Rephrased(tuple(new), tuple(told))
