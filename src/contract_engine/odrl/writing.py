"""An imported agreement -> the text of its rule file, which begins with what is not as it was."""

from __future__ import annotations

from typing import Any

import yaml

from contract_engine.odrl.agreement import Imported
from contract_engine.odrl.facts import Words
from contract_engine.odrl.policy import Remark

SORTS = {
    "left out": "Left out (nothing below says it)",
    "to be given": "Not worked out here (to be given with a question)",
    "read as": "Read in one of several ways",
}
"""The sorts of remarks, and the words above them."""


class _Writer(yaml.SafeDumper):
    """Writes scalars without quotes where it can, nothing for None, and no anchors.

    Rule files are read as text: no scalar could be taken for something else.
    """

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Writer.yaml_implicit_resolvers = {}
_Writer.add_representer(
    type(None), lambda writer, _: writer.represent_scalar("tag:yaml.org,2002:str", "")
)


def written(imported: Imported, source: str) -> str:
    """The text of a rule file; `source` is what it was imported from."""
    about = [f"# Imported from ODRL: {clean(source)}"]
    for sort, heading in SORTS.items():
        if said := remarks_of(imported.remarks, sort):
            about += ["#", f"# {heading}:", *(f"#   {line}" for line in said)]
    if named := _named(imported.words):
        about += ["#", "# What names stand for:", *(f"#   {line}" for line in named)]
    return "\n".join(about) + "\n\n" + _yaml(imported.data)


def remarks_of(remarks: tuple[Remark, ...], sort: str) -> list[str]:
    """The remarks of a sort, a line each."""
    lines = [f"{each.about}: {each.says}" for each in remarks if each.sort == sort]
    return [clean(line) for line in dict.fromkeys(lines)]


def remarks_data(remarks: tuple[Remark, ...]) -> dict[str, list[dict[str, str]]]:
    """The remarks of each sort, as plain data."""
    return {
        sort.replace(" ", "_"): [
            {"about": each.about, "says": each.says} for each in remarks if each.sort == sort
        ]
        for sort in SORTS
    }


def clean(text: str) -> str:
    """Text on one line, without characters that have no place in a text file."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def _named(words: Words) -> list[str]:
    pairs = [
        *((name, id) for (_, id), name in words.values.items()),
        *((name, id) for (_, id), name in words.collections.items()),
        *((name, id) for id, name in words.duties.items()),
    ]
    return [clean(f"{name}: {id}") for name, id in pairs if not id.startswith("_:")]


def _yaml(data: Any) -> str:
    text = yaml.dump(_cleaned(data), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=100)
    assert isinstance(text, str)
    return text


def _cleaned(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _cleaned(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_cleaned(each) for each in data]
    return clean(data) if isinstance(data, str) else data
