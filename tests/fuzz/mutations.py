"""A text that is right -> one that is not: bytes, words and lines changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

ODD = [
    *("", " ", "\t", "\r\n", "null", "~", "yes", "no", "never", "unknown", "?", "0", "-1", "1e9"),
    *(
        "9" * 50,
        "0.1",
        "NaN",
        "2024-02-30",
        "2024-02-29",
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
    ),
    *("{", "}", "[", "]", "{}", "[]", "[[]]", ":", ": ", "- ", "-", "#", " #", ",", '"', "'", "`"),
    *("&a", "*a", "!x", "|", ">", "%", "@", "---", "...", "\\", "\\u0085", '"\\x85"', '"\\e[31m"'),
    *("is", "is not", "not", "or", "and", "any:", "all:", "in", "after", "<=", "=", "==", "may"),
    *("must not", "from:", "until:", "through:", "when:", "unless:", "norm:", "rows:", "means:"),
    *("30 days after", "1 year and 6 months after", "earliest_of:", "latest_of:", "reading:"),
    *("replaces:", "overrides:", "subject_to:", "disapplies:", "one_of:", "repeals:", "usually:"),
    *(
        "é",
        "e\u0301",
        "ß",
        "買主",
        "İ",
        "👨‍👩‍👧",
        "\u202e",
        "\u2028",
        "\u0085",
        "\x00",
        "\x1b[31m",
        "\x7f",
    ),
    *("\ufeff", "\ud800", "\ufffd", "\U0010ffff", "a" * 300, "(" * 40, "[" * 80, "{a: " * 70),
]
"""Words that mean something somewhere, and characters that do."""

WORD = re.compile(r"[\w.-]+|[^\w\s]+")

Mutation = Callable[[Random, str, Sequence[str]], str]


def _other_word(draw: Random, text: str, seeds: Sequence[str]) -> str:
    words = list(WORD.finditer(text))
    if not words:
        return draw.choice(ODD)
    at = draw.choice(words)
    other = draw.choice([draw.choice(ODD), draw.choice(words)[0]])
    return text[: at.start()] + other + text[at.end() :]


def _inserted(draw: Random, text: str, seeds: Sequence[str]) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + draw.choice(ODD) + text[at:]


def _cut_out(draw: Random, text: str, seeds: Sequence[str]) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + text[at + draw.choice([1, 1, 2, 5, 20, 200]) :]


def _character(draw: Random, text: str, seeds: Sequence[str]) -> str:
    at = draw.randrange(len(text) + 1)
    return (
        text[:at] + chr(draw.choice([*range(256), 0x300, 0x2028, 0x202E, 0xD800])) + text[at + 1 :]
    )


def _lines(draw: Random, text: str, seeds: Sequence[str]) -> str:
    lines = text.split("\n")
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    match draw.randrange(5):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one]
        case 3:
            lines[one] = " " * draw.randrange(9) + lines[one].strip()
        case _:
            lines[one] = "  " + lines[one]
    return "\n".join(lines)


def _spliced(draw: Random, text: str, seeds: Sequence[str]) -> str:
    ours, theirs = text.split("\n"), draw.choice(seeds).split("\n")
    begun = draw.randrange(len(theirs))
    at = draw.randrange(len(ours) + 1)
    ours[at:at] = theirs[begun : begun + draw.randrange(1, 9)]
    return "\n".join(ours)


def _named_alike(draw: Random, text: str, seeds: Sequence[str]) -> str:
    """One name everywhere in place of another."""
    names = re.findall(r"[a-z][a-z_]+", text)
    if len(names) < 2:
        return text
    return re.sub(rf"\b{re.escape(draw.choice(names))}\b", draw.choice(names), text)


MUTATIONS: tuple[Mutation, ...] = (
    _other_word,
    _other_word,
    _inserted,
    _cut_out,
    _character,
    _lines,
    _spliced,
    _named_alike,
)


def mutated(draw: Random, text: str, seeds: Sequence[str]) -> bytes:
    """The text with one to four mistakes; now and then a byte of it."""
    for _ in range(draw.choice([1, 1, 1, 2, 2, 3, 4])):
        text = draw.choice(MUTATIONS)(draw, text, seeds)
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    if content and draw.random() < 0.1:
        content[draw.randrange(len(content))] = draw.randrange(256)
    return bytes(content)


def mutated_word(draw: Random, text: str, seeds: Sequence[str]) -> str:
    """The same for a word of a command line or a variable, which can't hold every character."""
    return mutated(draw, text, seeds).replace(b"\0", b"").decode("utf-8", "surrogateescape")
