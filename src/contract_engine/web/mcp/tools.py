"""The tools: for each the shape of its arguments, what answers it, and what it says it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import Field

from contract_engine.api import LoadedAgreement
from contract_engine.api.checked_texts import TextsChecked, check_texts
from contract_engine.api.everything import WordsTold
from contract_engine.api.vocabulary import words_told
from contract_engine.web.http import wire
from contract_engine.web.http.calls import CALLS, Call, Telling

INSTRUCTIONS: Final = """\
Answers what the parties to an agreement may, must and need not do on a given day, since when, \
until when, and because of which words. Begin with `list_agreements` and `words`: names of \
parties, acts, facts and instruments are those that `words` gives.

The engine never guesses. What is not given is assumed as the agreement says is usual, and told \
under `assumed`, or stays open, and the answer `depends` and lists its cases. `not_addressed` \
means that no term speaks of the act: it is neither permission nor prohibition. `disputed` and \
`conflict` are answers too: do not turn any of them into yes or no. `permitted`, `required`, \
`prohibited` and `not_required` alone are definite. Quote the sentence and name the clauses. \
An error says what is wrong and what to write instead: mend the call and send it again."""
"""What an assistant is told before its first call."""

FILE: Final = "agreement.yaml"


class NoArguments(wire.Body):
    """Nothing is asked for in particular."""


class CheckRequest(wire.Body):
    """Rule files that stand in no folder yet."""

    files: Annotated[
        dict[wire.Name, Annotated[str, Field(strict=True)]],
        Field(
            max_length=wire.MOST,
            description="names of files to their text: `agreement.yaml`, and `NAME.yaml` of each "
            "instrument that it lists; the resource `contract://language` says how to write them",
        ),
    ]
    scenarios: Annotated[
        str,
        Field(
            strict=True,
            description="the text of a scenario file: questions and the answers expected of the "
            "rules, which are then asked, and what they exercise is measured",
        ),
    ] = ""


@dataclass(frozen=True)
class Tool:
    """A tool about one agreement: its name, arguments, result, and what it is for.

    `answer` takes the agreement and the arguments, in the engine's thread.
    """

    name: str
    title: str
    description: str
    body: type[wire.Body]
    result: object
    answer: Callable[[LoadedAgreement, Any], Telling]


_GIVEN = (
    "`given` maps facts to values and events to days (or `never`); a fact that you don't know is "
    "left out, or `unknown`. With `history` (acts and events, complete through a day) the duties "
    "are those that are open after it."
)
_ABOUT: Final[dict[str, tuple[str, str, str]]] = {
    "ask": (
        "ask",
        "May, must or need somebody do it?",
        "Whether a party may, must or need not do an act on a day, and because of which clauses. "
        "Either `question`, in plain words with its day, or `ask` (PARTY ACTION) with `on` and "
        f"`given`. {_GIVEN} The sentence comes first; `hinges` and `cases` say what would change "
        "it. It never guesses, and silence (`not_addressed`) is no verdict.",
    ),
    "timeline": (
        "timeline",
        "When does the answer change?",
        "The same question on every day: the intervals of its answer, and what began each. "
        "`from` and `through` cut the days that are told.",
    ),
    "each": (
        "each",
        "Which values make it so?",
        "The verdict for each value of one fact, event or table, named as `name`: for example "
        "for each cloud, or each customer.",
    ),
    "flip": (
        "flip",
        "What would make the answer another?",
        "The smallest changes of facts that give another verdict (with `to`, that one), and the "
        "nearest days on which it is another. `pin` names what must stay; `on` pins the day.",
    ),
    "whatif": (
        "what_if",
        "What if something were otherwise?",
        "A question in two worlds side by side: `change` says what is otherwise in the second, "
        "facts under `given`, or instruments taken as never made under `without`.",
    ),
    "needed": (
        "needed",
        "Which facts still matter?",
        "Which facts that are not given would still change the answer, the most telling first, "
        "and which no longer can: ask the user for the first, and for none of the latter.",
    ),
    "rights": (
        "rights",
        "Which norms are in force?",
        "Every right, duty and bar in force on a day, of `parties` or of all, the next to end "
        "first. Where something is given, also which of them apply.",
    ),
    "duties": (
        "duties",
        "What must be done, and what must not?",
        "What parties must and must not do in a situation, and what that still hangs on.",
    ),
    "terms": (
        "terms",
        "What do the terms say on a day?",
        "The terms as they stand on a day, as one text, each clause with its instrument.",
    ),
    "value": (
        "value",
        "What is a fact, event or figure worth?",
        "The value of a defined fact, an event's day or a figure (a stake, a rate) on a day, and "
        "what says so.",
    ),
    "diff": (
        "compare",
        "What changed between two versions or days?",
        "Which questions get another answer in another version (an instrument's id) or on another "
        "day. Without `all`, where all else is as usually assumed.",
    ),
    "status": (
        "status",
        "Who owes what, and who is late?",
        "After a history of acts and events that is complete through a day: what is due, done, "
        "missed and in breach, and what comes next. What isn't in the history didn't happen.",
    ),
    "dates": (
        "dates",
        "Which days matter?",
        "Every day on which something begins, ends or falls due; with a history also the days "
        "that its acts decide.",
    ),
}
"""For each call of the HTTP API that is a tool: the tool's name, title and description."""


def _words(agreement: LoadedAgreement, _: NoArguments) -> WordsTold:
    return words_told(agreement.model)


def _of_call(call: Call) -> Tool:
    name, title, description = _ABOUT[call.name]
    return Tool(name, title, description, call.body, call.result, call.answer)


WORDS: Final = Tool(
    "words",
    "What can be asked about?",
    "The words of an agreement: parties, acts with an example question each, facts with their "
    "values, events, readings, instruments, figures. Names in other calls are these.",
    NoArguments,
    WordsTold,
    _words,
)
TOOLS: Final = (WORDS, *(_of_call(call) for call in CALLS if call.name in _ABOUT))
"""The tools that are about one agreement."""

LIST: Final = (
    "list_agreements",
    "Which agreements are there?",
    "The agreements that can be asked: ids, titles, parties, and instruments in order.",
)
CHECK: Final = (
    "check_terms",
    "Are these rule files right?",
    "Loads rule files that are given as text and proves what can be proved of them: mistakes with "
    "their places and what to write instead, clauses that conflict, can never apply or change "
    "nothing; with scenarios also which of them hold, and what of the rules they exercise. "
    "Nothing is kept.",
)
"""The two that are about none of those served: name, title, description."""


def checked(body: CheckRequest) -> TextsChecked:
    """What is found in the files of a call."""
    return check_texts(body.files, body.scenarios)
