import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-uv.lock")
# A folder of somebody's machine, at the start of an absolute path (not inside an address).
MACHINE_PATH = re.compile(r"(?<![\w.~$})/-])/(?:root|home|Users|opt|work)/\w")


def requirements(lock: str) -> list[str]:
    """Each requirement of a lock with its hashes, its continued lines joined."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_each_package_by_version_and_hash(lock: str) -> None:
    loose = [
        line for line in requirements(lock) if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", line)
    ]
    assert requirements(lock)
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_index_and_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text()
    found = [word for word in ("://", "file:", "/opt", "index-url", "find-links") if word in text]
    assert found == []


def test_lock_holds_every_direct_dependency_in_a_wanted_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    wanted += [
        need for extra in project["project"]["optional-dependencies"].values() for need in extra
    ]
    locked = {
        canonicalize_name(name): version
        for line in requirements("requirements.lock")
        for name, version in [line.split()[0].split("==")]
    }
    unmet = [
        str(need)
        for need in map(Requirement, wanted)
        if not need.specifier.contains(locked.get(canonicalize_name(need.name), "0"))
        or canonicalize_name(need.name) not in locked
    ]
    assert unmet == []


def test_no_tracked_file_names_a_place_on_somebodys_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout (an unpacked source archive, say), so nothing is tracked")
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name in listed.stdout.decode().split("\0")
        if name and (ROOT / name).is_file()
        for number, line in enumerate((ROOT / name).read_text(errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_wheel_carries_the_types_and_every_shipped_file(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    shipped = {
        f"contract_engine/_shipped/{path.relative_to(ROOT).as_posix()}"
        for folder in ("rules", "scenarios")
        for path in (ROOT / folder).rglob("*.yaml")
    }
    assert {"contract_engine/__init__.py", "contract_engine/py.typed"} | shipped <= carried
