"""Puts the shipped agreements, and the page on the language, into the wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("rules", "scenarios", "docs/language.md")


class ShippedFolders(BuildHookInterface[Any]):
    """Carries them as `contract_engine/_shipped/`.

    An editable install reads them where they are: a copy would go stale unseen.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to carry; hatchling calls this before it collects files."""
        if version == "editable":
            return
        for name in SHIPPED:
            source = Path(self.root, name)
            if source.exists():
                build_data["force_include"][str(source)] = f"contract_engine/_shipped/{name}"
