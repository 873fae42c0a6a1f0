"""A question that is not understood as it stands -> the same in words that mean the same.

The groups are English, not of any agreement: whoever may acquire may buy. A word is taken for
another only where the question is refused as typed, and where the other is a word of the
agreement's own; and it is told, as a mended spelling is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise, product

from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.words.forms import WORDS as FORM_WORDS
from contract_engine.words.function_words import AUXILIARIES, CONDITIONS
from contract_engine.words.lexicon import SMALL, Lexicon, Role
from contract_engine.words.matching import Match
from contract_engine.words.tokens import Sort, Token, tokenise

_GROUPS = """
buy | purchase | acquire | procure | obtain | pick up
rent | lease | hire
rent | buy | take
sell | resell | vend | retail
serve | offer | provide | supply | deliver | make available
host | run | operate | deploy | put | run on | keep on
launch | release | ship | roll out | debut | start offering | introduce | bring out
stop | cease | quit | discontinue | shut down | halt | pull the plug on
terminate | end | cancel | call off | pull out of | get out of | walk away from | exit | leave
return | give back | hand back | send back | hand over | pay back | refund
pay | pay out | fork out | cough up
repay | refund | reimburse | pay back | give back
delete | erase | remove | wipe | purge | destroy
notify | inform | tell | warn | alert | let know
access | look at | look into | see | view | read | inspect | peek at | get into | open | get
    at
change | modify | alter | amend | edit | revise | update | rewrite | adjust | tweak
assign | transfer | hand over | pass on | hand on | sign over | make over
sublet | sublease | underlet | let on | rent out | let
disclose | reveal | share | divulge | pass on | leak | make public
suspend | block | freeze | lock | cut off | shut off | switch off | turn off | disable
sue | litigate | take to court | bring a claim | bring an action | go to court
defend | indemnify | stand up for | protect
display | show | exhibit | include
copy | duplicate | reproduce | clone | replicate
use | employ | utilise | utilize | exploit | work with | rely on | make use of
redistribute | distribute | pass on | give away | hand out | share
build | construct | put up | set up | erect | make
train | teach
invest | put in | inject
develop | build | create | work on | pursue | go after | chase | make
fee | charge | bill
invoice | bill
interest | late fee
share | cut | slice | portion
revenue | sales | income | turnover | earnings
profit | earnings
percent | percentage
stake | shareholding | holding | equity | ownership | interest | share
licence | permission to use
license | grant a licence to
consent | permission | approval | sign-off | go-ahead | green light | blessing | say-so |
    agreement | assent
third party | third parties | another company | other companies | someone else | somebody else
    | outsiders | others | other people | other parties | another partner | other partners | a
    competitor | competitors | another firm | other firms | anyone else | anybody else
customer | client | buyer | end user
commercial | paying | for-profit
colleague | coworker | co-worker | teammate | another employee | another user | new user
affiliate | subsidiary | group company | sister company | parent company
alone | on its own | by itself | independently | solo | single-handedly | unilaterally |
    without partners | by themselves
jointly | together | in partnership | hand in hand
allowed on | allowed to be on
entitled to | rights to
permitted on | permitted to be on
back in | in
new products | products
new product | product
new compute | compute
new models | models
repositories | repos
declines | turns down | refuses | says no | passes | rejects | turns it down
commitment | pledge | promise | undertaking
intellectual property | IP | technology | tech | know-how
compute | computing power | computing capacity | GPU capacity | server capacity | processing
    power | GPU time
capacity | compute
data centre | datacentre | datacenter | server farm | data hall
government | federal government | feds | public sector | state | authorities
US government | federal government | feds | federal agencies | government agencies | American
    government | Uncle Sam
national security | defence | defense | military
reached | achieved | attained | hit | arrived | happened
verified | confirmed | validated
cloud | cloud provider | hyperscaler | cloud vendor
elsewhere | somewhere else | from others | from somebody else | from another cloud | on another
    cloud
another cloud | other clouds | a different cloud | other
    providers | another provider | a different provider | other vendors | another vendor | rival
    clouds | competing clouds | other people's servers
damage | loss | losses | harm
cap | limit | ceiling | maximum
liable | responsible | answerable | on the hook
uptime | availability
credit | compensation
private | personal
logo | brand | trademark
notice | warning | heads-up
breach | violate | break | infringe | contravene
violation | breach | infringement
fork | branch
software | program | tool | product
source code | source | code
closed-source | proprietary
in production | for production | live | in a live system | in a live environment |
    productively
for profit | for money | commercially | as a paid service
expire | end | lapse | run out
deposit | security deposit | bond
tenant | renter | lessee
landlord | lessor
flat | apartment | unit
"""  # fmt: skip
"""Words that mean the same in a question, a group a line; a longer line goes on further in."""
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


@cache
def _groups() -> dict[str, tuple[tuple[tuple[Token, ...], ...], ...]]:
    """Of each word's key the groups with a member that starts with it."""
    found: dict[str, dict[int, tuple[tuple[Token, ...], ...]]] = {}
    for number, line in enumerate(_GROUPS.replace("\n    ", " ").strip().splitlines()):
        members = tuple(tokenise(member.strip()) for member in line.split("|"))
        for member in members:
            found.setdefault(member[0].key, {})[number] = members
    return {key: tuple(groups.values()) for key, groups in found.items()}


def in_other_words(
    lexicon: Lexicon, text: str, tokens: Sequence[Token]
) -> Iterator[list[Rephrased]]:
    """The question with one place in other words, then with two, and so on, each in every way.

    Args:
        lexicon: the words of the agreement.
        text: the question.
        tokens: its tokens, as it was typed.
    """
    places = _places(lexicon, tokens)[:_PLACES]
    ways: list[list[_Change | None]] = [
        [None, *(((start, end), way) for way in found)] for start, end, found in places
    ]
    chosen = islice(product(*ways), 8 * MOST)
    by_count: dict[int, list[Rephrased]] = {}
    for choice in chosen:
        changes = [change for change in choice if change is not None]
        if changes and not _overlap([place for place, _ in changes]):
            by_count.setdefault(len(changes), []).append(_changed(text, tokens, changes))
    tried = 0
    for count in sorted(by_count):
        some = by_count[count][: MOST - tried]
        tried += len(some)
        if some:
            yield some


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
    groups = _groups()
    for at, token in enumerate(tokens):
        if token.sort is not Sort.WORD:
            continue
        by_end: dict[int, list[tuple[Token, ...]]] = {}
        for members in groups.get(token.key, ()):
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
        new[start:end] = [*put[:-1], replace(put[-1], possessive=last.possessive)]
        said = " ".join(word.norm for word in way)
        told.append((first.start, "", f"`{text[first.start : last.end]}` read as `{said}`"))
    return Rephrased(tuple(new), tuple(told))
