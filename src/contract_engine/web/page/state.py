"""The query of an address <-> what a view is asked: an act, a day, what is given, options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from contract_engine.api import Request, request_of
from contract_engine.diagnostics import Span
from contract_engine.model.agreement import Agreement

FACT, READING = "f.", "r."
"""How the names of facts and events, and of readings, begin in a query."""
SINGLE = (
    *("q", "act", "on", "under", "known", "evidence", "party", "from", "through", "other"),
    *("find", "norm", "sort", "history", "rules", "scenarios", "run"),
)


@dataclass(frozen=True)
class State:
    """What an address says.

    `other` is the second day of a comparison; `find`, `norm` and `sort` are which rows of a
    register are shown, and in which order; `history` is what was recorded, as a file has it;
    `rules` and `scenarios` are the texts of files that are tried, and `run` asks for the scenarios
    that stand beside the rules; `with_` are the drafts that count.
    """

    agreement: str
    q: str = ""
    act: str = ""
    on: str = ""
    under: str = ""
    known: str = ""
    evidence: str = ""
    party: str = ""
    start: str = ""
    through: str = ""
    other: str = ""
    find: str = ""
    norm: str = ""
    sort: str = ""
    history: str = ""
    rules: str = ""
    scenarios: str = ""
    run: str = ""
    without: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)

    def address(self, view: str, **changes: object) -> str:
        """The address of a view with this state, some of it changed.

        Args:
            view: "ask", "terms" and so on.
            **changes: fields of the state.

        Returns:
            A path with a query.
        """
        state = replace(self, **changes)  # type: ignore[arg-type]  # fields by their names
        path = f"/agreements/{quote(state.agreement, safe='')}/{view}"
        query = urlencode(list(state.pairs()))
        return f"{path}?{query}" if query else path

    def giving(self, name: str, value: str | None) -> State:
        """The same with this given too, or with it taken back; words give way to names."""
        given = {k: v for k, v in self.given.items() if k != name}
        if value is not None:
            given[name] = value
        return replace(self, given=given, q="")

    def look(self) -> Request:
        """The day, what is given and the options, as a request about no act."""
        return replace(self, q="", act="").request("")

    def pairs(self) -> Iterable[tuple[str, str]]:
        """The query's names and values; what is empty is left out."""
        values = {
            "q": self.q,
            "act": self.act,
            "on": self.on,
            "party": self.party,
            "from": self.start,
            "through": self.through,
            "other": self.other,
            "find": self.find,
            "norm": self.norm,
            "sort": self.sort,
            "history": self.history,
            "rules": self.rules,
            "scenarios": self.scenarios,
            "run": self.run,
            "under": self.under,
            "known": self.known,
            "evidence": self.evidence,
        }
        yield from ((name, value) for name, value in values.items() if value)
        yield from (("without", each) for each in self.without)
        yield from (("with", each) for each in self.with_)
        yield from ((FACT + name, value) for name, value in self.given.items() if value)
        yield from ((READING + name, value) for name, value in self.readings.items() if value)

    def request(self, words: str | None = None) -> Request:
        """The question of this state: words, or else the act.

        Args:
            words: in place of the state's own.

        Returns:
            The request, each part of it with the name of its field as its place.
        """
        request = request_of(
            self.q or self.act if words is None else words,
            on=self.on or None,
            given=self.given or None,
            under=self.under or None,
            without=self.without,
            known=self.known or None,
            evidence=self.evidence or None,
            readings=dict(self.readings) or None,
        )
        places = {key: Span(key) for key in ("on", "under", "without", "known", "evidence")}
        places |= {"": Span("q"), "ask": Span("q" if self.q else "act")}
        for name in self.given:
            places[f"given.{name}"] = places[f"given.{name}:"] = Span(FACT + name)
        return replace(request, text=replace(request.text, places=places))


def state_of(agreement: str, query: Iterable[tuple[str, str]]) -> State:
    """The state that a query holds; what it doesn't know is passed over.

    Args:
        agreement: whose address it is.
        query: names and values, in order.

    Returns:
        The state.
    """
    single: dict[str, str] = {}
    several: dict[str, list[str]] = {"without": [], "with": []}
    given: dict[str, str] = {}
    readings: dict[str, str] = {}
    for name, value in ((_shown(name), _shown(raw).strip()) for name, raw in query):
        if not value:
            continue
        if name.startswith(FACT):
            given[name[len(FACT) :]] = value
        elif name.startswith(READING):
            readings[name[len(READING) :]] = value
        elif name in several:
            several[name].append(value)
        elif name in SINGLE:
            single[name] = value
    single["start"] = single.pop("from", "")
    without, with_ = (tuple(dict.fromkeys(each)) for each in several.values())
    return State(agreement, **single, without=without, with_=with_, given=given, readings=readings)


def _shown(text: str) -> str:
    """The text with what no page may hold (control characters, half pairs) as U+FFFD.

    A browser sends the lines of a field with CR and LF.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in lines)


def state_in(model: Agreement) -> State:
    """The state in which nothing is asked yet of an agreement, with the drafts that count in it."""
    return State(model.id, with_=model.with_)
