"""Puts the shipped agreements into the wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("rules", "scenarios")


class ShippedFolders(BuildHookInterface[Any]):
    """Carries `rules/` and `scenarios/` as `contract_engine/_shipped/`.

    An editable install reads them where they are: a copy would go stale unseen.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to carry; hatchling calls this before it collects files."""
        if version == "editable":
            return
        for folder in SHIPPED:
            source = Path(self.root, folder)
            if source.is_dir():
                build_data["force_include"][str(source)] = f"contract_engine/_shipped/{folder}"
