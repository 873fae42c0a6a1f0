"""A folder in a git repository and the name of a revision -> what stood there then."""

from __future__ import annotations

import subprocess
from pathlib import Path

from contract_engine.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Revision:
    """A commit. `name` is what the command line calls it, `top` its repository's folder.

    Or the last commit before another revision `branched` off from the one of that name.
    """

    name: str
    commit: str
    top: Path
    branched: bool = False

    @property
    def called(self) -> str:
        """Its name, for people."""
        return f"{self.name} (at the last commit in common)" if self.branched else self.name

    def shown(self, path: Path) -> str:
        """A path as it stood then, for diagnostics."""
        return f"{self.name}:{self.inside(path)}"

    def inside(self, path: Path) -> str:
        """A path from the repository's folder; that itself is nothing."""
        inside = path.relative_to(self.top).as_posix()
        return "" if inside == "." else inside

    def content(self, file: Path) -> bytes | None:
        """A file as it was; None where there was none."""
        return _git(self.top, "cat-file", "blob", f"{self.commit}:{self.inside(file)}")

    def files(self, folder: Path, *, deep: bool = False) -> dict[Path, bytes] | None:
        """A folder's YAML files (and with `deep` its folders'); None where it wasn't there."""
        words = ["ls-tree", "--full-tree", "-z", "--name-only", *(["-r"] if deep else [])]
        listing = _git(self.top, *words, f"{self.commit}:{self.inside(folder)}")
        if listing is None:
            return None
        found: dict[Path, bytes] = {}
        for name in listing.decode("utf-8", "surrogateescape").split("\0"):
            if name.endswith((".yaml", ".yml")):
                content = self.content(folder / name)
                if content is not None:
                    found[folder / name] = content
        return found


def revision_of(path: Path, name: str, since: str | None = None) -> Revision | None:
    """The revision of this name in a path's repository; None where there is none.

    With `since`, its last commit that the revision of that name has too.
    """
    place = path if path.is_dir() else path.parent
    if any(each is not None and each.startswith("-") for each in (name, since)):
        return None
    top = _git(place, "rev-parse", "--show-toplevel")
    commit = _git(place, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if top is None or commit is None:
        return None
    tip = commit.decode().strip()
    common = None if since is None else _git(place, "merge-base", name, since)
    chosen = tip if common is None else common.decode().strip()
    return Revision(name, chosen, Path(top.decode().rstrip("\n")).resolve(), chosen != tip)


def _git(folder: Path, *words: str) -> bytes | None:
    """What git prints, or None where it fails or isn't there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, check=False, timeout=60
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
