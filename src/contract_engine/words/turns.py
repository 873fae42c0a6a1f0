"""A turn of phrase in a question -> the plain words that mean the same.

They are of no agreement, and go one way: "what must it do before it serves" asks under what
conditions it may serve. `{party}` stands for a party, whoever it is, and `{verb}` for a word.
"""

from __future__ import annotations

from functools import cache

from contract_engine.words.lexicon import Lexicon
from contract_engine.words.matching import party_at
from contract_engine.words.tokens import Sort, Token, tokenise

_TURNS = """
asking|consulting {party} first? = {party} 's consent
checking|clearing with {party} first? = {party} 's consent
{party} having agreed|consented|approved = {party} 's consent
{party} knowing|minding = {party} 's consent
ask|consult {party} before|first = get {party} 's consent before
ask {party} for permission|consent|approval to|before = get {party} 's consent to
check|clear it? with {party} before|first = get {party} 's consent before
{party} have to agree|consent|approve before = get {party} 's consent before
what must|should|shall {party} do before|to = under what conditions may {party}
what must|should|shall {party} do first to = under what conditions may {party}
what does|did|do|would {party} have|need to do before|to = under what conditions may {party}
what would {party} have had to do before|to = under what conditions may {party}
what has|had {party} to do before|to = under what conditions may {party}
what would it take for {party} to = under what conditions may {party}
what would|could|might make it permitted|allowed|lawful|legal for {party} to = under what
    conditions may {party}
what would|must have? to? change for|before {party} to|could|may|can = under what conditions may
    {party}
when is|was|are|were {party} allowed|permitted|free|entitled to = when may {party}
was|is there any|an? exception letting|allowing|permitting {party} to? = could {party}
was|is there any|an? exception for {party} to = could {party}
was|is there any|a? way|chance for {party} to = could {party}
was|is there anything|something stopping|preventing|barring {party} from = is {party} barred from
does|did|would anything stop|prevent|bar {party} from = is {party} barred from
was|is {party} stuck|saddled with = must {party} use
was|is {party} at liberty to = may {party}
was|is it open to {party} to = may {party}
was|is {party} in a position to = may {party}
somebody|someone|anybody|anyone|companies|parties|firms|people other than {party} = third parties
a company|party|firm|partner|person other than {party} = third parties
anyone|anybody|somebody|someone|companies but|besides {party} = third parties
{party} had|has|was|is been? offered the? it|capacity|compute first? and declined|refused|passed|
    rejected on? it? = {party} declines
is|was|were {party} not barred|forbidden|prohibited|banned|precluded from = may {party}
what can|could|may|might {party} do on = may {party} use
does|do|did not want to = chooses not to
{party} both? can not and|nor chooses not to {verb} = {party} can not {verb} it and {party} chooses
    not to {verb}
{party} both? can not and|nor does not want|wish to {verb} = {party} can not {verb} it and {party}
    chooses not to {verb}
{party} neither can nor wants|wishes|chooses to {verb} = {party} can not {verb} it and {party}
    chooses not to {verb}
is|are|was {party} said|reported|supposed|rumoured to = does {party}
out of = from
by way|means|virtue of = through
in order to = to
on the assumption|premise|footing that = if
in the event that = if
in case = if
provided|assuming|supposing that = if
is|was there any|a? provision|clause|term|rule by|under|through virtue? of? which {party} is|was
    prevented|barred|prohibited|precluded from = is {party} barred from
is|was there any|a? provision|clause|term|rule that|which prevents|prohibits|bars|stops|forbids
    {party} from|to = is {party} barred from
is|was there any|a? provision|clause|term|rule that|which requires|obliges {party} to = must {party}
is|was there any|a? provision|clause|term|rule that|which allows|permits|lets {party} to? = may
    {party}
the? prior? written? approval|consent|permission|agreement|blessing of {party} = {party} 's consent
prior written? approval|consent|permission from|of {party} = {party} 's consent
would|will|is|are {party} be? within its|their rights to = may {party}
someone|somebody|anyone|anybody|people from|at {party} = {party}
gets to say|decide|determine that|whether|if? = decides that
has the final|last? say on|over = decides on
whose call|decision is|was|are = who decides
how much is|was|would {party} be? liable|responsible|answerable for? = what is {party} 's maximum
    liability
the most|maximum {party} would|will|can|could|must|might owe|pay = {party} 's maximum liability
the most|maximum {party} has|have to pay = {party} 's maximum liability
{party} would|will owe|pay at most = {party} 's maximum liability
rights extend|apply|reach|stretch to = rights to
licence|license extend|apply|reach|stretch to = licence to
rights cover|include|covering|including|reach = rights to
licence|license cover|include|covering|including|reach = licence to
"""
"""What is said, and what it means, a turn a line; a word with a `?` may be missing.

A longer line goes on further in.
"""


def turns(lexicon: Lexicon, tokens: tuple[Token, ...]) -> list[tuple[int, int, tuple[Token, ...]]]:
    """Where a turn of phrase stands, from the first token to before the second, and its meaning.

    Args:
        lexicon: the words of the agreement.
        tokens: those of the question, as it was typed.
    """
    found: list[tuple[int, int, tuple[Token, ...]]] = []
    for at, token in enumerate(tokens):
        if token.sort is not Sort.WORD:
            continue
        for pattern, meaning in _known():
            stands = _stands(lexicon, tokens, at, pattern)
            if stands is not None:
                end, names = stands
                found.append((at, end, _made(meaning, names)))
    return found


def _stands(
    lexicon: Lexicon, tokens: tuple[Token, ...], at: int, pattern: tuple[str, ...]
) -> tuple[int, dict[str, tuple[Token, ...]]] | None:
    """Where a turn ends that starts here, and the names of its party and its verb."""
    here = at
    names: dict[str, tuple[Token, ...]] = {}
    for part in pattern:
        if part == "{party}":
            named = party_at(lexicon, tokens, here)
            if named is None or tokens[named[1] - 1].possessive:
                return None
            names[part], here = tokens[here : named[1]], named[1]
            continue
        if part == "{verb}":
            if here >= len(tokens) or tokens[here].sort is not Sort.WORD:
                return None
            names[part], here = tokens[here : here + 1], here + 1
            continue
        words = frozenset(part.rstrip("?").split("|"))
        if here < len(tokens) and tokens[here].sort is Sort.WORD and tokens[here].norm in words:
            here += 1
        elif not part.endswith("?"):
            return None
    return here, names


def _made(meaning: str, names: dict[str, tuple[Token, ...]]) -> tuple[Token, ...]:
    made: list[Token] = []
    for part in meaning.split():
        if part in names:
            made += names[part]
        elif part == "'s":
            last = made.pop()
            made.append(Token(last.norm, last.start, last.end, possessive=True))
        else:
            made += tokenise(part)
    return tuple(made)


@cache
def _known() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Each turn's parts and meaning, the longest first."""
    whole = _TURNS.replace("|\n    ", "|").replace("\n    ", " ").strip().splitlines()
    lines = (line.split(" = ") for line in whole)
    parted = [(tuple(said.split()), meaning) for said, meaning in lines]
    return tuple(sorted(parted, key=lambda turn: -len(turn[0])))
