"""A question that is not understood -> at most three that are, made of what was understood of it.

What can be offered is ranked by how much of the question's own words it shares. An offer says no
more than the question did: its parties, its days and the values that it names. Each is read again,
and kept only if it comes to what it was made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.words.draft import Draft
from contract_engine.words.likeness import likeness
from contract_engine.words.offer_acts import Offer, act_offers
from contract_engine.words.offer_things import thing_offers
from contract_engine.words.opening import read_opening
from contract_engine.words.requests import Request

MOST = 3
"""Offers for one question."""
TRIED = 18
"""Questions that are tried for it."""
LEAST = 0.35
"""What an offer must share of a question: less than one telling word is noise."""
BESIDE = 0.55
"""Of what the best offer shares, what every other must."""
AGAIN = 0.75
"""What a further offer about the same thing counts for."""


def offers_for(draft: Draft, on: date | None, today: date | None) -> tuple[str, ...]:
    """Whole questions, each of them understood, the likeliest first.

    Args:
        draft: the question.
        on: a day given beside the question.
        today: the day on which it is asked.
    """
    from contract_engine.words.attempt import Understood, attempt

    like = likeness(draft)
    opening = read_opening(draft)
    left = [*act_offers(draft, opening, like), *thing_offers(draft, opening, like)]
    most = max((_of_words(offer) for offer in left if offer.about), default=0.0)
    least = round(max(LEAST, BESIDE * most), 6)
    left = [offer for offer in left if round(offer.worth, 6) >= least]
    kept: list[Offer] = []
    known: list[Sequence[Request]] = []
    tried = 0
    while left and tried < TRIED and len(kept) < MOST:
        best = max(left, key=lambda offer: _worth(offer, kept))
        if _worth(best, kept) < least:
            break
        left.remove(best)
        tried += 1
        found = attempt(draft.lexicon, best.text, on, today)
        if not isinstance(found, Understood) or found.requests in known:
            continue
        if _is_meant(best, found.requests):
            kept.append(best)
            known.append(found.requests)
    return tuple(offer.text for offer in kept)


def _of_words(offer: Offer) -> float:
    """What an offer is worth but for the amounts that the question names."""
    return offer.worth - sum(weight for at, weight in offer.shared.items() if at < 0)


def _worth(offer: Offer, kept: Sequence[Offer]) -> float:
    again = sum(1 for other in kept if other.about == offer.about)
    return round(offer.worth * AGAIN**again, 6)


def _is_meant(offer: Offer, requests: Sequence[Request]) -> bool:
    """Whether the question is read as it was made."""
    for request in requests:
        if offer.bearer and getattr(request, "bearer", offer.bearer) != offer.bearer:
            return False
        if offer.about and not offer.bearer and not hasattr(request, "action"):
            named = getattr(request, "name", getattr(request, "topic", offer.about))
            if named != offer.about:
                return False
        if offer.bearer and offer.about and getattr(request, "action", "") != offer.about:
            return False
        world = getattr(request, "world", None)
        if offer.given and world is not None:
            each = getattr(request, "fact", "")
            if not set(offer.given) <= {*world.given, each}:
                return False
    return bool(requests)
