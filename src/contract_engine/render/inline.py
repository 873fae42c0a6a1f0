"""Words in a row, each stretch of them with the name of a style."""

from __future__ import annotations

from collections.abc import Sequence


class Inline:
    """Words in a row, each stretch of them with the name of a style (see `render.styles`)."""

    __slots__ = ("runs",)

    def __init__(self, *parts: Inline | str | tuple[str, str]) -> None:
        """Make one of others, plain text, and text with a style."""
        runs: list[tuple[str, str]] = []
        for part in parts:
            if isinstance(part, Inline):
                runs += part.runs
            else:
                runs.append((part, "") if isinstance(part, str) else part)
        self.runs: tuple[tuple[str, str], ...] = tuple(run for run in runs if run[0])

    def __add__(self, other: Inline | str | tuple[str, str]) -> Inline:
        return Inline(self, other)

    @property
    def plain(self) -> str:
        """The words without their styles."""
        return "".join(text for text, _ in self.runs)

    def __getitem__(self, part: slice) -> Inline:
        """A stretch of the characters."""
        first, last, _ = part.indices(sum(len(text) for text, _ in self.runs))
        runs, at = [], 0
        for text, style in self.runs:
            runs.append((text[max(first - at, 0) : max(last - at, 0)], style))
            at += len(text)
        return Inline(*runs)

    def lines(self) -> list[Inline]:
        """The lines of it, as they are broken by hand."""
        lines: list[list[tuple[str, str]]] = [[]]
        for text, style in self.runs:
            first, *rest = text.split("\n")
            lines[-1].append((first, style))
            lines += [[(each, style)] for each in rest]
        return [Inline(*line) for line in lines]


Said = Inline | str


def lines_of(parts: Sequence[Said]) -> Inline:
    """These, each on a line of its own."""
    return Inline(*(Inline("\n" if index else "", part) for index, part in enumerate(parts)))
