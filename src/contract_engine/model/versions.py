"""Versions, in the order of the scheme that they are written in.

`plain`: numbers joined by points. `semver`: Semantic Versioning 2.0.0, section 11. `pep440`: PEP
440, "Summary of permitted suffixes and relative ordering", but for local versions (`1.0+local`).
`debian`: the Debian Policy Manual, section 5.6.12. What a scheme doesn't know is none of its
versions, and is ordered by no guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import total_ordering

from contract_engine import lazy_pattern
from contract_engine.lazy_dataclass import dataclass, field

SCHEMES = ("plain", "semver", "pep440", "debian")
_LONGEST = 200

_PLAIN = lazy_pattern.compile(r"[0-9]+(?:\.[0-9]+)*")
_SEMVER = lazy_pattern.compile(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    r"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
_PEP440 = lazy_pattern.compile(
    r"v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)"
    r"(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?([0-9]*))?"
    r"(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]*))?"
    r"(?:[-_.]?(dev)[-_.]?([0-9]*))?",
)
_STAGES = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
_DEBIAN = lazy_pattern.compile(r"(?:([0-9]+):)?([0-9][0-9A-Za-z.+~:-]*?)(?:-([0-9A-Za-z.+~]+))?")
_RUNS = lazy_pattern.compile(r"([^0-9]*)([0-9]*)")

Key = tuple[object, ...]
"""What a version is compared by: of one scheme all are made alike."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A version of a scheme; `family` names the family that it is the first of, in a comparison."""

    key: Key
    text: str = field(default="", compare=False)
    scheme: str = field(default="plain", compare=False)
    family: str = field(default="", compare=False)

    def __lt__(self, other: Version) -> bool:
        return self.key < other.key

    def __str__(self) -> str:
        return self.family or self.text

    @classmethod
    def read(cls, scheme: str, text: str) -> Version | None:
        """The version of a scheme that a text is; None where it isn't one."""
        text = text.strip()
        key = _KEYS[scheme](text) if len(text) <= _LONGEST else None
        return None if key is None else cls(key, text, scheme)

    def following(self) -> Version | None:
        """The version next after this one, with nothing between; None where there is no such."""
        if self.scheme == "semver":
            base = self.text.partition("+")[0]
            if "-" in base:
                return Version.read("semver", f"{base}.0")
            major, minor, patch = base.split(".")
            return Version.read("semver", f"{major}.{minor}.{int(patch) + 1}-0")
        if self.scheme == "pep440":
            release, dev = self.key[:-1], self.key[-1]
            if isinstance(dev, tuple) and len(dev) > 1:
                return _told((*release, (0, dev[1] + 1)))
            post = release[-1]
            assert isinstance(post, int)
            return _told((*release[:-1], post + 1, (0, 0)))
        return None

    def above(self, others: Iterator[Version]) -> Version | None:
        """A version above this one, and below all others that are above it."""
        texts = [other.text for other in others]
        if self.scheme == "plain":
            deep = max([text.count(".") for text in texts], default=0) + 1
            return Version.read("plain", f"{self.text}{'.0' * deep}.1")
        if self.scheme == "debian":
            revised = self.text if "-" in self.text else f"{self.text}-0"
            return Version.read("debian", f"{revised}A{_tildes(texts)}")
        return self.following()


def first(scheme: str) -> Version | None:
    """The version below all others; None where there is none."""
    text = {"plain": "0", "semver": "0.0.0-0", "pep440": "0.dev0"}.get(scheme)
    return None if text is None else Version.read(scheme, text)


def below(scheme: str, others: Iterator[Version]) -> Version | None:
    """A version below all others; where there is a first, that."""
    if scheme == "debian":
        return Version.read("debian", f"0{_tildes([other.text for other in others])}")
    return first(scheme)


def family(scheme: str, text: str) -> tuple[Version, Version] | None:
    """Of all versions that begin with these numbers the first, and the first after them.

    None where a scheme has no such families, or this is none.
    """
    if _PLAIN.fullmatch(text) is None or len(text) > _LONGEST:
        return None
    numbers = [int(part) for part in text.split(".")]
    after = [*numbers[:-1], numbers[-1] + 1]
    ends = [_first_of(scheme, each) for each in (numbers, after)]
    low, high = (None if end is None else Version.read(scheme, end) for end in ends)
    if low is None or high is None:
        return None
    named = ".".join(map(str, after))
    return Version(low.key, low.text, scheme, text), Version(high.key, high.text, scheme, named)


