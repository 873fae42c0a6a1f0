"""The shape of a table of items: things that a question can name, with what is so of each."""

from __future__ import annotations

from contract_engine.files.shapes.base import Cites, Field, Name, Scalar
from contract_engine.files.shapes.vocabulary import WordShape


class TableShape(WordShape):
    """Things that a question can name by their keys; each row tells facts of one."""

    key: Name | None = Field(
        default=None, description="of a CSV file: the column of the keys, by default the table's"
    )
    rows: dict[str, dict[str, Scalar | None] | None] | None = Field(
        default=None, description="for each key, facts and their values"
    )
    csv: Name | None = Field(
        default=None, description="in place of `rows`: a CSV file of the folder"
    )
    cites: Cites = Field(default=[], description="what the rows rest on")
