"""What is asked back of a question that is not understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_engine.words.attempt import Understood
from contract_engine.words.inflect import root_of
from contract_engine.words.lexicon import SMALL, Role
from contract_engine.words.synonyms import groups
from contract_engine.words.tokens import Sort, tokenise
from contract_engine.words.understand import Refused, lexicon_of
from tests.words.vocabularies import agreement, heard, table

ROWS = [(name, row) for name, some in table("offers.yaml").items() for row in some]
ASKED = sorted({(name, row["ask"]) for name, row in ROWS})
WORDS = [
    *("weights", "hardware", "stake", "exclusivity", "refusal", "licence", "research", "capacity"),
    *("compute", "training", "Azure", "AWS", "API", "rent", "pay", "share", "cap", "thresholds"),
    *("panel", "verification", "guardrails", "board", "Copilot", "frobs", "when", "until", "why"),
    *("how", "much", "who", "changed", "rights", "duties", "must", "not", "OpenAI", "Microsoft"),
]
DAYS = [
    ("on 3 March 2026", "3 March 2026"),
    ("in May 2025", "May 2025"),
    ("in 2027", "2027"),
    ("today", "today"),
]
FORMS = {
    "change", "differ", "vary", "versus", "vs", "same", "than", "repeal", "amend", "wide", "narrow",
    "strict", "free", "shift", "mov", "modifi", "replac", "carri", "compar", "overnight", "right",
    "duti", "obligation", "oblig", "owe", "ow", "promis", "bound", "forc", "must", "entitl",
}  # fmt: skip
"""Words that ask what changed, or for rights or duties, in whatever form."""


def test_the_table_is_long() -> None:
    """At least 60 questions over three agreements."""
    assert len(ROWS) >= 60
    assert len({name for name, _ in ROWS}) == 3


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[1]["ask"]))
def test_what_is_meant_is_among_what_is_asked_back(row: tuple[str, dict[str, str]]) -> None:
    """A question has what was meant among its offers, unless it is understood by now."""
    name, expected = row
    found = heard(name, expected["ask"])
    if isinstance(found, Refused):
        assert expected["offered"] in found.offers
    assert isinstance(heard(name, expected["offered"]), Understood)


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["microsoft-openai", "github-corporate", "zerotier-bsl"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.sampled_from(DAYS),
)
def test_an_offer_shares_a_word_keeps_the_day_and_is_understood(
    name: str, words: list[str], day: tuple[str, str]
) -> None:
    """Whatever the words, an offer is about one of them, on the day, and would be answered."""
    said, kept = day
    found = heard(name, f"{' '.join(words)} zork {said}?")
    assert isinstance(found, Refused)
    for offer in found.offers:
        assert kept in offer or any(word.isdigit() for word in offer.split()), offer
        assert_about(name, " ".join(words), offer)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row[1])
def test_an_offer_shares_a_word_with_the_question(row: tuple[str, str]) -> None:
    """No offer is about something that the question has no word for."""
    name, text = row
    found = heard(name, text)
    for offer in found.offers if isinstance(found, Refused) else ():
        assert_about(name, text, offer)


def test_what_nothing_fits_has_no_offers() -> None:
    """Better none than noise: a question without a known word is told where these are listed."""
    found = heard("microsoft-openai", "Would a zork be frobbed?")
    assert isinstance(found, Refused)
    assert found.offers == ()
    assert "contract-engine words" in found.problems[0].help


def test_the_offers_do_not_hang_on_what_was_asked_before() -> None:
    """The same question has the same offers, and they have one form each."""
    for name, text in ASKED[:20]:
        found, again = heard(name, text), heard.__wrapped__(name, text)
        assert found == again


def assert_about(name: str, text: str, offer: str) -> None:
    """Each request of an offer is about something that has a word of the question in a name."""
    own = heard(name, offer)
    assert isinstance(own, Understood), offer
    lexicon = lexicon_of(agreement(name))
    parties = {word.key for phrase in lexicon.of(Role.PARTY) for word in phrase.words}
    words = [t for t in tokenise(text) if t.sort is Sort.WORD and t.norm not in SMALL]
    said = {root_of(word.key) for word in words if word.key not in parties}
    for token in tokenise(text):
        for members in groups().get(token.key, ()):
            said |= {root_of(word.key) for member in members for word in member}
    if said & {root_of(form) for form in FORMS} and offer.startswith("What "):
        return
    about = set[str]()
    for request in own.requests:
        names = {getattr(request, part, "") for part in ("action", "name", "topic", "fact")}
        world = getattr(request, "world", None)
        names |= set(world.given) if world is not None else set()
        about |= {
            root_of(key) for (_, of), bag in lexicon.bags.items() if of in names for key in bag
        }
    amounts = any(letter.isdigit() for letter in text) and "What is" in offer
    assert said & about or amounts, (text, offer)
