"""Versions in the order of their scheme (docs/language.md, "Versions").

PEP 440 is what `packaging` says it is; the others are worked out here, step by step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cmp_to_key, total_ordering
from itertools import zip_longest

from packaging.version import InvalidVersion
from packaging.version import Version as Packaged

MANY = 9
"""More tildes, and more numbers, than any version here has."""


@total_ordering
@dataclass(frozen=True, eq=False)
class Version:
    """A version as written."""

    scheme: str
    text: str

    def __lt__(self, other: Version) -> bool:
        return order(self, other) < 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and order(self, other) == 0

    def __hash__(self) -> int:
        return hash(self.scheme)

    def is_in(self, family: Family) -> bool:
        """ "`release in 2.9` is true of 2.9 and all below it (2.9.1, and their pre-releases)." """
        some = len(family.numbers)
        return (*self.release(), *(0,) * some)[:some] == family.numbers

    def release(self) -> tuple[int, ...]:
        """Its numbers, without a suffix."""
        if self.scheme == "pep440":
            return Packaged(self.text).release
        return numbers(re.split(r"[-+]", self.text)[0])


@dataclass(frozen=True)
class Family:
    """The numbers that the versions of a family begin with."""

    scheme: str
    numbers: tuple[int, ...]

    def first(self) -> Version:
        """The first version in it."""
        return _first_of(self.scheme, self.numbers)

    def beyond(self) -> Version:
        """The first version after it."""
        return _first_of(self.scheme, (*self.numbers[:-1], self.numbers[-1] + 1))


def _first_of(scheme: str, some: tuple[int, ...]) -> Version:
    if scheme == "semver":
        some = (*some, 0, 0)[:3]
    suffix = {"semver": "-0", "pep440": ".dev0"}.get(scheme, "")
    return Version(scheme, ".".join(map(str, some)) + suffix)


def parse_version(scheme: str, text: str) -> Version:
    """ "What a scheme doesn't know is refused, never ordered by guess." """
    number = r"(?:0|[1-9]\d*)"
    identifier = rf"(?:{number}|\d*[A-Za-z-][0-9A-Za-z-]*)"
    forms = {
        "plain": r"\d+(\.\d+)*",
        "semver": rf"{number}(\.{number}){{2}}(-{identifier}(\.{identifier})*)?(\+[\w.-]+)?",
        "debian": r"(\d+:)?\d[A-Za-z0-9.+~-]*",
    }
    if scheme == "pep440":
        try:
            good = Packaged(text).local is None
        except InvalidVersion:
            good = False
    else:
        good = re.fullmatch(forms[scheme], text) is not None
    if not good:
        raise ValueError(f"no version of {scheme}: {text}")
    return Version(scheme, text)


def parse_family(scheme: str, text: str) -> Family:
    """Numbers joined by points; of the scheme `debian` there are no families."""
    if not re.fullmatch(r"\d+(\.\d+)*", text) or scheme == "debian":
        raise ValueError(f"no family of {scheme}: {text}")
    if scheme == "semver" and text.count(".") > 2:
        raise ValueError(f"no family of {scheme}: {text}")
    return Family(scheme, numbers(text))


def numbers(text: str) -> tuple[int, ...]:
    """The numbers between points."""
    return tuple(int(part) for part in text.split("."))


def order(one: Version, other: Version) -> int:
    """Below 0 where the one comes first, 0 where they are equal."""
    assert one.scheme == other.scheme
    match one.scheme:
        case "plain":
            pairs = zip_longest(numbers(one.text), numbers(other.text), fillvalue=0)
            return next((a - b for a, b in pairs if a != b), 0)
        case "semver":
            return _semver(one.text.split("+")[0], other.text.split("+")[0])
        case "pep440":
            a, b = Packaged(one.text), Packaged(other.text)
            return (a > b) - (a < b)
        case "debian":
            return _debian(one.text, other.text)
    raise ValueError(f"no scheme: {one.scheme}")


def _semver(one: str, other: str) -> int:
    """ "Precedence", section 11 of Semantic Versioning 2.0.0."""
    (a, _, first), (b, _, second) = one.partition("-"), other.partition("-")
    if numbers(a) != numbers(b):
        return 1 if numbers(a) > numbers(b) else -1
    if not first or not second:
        return bool(second) - bool(first)
    for x, y in zip_longest(first.split("."), second.split(".")):
        if x == y:
            continue
        if x is None or y is None:
            return -1 if x is None else 1
        if x.isdigit() and y.isdigit():
            return int(x) - int(y)
        if x.isdigit() or y.isdigit():
            return -1 if x.isdigit() else 1
        return -1 if x < y else 1
    return 0


def _debian(one: str, other: str) -> int:
    """ "Version", section 5.6.12 of the Debian Policy Manual."""
    parts = []
    for text in (one, other):
        epoch, _, rest = text.rpartition(":")
        upstream, _, revision = rest.rpartition("-") if "-" in rest else (rest, "", "")
        parts.append((int(epoch or 0), upstream, revision))
    (e, u, r), (f, v, s) = parts
    return (e - f) or _debian_part(u, v) or _debian_part(r, s)


def _debian_part(one: str, other: str) -> int:
    """First the characters up to a digit are compared, then the number, and so on."""
    while one or other:
        while (one and not one[0].isdigit()) or (other and not other[0].isdigit()):
            a, b = _weight(one[:1]), _weight(other[:1])
            if a != b:
                return a - b
            one, other = one[1:], other[1:]
        a, b = (int(re.match(r"\d*", text)[0] or 0) for text in (one, other))  # type: ignore[index]  # it always matches
        if a != b:
            return a - b
        one, other = re.sub(r"^\d+", "", one), re.sub(r"^\d+", "", other)
    return 0


def _weight(character: str) -> int:
    if character == "~":
        return -1
    if not character or character.isdigit():
        return 0
    return ord(character) if character.isalpha() else ord(character) + 256


def stand_ins(
    scheme: str, constants: Iterable[Version], families: Iterable[Family]
) -> tuple[Version, ...]:
    """The lowest version there is, and each constant with what comes next after it."""
    ends = [end for family in families for end in (family.first(), family.beyond())]
    some = [*constants, *ends]
    lowest = {"plain": "0", "semver": "0.0.0-0", "pep440": "0.dev0"}.get(scheme, f"0{'~' * MANY}")
    found = {Version(scheme, lowest), *some, *map(_after, some)}
    return tuple(sorted(found, key=cmp_to_key(order)))


def _after(one: Version) -> Version:
    """A version that comes after this one and before any other here."""
    text = one.text
    match one.scheme:
        case "plain":
            return Version("plain", text + ".0" * MANY + ".1")
        case "semver" if "-" in text.split("+")[0]:
            return Version("semver", text.split("+")[0] + ".0")
        case "semver":
            major, minor, patch = one.release()
            return Version("semver", f"{major}.{minor}.{patch + 1}-0")
        case "pep440":
            known = Packaged(text)
            public = re.sub(r"\.dev\d+$", "", str(known))
            if known.dev is not None:
                return Version("pep440", f"{public}.dev{known.dev + 1}")
            if known.post is not None:
                public = re.sub(r"\.post\d+$", "", public)
                return Version("pep440", f"{public}.post{known.post + 1}.dev0")
            return Version("pep440", f"{public}.post0.dev0")
        case _:
            revised = text if "-" in text else f"{text}-0"
            return Version("debian", f"{revised}A{'~' * MANY}")