def example(scheme: str) -> str:
    """Some version of a scheme."""
    return {"semver": "2.9.1", "pep440": "2.9.1", "debian": "2.9.1-1"}.get(scheme, "2.9.1")


def _first_of(scheme: str, numbers: list[int]) -> str | None:
    told = ".".join(map(str, numbers))
    match scheme:
        case "plain":
            return told
        case "semver":
            return f"{told}{'.0' * (3 - len(numbers))}-0" if len(numbers) <= 3 else None
        case "pep440":
            return f"{told}.dev0"
        case _:
            return None


def _tildes(texts: list[str]) -> str:
    """More tildes than any of these has: nothing that begins so comes earlier."""
    return "~" * (1 + max([text.count("~") for text in texts], default=0))


def _plain(text: str) -> Key | None:
    if _PLAIN.fullmatch(text) is None:
        return None
    return _trimmed([int(part) for part in text.split(".")])


def _trimmed(parts: list[int]) -> tuple[int, ...]:
    """Without zeros at the end: `2.9` is `2.9.0`."""
    last = len(parts)
    while last and parts[last - 1] == 0:
        last -= 1
    return tuple(parts[:last])


def _semver(text: str) -> Key | None:
    """A pre-release comes before its release; of its identifiers numbers come before words."""
    found = _SEMVER.fullmatch(text)
    if found is None:
        return None
    release = (int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return (*release, (1,))
    identifiers = found[4].split(".")
    if any(each.isdigit() and len(each) > 1 and each.startswith("0") for each in identifiers):
        return None  # "numeric identifiers must not include leading zeroes"
    pre = ((0, int(each), "") if each.isdigit() else (1, 0, each) for each in identifiers)
    return (*release, (0, *pre))


def _pep440(text: str) -> Key | None:
    """Within a release: .devN, aN, bN, rcN, the release itself, .postN; each may have a .devN."""
    found = _PEP440.fullmatch(text.lower())
    if found is None:
        return None
    epoch, release, stage, number, bare, post, posted, dev, devised = found.groups()
    pre: tuple[object, ...] = (2,)
    if stage:
        pre = (1, _STAGES.get(stage.lower(), stage.lower()), int(number or 0))
    elif dev and not post and not bare:
        pre = (0,)
    after = int(bare or posted or 0) if bare or post else -1
    last = (0, int(devised or 0)) if dev else (1,)
    parts = _trimmed([int(part) for part in release.split(".")])
    return (int(epoch or 0), parts, pre, after, last)


def _told(key: Key) -> Version:
    """A version of PEP 440 by its key."""
    epoch, parts, pre, post, dev = key
    assert isinstance(parts, tuple)
    assert isinstance(pre, tuple)
    assert isinstance(dev, tuple)
    text = f"{epoch}!" if epoch else ""
    text += ".".join(map(str, parts)) or "0"
    text += f"{pre[1]}{pre[2]}" if len(pre) == 3 else ""
    text += f".post{post}" if post != -1 else ""
    text += f".dev{dev[1]}" if len(dev) == 2 else ""
    return Version(key, text, "pep440")


def _debian(text: str) -> Key | None:
    """An epoch, an upstream version and a revision, compared in this order."""
    found = _DEBIAN.fullmatch(text)
    if found is None or (":" in found[2] and found[1] is None):
        return None
    return (int(found[1] or 0), _runs(found[2]), _runs(found[3] or ""))


def _runs(text: str) -> Key:
    """Stretches without digits and numbers by turns.

    Of characters `~` comes first, then the end, then letters, then all others.
    """
    parts: list[object] = []
    for word, number in _RUNS.findall(text or "0"):
        if word or number:
            weights = (-1 if c == "~" else ord(c) if c.isalpha() else ord(c) + 256 for c in word)
            parts += [(*weights, 0), int(number or 0)]
    return (*parts, (0,), 0)


_KEYS: Mapping[str, Callable[[str], Key | None]] = {
    "plain": _plain,
    "semver": _semver,
    "pep440": _pep440,
    "debian": _debian,
}
