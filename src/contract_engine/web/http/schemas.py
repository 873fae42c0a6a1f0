"""The type of a result -> the JSON Schema of what `to_json` makes of it.

It mirrors `as_json`: dataclasses by their fields, names for enums, ISO days.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from contract_engine.web.http.own_json import OWN

Schema = dict[str, Any]


class Schemas:
    """Schemas of results, each dataclass once, by its name."""

    def __init__(self, prefix: str = "#/components/schemas/") -> None:
        """Start without any.

        Args:
            prefix: what stands before a name where one is referred to.
        """
        self.named: dict[str, Schema] = {}
        self._prefix = prefix

    def of(self, sort: object) -> Schema:
        """The schema of a type.

        Args:
            sort: a type as an annotation has it.

        Returns:
            The schema; of a dataclass a reference to it among `named`.
        """
        if sort in (None, type(None)):
            return {"type": "null"}
        origin, args = get_origin(sort), get_args(sort)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(each) for each in args]}
        if origin is not None and isinstance(origin, type):
            if issubclass(origin, Mapping):
                return {"type": "object", "additionalProperties": self.of(args[1])}
            if issubclass(origin, (Sequence, frozenset, set)):
                return {"type": "array", "items": self.of(args[0])}
        if isinstance(sort, type):
            return self._of_class(sort)
        return {}

    def _of_class(self, sort: type) -> Schema:
        if is_dataclass(sort):
            return self._of_dataclass(sort)
        if issubclass(sort, Enum):
            return {"type": "string", "enum": [str(each) for each in sort]}
        if issubclass(sort, date):
            return {"type": "string", "format": "date"}
        for plain, name in ((bool, "boolean"), (int, "integer"), (float, "number")):
            if issubclass(sort, plain):
                return {"type": name}
        return {"type": "string"} if issubclass(sort, str | Decimal) else {}

    def _of_dataclass(self, sort: type) -> Schema:
        name = sort.__name__
        reference = {"$ref": f"{self._prefix}{name}"}
        if name in self.named:
            return reference
        if sort in OWN:
            self.named[name] = OWN[sort]
            return reference
        schema = self.named[name] = {"type": "object"}
        hints = get_type_hints(sort)
        told = [each for each in fields(sort) if each.metadata.get("json") != "never"]
        schema["properties"] = {each.name.rstrip("_"): self.of(hints[each.name]) for each in told}
        schema["required"] = [each.name.rstrip("_") for each in told if "json" not in each.metadata]
        doc = (sort.__doc__ or "").strip().split("\n")[0]
        if doc and not doc.startswith(name + "("):
            schema["description"] = doc
        return reference
