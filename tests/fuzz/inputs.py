"""A sort of input -> files and a command line with mistakes in that input, drawn at random."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz import seeds
from tests.fuzz.columns import parquet
from tests.fuzz.mutations import ODD, mutated, mutated_word
from tests.fuzz.runner import run

RULES = ["--agreement", "rules"]


@dataclass(frozen=True)
class Input:
    """Files by their path, a command line, what it may read, and variables of the environment."""

    words: list[str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    stdin: bytes = b""
    environment: Mapping[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Put the files where the command line looks for them."""
        for name, content in self.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _flat(**more: bytes) -> dict[str, bytes]:
    return {"rules/agreement.yaml": seeds.FLAT.read_bytes(), **more}


def _rules(draw: Random) -> Input:
    every = seeds.agreements()
    text, commands = draw.choice(every)
    content = mutated(draw, text, [each for each, _ in every])
    return Input(_at(draw.choice(commands)), {"rules/agreement.yaml": content})


def _scenarios(draw: Random) -> Input:
    content = mutated(draw, seeds.SCENARIOS, [seeds.SCENARIOS, seeds.SITUATION])
    command = draw.choice(["test", "test", "coverage"])
    return Input([command, "s.yaml", *RULES], _flat(**{"s.yaml": content}))


def _situation(draw: Random) -> Input:
    content = mutated(draw, seeds.SITUATION, [seeds.SITUATION, seeds.SCENARIOS])
    command = draw.choice(["ask tenant sublet --on 2023-05-01", "timeline tenant sublet"])
    return Input([*_at(command), "--situation", "s.yaml"], _flat(**{"s.yaml": content}))


def _words(draw: Random) -> Input:
    asked = mutated_word(draw, draw.choice(seeds.WORDS), seeds.WORDS)
    return Input([draw.choice(["ask", "timeline", "flip"]), asked, *RULES], _flat())


def _sheet(draw: Random) -> Input:
    sheet = (seeds.LICENCE / "releases.csv").read_text(encoding="utf-8")
    files = {
        "rules/agreement.yaml": (seeds.LICENCE / "agreement.yaml").read_bytes(),
        "rules/releases.csv": mutated(draw, sheet, [sheet, "a;b\n1;2\n", 'a,"b\nc",d\n']),
    }
    return Input(["check", *RULES], files)


def _history(draw: Random) -> Input:
    ending, text = draw.choice(sorted(seeds.HISTORIES.items()))
    content = mutated(draw, text, list(seeds.HISTORIES.values()))
    name = f"h{ending}" if draw.random() < 0.9 else draw.choice(["h", "h.txt", "h.yaml", "h.csv"])
    command = draw.choice(["status", "dates --from 2026-01-01", "ask seller deliver"])
    through = [] if ending == ".yaml" else ["--through", "2026-04-10"]
    files = {f"rules/{file.name}": file.read_bytes() for file in seeds.SUPPLY.iterdir()}
    return Input([*_at(command), "--history", name, *through], {**files, name: content})


def _calendar(draw: Random) -> Input:
    files = {f"rules/{file.name}": file.read_bytes() for file in seeds.SUPPLY.iterdir()}
    sheet = files["rules/holidays-berlin.csv"].decode("utf-8")
    files["rules/holidays-berlin.csv"] = mutated(draw, sheet, [sheet, seeds.ROWS])
    command = draw.choice(["check", "status --history rules/history.yaml"])
    return Input(_at(command), files)


def _holidays(draw: Random) -> Input:
    words = seeds.words_of("holidays --country DE --subdivision BE --years 2020-2022")
    at = draw.choice([2, 4, 6])
    words[at] = mutated_word(draw, words[at], ["US", "CA", "1900-2100", "2020"])
    return Input(words)


def _accepted(draw: Random) -> Input:
    content = mutated(draw, seeds.ACCEPTED, [seeds.ACCEPTED, seeds.SCENARIOS])
    command = draw.choice(["check", "check", "coverage s.yaml"])
    files = _flat(**{"rules/accepted.yaml": content, "s.yaml": seeds.SCENARIOS.encode()})
    return Input(_at(command), files)


def _draft(draw: Random) -> Input:
    content = mutated(draw, seeds.DRAFT, [seeds.DRAFT, seeds.FLAT.read_text(encoding="utf-8")])
    command = draw.choice(["ask tenant sublet --on 2027-05-01", "check", "terms --on 2027-05-01"])
    return Input([*_at(command), "--with", "d.yaml"], _flat(**{"d.yaml": content}))


def _items(draw: Random) -> Input:
    sheet = (seeds.LICENCE / "releases.csv").read_text(encoding="utf-8")
    files = {
        "rules/agreement.yaml": (seeds.LICENCE / "agreement.yaml").read_bytes(),
        "rules/releases.csv": mutated(draw, sheet, [sheet, seeds.ROWS]),
    }
    command = draw.choice(["words", "value change_date release=2.0 --on 2025-01-01"])
    return Input(_at(command), files)


