"""The action and the hooks, run as their programs would run them, in somebody's repository."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.docs.blocks import blocks_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "in-your-repository.md"
AMENDED = """\
format: 1
instrument: 2025-03
kind: amendment
effective: 2025-03-01
clauses:
  relatives:
    text: A relative may live in the flat.
    norm: tenant may sublet
    when: [subtenant is relative]
"""


def yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text())


ACTION = yaml(ROOT / "action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}
HOOKS = {hook["id"]: hook for hook in yaml(ROOT / ".pre-commit-hooks.yaml")}


class Repository:
    """A git repository with the lease that `contract-engine new` makes."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "FORCE_COLOR"},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "someone",
            "GIT_AUTHOR_EMAIL": "someone@example.org",
            "GIT_COMMITTER_NAME": "someone",
            "GIT_COMMITTER_EMAIL": "someone@example.org",
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "RUNNER_TEMP": str(folder),
        }
        self.folder = folder
        self.summary = folder / "summary.md"
        self.run("contract-engine new lease", check=True)
        self.folder = folder / "lease"
        self.run("git init -q . && git add . && git commit -qm 'Encode the lease'", check=True)

    def run(
        self, script: str, check: bool = False, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=check,
            timeout=120,
        )

    def step(self, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
        inputs = {k.upper(): v["default"] for k, v in ACTION["inputs"].items() if v["default"]}
        return self.run(STEPS[name]["run"], **{**inputs, **environment})

    def hook(self, name: str) -> subprocess.CompletedProcess[str]:
        return self.run(shlex.join(shlex.split(HOOKS[name]["entry"])))

    def amend(self) -> None:
        rules = self.folder / "rules" / "lease"
        (rules / "2025-03.yaml").write_text(AMENDED)
        main = rules / "agreement.yaml"
        main.write_text(
            main.read_text().replace("instruments: [2024-01]", "instruments: [2024-01, 2025-03]")
        )

    def spoil(self) -> None:
        first = self.folder / "rules" / "lease" / "2024-01.yaml"
        first.write_text(first.read_text().replace("must not sublet", "may sublet"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_the_action_accepts_good_rules_and_names_the_answers_that_changed(
    repository: Repository,
) -> None:
    repository.amend()
    assert repository.step("Check").returncode == 0
    tested = repository.step("Test")
    assert (tested.returncode, "13 scenarios" in tested.stdout) == (0, True)
    told = repository.step("Say which answers change", BASE="HEAD")
    assert told.returncode == 0, told.stdout
    row = (
        "| the tenant: sublet the flat | from 2025-03-01 | the subtenant: a relative "
        "| not addressed | permitted |"
    )
    assert row in repository.summary.read_text()


def test_the_action_fails_where_a_scenario_does_not_hold(repository: Repository) -> None:
    repository.spoil()
    failed = repository.step("Test")
    assert failed.returncode == 1
    assert "expected prohibited, got permitted" in failed.stdout


def test_the_action_fails_where_the_rules_have_a_mistake(repository: Repository) -> None:
    main = repository.folder / "rules" / "lease" / "agreement.yaml"
    main.write_text(main.read_text() + "partys: {}\n")
    failed = repository.step("Check")
    assert failed.returncode == 1
    assert "no key `partys` belongs here" in failed.stdout


@pytest.mark.parametrize("base", ["", "0" * 40])
def test_the_action_says_so_where_there_is_nothing_to_compare_with(
    repository: Repository, base: str
) -> None:
    assert repository.step("Say which answers change", BASE=base).returncode == 0
    assert "no earlier revision" in repository.summary.read_text()


def test_the_action_says_which_agreements_are_new(repository: Repository) -> None:
    repository.run("cp -r rules/lease rules/other")
    other = repository.folder / "rules" / "other" / "agreement.yaml"
    other.write_text(other.read_text().replace("agreement: lease", "agreement: other"))
    assert repository.step("Say which answers change", BASE="HEAD").returncode == 0
    assert "### rules/other is new" in repository.summary.read_text()


def test_the_hooks_accept_good_rules_and_show_the_answers_that_changed(
    repository: Repository,
) -> None:
    repository.amend()
    assert repository.hook("contract-engine-check").returncode == 0
    assert repository.hook("contract-engine-test").returncode == 0
    told = repository.hook("contract-engine-diff")
    assert told.returncode == 0
    assert "| not addressed | permitted |" in told.stdout


def test_the_hooks_fail_where_a_scenario_does_not_hold(repository: Repository) -> None:
    repository.spoil()
    assert repository.hook("contract-engine-test").returncode == 1


def test_the_page_names_inputs_and_hooks_that_there_are() -> None:
    page = PAGE.read_text()
    blocks = [YAML(typ="safe").load(b.body) for b in blocks_of(PAGE) if b.language == "yaml"]
    hooks = [
        hook["id"] for block in blocks for repo in block.get("repos", []) for hook in repo["hooks"]
    ]
    assert hooks == list(HOOKS)
    assert all(f"`{name}`" in page for name in ("rules", "scenarios", "base"))
    assert set(ACTION["inputs"]) == {"rules", "scenarios", "base", "version"}


def test_the_commands_of_the_page_run(repository: Repository) -> None:
    [block] = [block for block in blocks_of(PAGE) if block.language == "console"]
    for command in block.body.splitlines():
        if "pip install" not in command:
            done = repository.run(command.removeprefix("$ ").replace("origin/main", "HEAD"))
            assert done.returncode == 0, done.stdout
