"""What is to be shown, in no medium yet: words with their styles, in lines, labels and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.render.inline import Inline as Inline
from contract_engine.render.inline import Said as Said
from contract_engine.render.inline import lines_of as lines_of

if TYPE_CHECKING:
    from contract_engine.answers.timeline.timeline import Interval


@dataclass(frozen=True)
class Paragraph:
    """Words that flow: the first line at one indent, the others at another."""

    said: Inline
    indent: int = 0
    rest: int = 0


@dataclass(frozen=True)
class Heading:
    """Words that stand over others; of the first level over all."""

    said: Inline
    level: int = 1


@dataclass(frozen=True)
class Labelled:
    """Words beside a label; without one, more of what the label above says."""

    label: str
    said: Inline


@dataclass(frozen=True)
class Line:
    """Words on a line of their own, which is as long as it is."""

    said: Inline


@dataclass(frozen=True)
class Verbatim:
    """Lines that stay as they are, such as a scenario to paste."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows under headings; the flexible columns are wrapped, where `equal` in equal parts."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    flexible: tuple[str, ...] = ()
    equal: bool = False


@dataclass(frozen=True)
class Bar:
    """Intervals as a bar over the years, from a first day to a last, as far as these are given."""

    intervals: tuple[Interval, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Drawn:
    """Lines drawn to a width, such as bars over days."""

    draw: Callable[[int], Sequence[Inline]]


@dataclass(frozen=True)
class Fitting:
    """Ways to show the same, each with the width that it needs, the widest first."""

    ways: tuple[tuple[int, Page], ...]


@dataclass(frozen=True)
class Blank:
    """A blank line."""


Block = Paragraph | Heading | Labelled | Line | Verbatim | Table | Bar | Drawn | Fitting | Blank


@dataclass
class Page:
    """Blocks, one under the other."""

    blocks: list[Block] = field(default_factory=list)

    def hang(self, said: Said, indent: int = 0, rest: int | None = None) -> None:
        """Add a paragraph."""
        self.blocks.append(Paragraph(Inline(said), indent, indent if rest is None else rest))

    def line(self, said: Said) -> None:
        """Add a line that isn't wrapped."""
        self.blocks.append(Line(Inline(said)))

    def heading(self, said: Said, level: int = 1) -> None:
        """Add a heading."""
        self.blocks.append(Heading(Inline(said), level))

    def labelled(self, label: str, *said: Said) -> None:
        """Add what a label says, each on a line of its own; nothing where there is nothing."""
        for index, each in enumerate(said):
            self.blocks.append(Labelled("" if index else label, Inline(each)))

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[Said]],
        flexible: Sequence[str] = (),
        *,
        equal: bool = False,
    ) -> None:
        """Add a table."""
        cells = tuple(tuple(Inline(cell) for cell in row) for row in rows)
        self.blocks.append(Table(tuple(headings), cells, tuple(flexible), equal))

    def add(self, block: Block) -> None:
        """Add a block of another sort."""
        self.blocks.append(block)

    def blank(self) -> None:
        """Add a blank line."""
        self.blocks.append(Blank())