def _table(draw: Random) -> Input:
    words = ["table", "t.csv", "--ask", "tenant sublet", "--on-column", "day", "-o", "out.csv"]
    content = mutated(draw, seeds.ROWS, [seeds.ROWS, seeds.SCENARIOS])
    if draw.random() < 0.2:
        content = content.decode("utf-8", "replace").encode(
            draw.choice(["utf-16", "latin-1"]), "replace"
        )
    if draw.random() < 0.2:
        name = mutated_word(draw, "rooms=id", seeds.ARGUMENTS)
        words += ["--map", name]
    return Input([*words, *RULES], _flat(**{"t.csv": content}))


def _columns(draw: Random) -> Input:
    """A Parquet file whose columns are of odd types and names, or with a byte of it changed."""
    content = bytearray(parquet(draw))
    if draw.random() < 0.3:
        content[draw.randrange(len(content))] = draw.randrange(256)
    words = ["table", "t.parquet", "--ask", "tenant sublet", "--on", "2023-05-01", "-o", "out.csv"]
    return Input([*words, *RULES], _flat(**{"t.parquet": bytes(content)}))


def _sources(draw: Random) -> Input:
    content = mutated(draw, seeds.SOURCES, [seeds.SOURCES, seeds.SCENARIOS])
    command = draw.choice(["sources", "sources law", "disputes", "disputes K1", "check"])
    return Input(_at(command), _flat(**{"rules/sources.yaml": content}))


def _policy(draw: Random) -> Input:
    text = draw.choice(seeds.POLICIES)
    name = draw.choice(["p.ttl", "p.jsonld", "p.json", "p"])
    options = draw.choice([[], ["--json"], ["--output", "out"]])
    return Input(["import", "odrl", name, *options], {name: mutated(draw, text, seeds.POLICIES)})


def _log(draw: Random) -> Input:
    words = ["ask", "tenant", "sublet", "guest=student", "--on", "2023-05-01"]
    Input([], _flat()).write(Path())
    if not Path("kept.log").exists():
        for _ in range(3):
            run([*words, *RULES, "--log", "kept.log"])
        Path("answer.json").write_text(run([*words, *RULES, "--json"]).out, encoding="utf-8")
    name = draw.choice(["kept.log", "answer.json"])
    text = Path(name).read_text(encoding="utf-8")
    return Input(["replay", "touched", *RULES], {"touched": mutated(draw, text, [text])})


def _cache(draw: Random) -> Input:
    question = Input(
        _at(seeds.ARGUMENTS[0]), _flat(), environment={"CONTRACT_ENGINE_CACHE": "kept"}
    )
    question.write(Path())
    before = os.environ.get("CONTRACT_ENGINE_CACHE", "")
    os.environ["CONTRACT_ENGINE_CACHE"] = "kept"
    run(question.words)
    os.environ["CONTRACT_ENGINE_CACHE"] = before
    for entry in Path("kept").glob("*.json"):
        text = entry.read_text(encoding="utf-8", errors="replace")
        entry.write_bytes(mutated(draw, text, [text]))
    return question


def _batch(draw: Random) -> Input:
    content = mutated(draw, seeds.BATCH, [seeds.BATCH])
    command = draw.choice(["ask", "timeline", "flip"])
    if draw.random() < 0.5:
        return Input([command, "--batch", "-", *RULES], _flat(), content)
    return Input([command, "--batch", "q.jsonl", *RULES], _flat(**{"q.jsonl": content}))


def _arguments(draw: Random) -> Input:
    words = _at(draw.choice(seeds.ARGUMENTS))
    for _ in range(draw.choice([1, 1, 2, 3])):
        at = draw.randrange(len(words))
        match draw.randrange(4):
            case 0:
                words[at] = mutated_word(draw, words[at], seeds.ARGUMENTS)
            case 1:
                words.insert(at, _word(draw.choice(ODD)))
            case 2:
                words.insert(at, draw.choice(seeds.words_of(draw.choice(seeds.ARGUMENTS))))
            case _:
                del words[at]
        if not words:
            break
    return Input(words, _flat())


def _environment(draw: Random) -> Input:
    names = draw.sample(sorted(seeds.VARIABLES), draw.randrange(1, 4))
    chosen = {name: draw.choice(seeds.VARIABLES[name]) for name in names}
    return Input(_at(draw.choice(seeds.ARGUMENTS)), _flat(), environment=chosen)


def _at(command: str) -> list[str]:
    words = seeds.words_of(command)
    return words if words[0] in ("new", "help") else [*words, *RULES]


def _word(text: str) -> str:
    return (
        text.replace("\0", "").encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
    )


SORTS: Mapping[str, Callable[[Random], Input]] = {
    "rules": _rules,
    "scenarios": _scenarios,
    "situations": _situation,
    "words": _words,
    "sheets": _sheet,
    "histories": _history,
    "calendars": _calendar,
    "holidays": _holidays,
    "accepted": _accepted,
    "drafts": _draft,
    "items": _items,
    "tables": _table,
    "columns": _columns,
    "sources": _sources,
    "policies": _policy,
    "logs": _log,
    "caches": _cache,
    "batches": _batch,
    "arguments": _arguments,
    "environment": _environment,
}
