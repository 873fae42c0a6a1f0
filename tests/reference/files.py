"""From YAML text to plain data: mappings, lists, texts and None (docs/language.md, "Files")."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


def read_data(place: Path) -> dict[str, Any]:
    """The agreement in a folder (or in one file) as one mapping with its instruments inline."""
    if place.is_file():
        return parse(place.read_text(encoding="utf-8"))
    data = parse((place / "agreement.yaml").read_text(encoding="utf-8"))
    data["instruments"] = [
        parse((place / f"{entry}.yaml").read_text(encoding="utf-8"))
        if isinstance(entry, str)
        else entry
        for entry in data.get("instruments") or []
    ]
    for name in ("sources", "figures"):
        more = place / f"{name}.yaml"
        if more.is_file():
            data.update(parse(more.read_text(encoding="utf-8")))
    return data


def parse(text: str) -> dict[str, Any]:
    """ "Scalars keep their text as written and are typed by the vocabulary." """
    data = _plain(YAML(typ="safe", pure=True).compose(text))
    if not isinstance(data, dict):
        raise ValueError("an agreement is a mapping")
    return data


def _plain(node: Node) -> Any:
    if isinstance(node, MappingNode):
        plain: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in plain:
                raise ValueError(f"{key.value} stands twice in a mapping")
            plain[key.value] = _plain(value)
        return plain
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    assert isinstance(node, ScalarNode)
    left_empty = node.value == "" and node.style not in ("'", '"')
    return None if left_empty else node.value
