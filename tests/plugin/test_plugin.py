"""Scenario files under pytest, each run in a process of its own, as somebody else would."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from contract_engine.cli import main

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lease(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that `contract-engine new` makes, as the one that pytest is called in."""
    monkeypatch.chdir(pytester.path)
    assert main(["new", "lease", "--json"]) == 0
    monkeypatch.chdir(pytester.path / "lease")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    # Another plugin, which takes as long to import as all the rest.
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:hypothesispytest")
    return pytester.path / "lease"


def spoil(lease: Path) -> None:
    """Let the bar permit: two of the five scenarios no longer hold."""
    rules = lease / "rules" / "lease" / "2024-01.yaml"
    rules.write_text(rules.read_text().replace("must not sublet", "may sublet"))


def names(result: pytest.RunResult, outcome: str) -> list[str]:
    found = [re.match(rf"\S+\.yaml::(.*) {outcome}", line) for line in result.outlines]
    return [match[1] for match in found if match]


def test_every_scenario_is_a_test_called_by_its_name(
    pytester: pytest.Pytester, lease: Path
) -> None:
    result = pytester.runpytest_subprocess("-v", "scenarios")
    result.assert_outcomes(passed=13)
    assert "A stranger, and nobody asked the landlord" in names(result, "PASSED")


def test_k_and_node_ids_choose_scenarios(pytester: pytest.Pytester, lease: Path) -> None:
    result = pytester.runpytest_subprocess("-v", "-k", "stranger and nobody")
    assert names(result, "PASSED") == ["A stranger, and nobody asked the landlord"]
    node = "scenarios/lease/first.yaml::A relative, of whom the lease says nothing"
    pytester.runpytest_subprocess(node).assert_outcomes(passed=1)


def test_lf_runs_the_scenarios_that_failed_and_x_stops_at_the_first(
    pytester: pytest.Pytester, lease: Path
) -> None:
    spoil(lease)
    pytester.runpytest_subprocess().assert_outcomes(failed=4, passed=9)
    again = pytester.runpytest_subprocess("--lf", "-v")
    again.assert_outcomes(failed=4)
    assert names(again, "FAILED") == [
        "A stranger, and nobody asked the landlord",
        "Somebody, and we are not told who",
        "A stranger, on the first day of the lease",
        "What somebody knew who had the lease in hand",
    ]
    pytester.runpytest_subprocess("-x").assert_outcomes(failed=1)


def test_scenarios_are_shared_out_to_processes(pytester: pytest.Pytester, lease: Path) -> None:
    spoil(lease)
    result = pytester.runpytest_subprocess("--import-mode=importlib", "-n", "2")
    result.assert_outcomes(failed=4, passed=9)


def test_a_failure_says_where_what_came_and_why(pytester: pytest.Pytester, lease: Path) -> None:
    rules = lease / "rules" / "lease" / "2024-01.yaml"
    rules.write_text(rules.read_text().replace("is stranger", "is relative"))
    result = pytester.runpytest_subprocess("-k", "nobody and asked")
    result.stdout.fnmatch_lines(
        [
            "*_ A stranger, and nobody asked the landlord _*",
            "scenarios/lease/first.yaml:6: expected prohibited, got not_addressed",
            "  because: `no-strangers` expected",
            "  governing: no clause",
            "  reason: `no-strangers` would apply, but for `subtenant is relative`",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_a_failure_names_the_clause_that_governs_in_its_place(
    pytester: pytest.Pytester, lease: Path
) -> None:
    rules = lease / "rules" / "lease" / "2024-01.yaml"
    rules.write_text(
        rules.read_text().replace(
            "norm: tenant may sublet", "norm: tenant must not sublet\n    overrides: no-strangers"
        )
    )
    result = pytester.runpytest_subprocess("-k", "stranger and agrees")
    result.stdout.fnmatch_lines(
        [
            "scenarios/lease/first.yaml:13: expected permitted, got prohibited",
            "  governing: by-consent (2024-01): tenant must not sublet",
            "    With the landlord's consent the tenant may sublet.",
        ]
    )


MISTAKES = {
    "expect: permitted": ("expected: permitted", "no key `expected` belongs here"),
    "subtenant: relative}": ("subtenent: relative}", "unknown fact or event `subtenent`"),
    "because: [by-consent]": ("because: [by-consents]", "unknown clause `by-consents`"),
    "format: 1": ("format: 2", "format `2` is not known"),
    "scenarios:": ("scenarios: [", "close it with `]`"),
}


def test_what_is_wrong_with_a_scenario_file_is_underlined_where_it_stands(
    pytester: pytest.Pytester, lease: Path
) -> None:
    folder = lease / "scenarios" / "lease"
    text = (folder / "first.yaml").read_text()
    for number, (right, (wrong, _)) in enumerate(MISTAKES.items()):
        assert right in text
        (folder / f"bad-{number}.yaml").write_text(text.replace(right, wrong, 1))
    result = pytester.runpytest_subprocess("--continue-on-collection-errors")
    result.assert_outcomes(errors=len(MISTAKES), passed=13)
    printed = result.stdout.str()
    for number, (_, message) in enumerate(MISTAKES.values()):
        assert message in printed
        place = rf"--> scenarios/lease/bad-{number}\.yaml:\d+:\d+\n +\|\n.*\n +\| +\^"
        assert re.search(place, printed), number
    assert "Traceback" not in printed


def test_what_is_wrong_with_the_rules_is_an_error_too(
    pytester: pytest.Pytester, lease: Path
) -> None:
    rules = lease / "rules" / "lease" / "2024-01.yaml"
    rules.write_text(rules.read_text().replace("is stranger", "is strange"))
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*did you mean `stranger`?*"])


def test_a_situation_that_cannot_be_fails_at_its_scenario(
    pytester: pytest.Pytester, lease: Path
) -> None:
    main_file = lease / "rules" / "lease" / "agreement.yaml"
    main_file.write_text(
        main_file.read_text() + "impossible:\n  - [subtenant is stranger, landlord_agrees]\n"
    )
    result = pytester.runpytest_subprocess("-k", "stranger and agrees")
    result.assert_outcomes(failed=1)
    printed = result.stdout.str()
    assert "can't be together" in printed
    assert "first.yaml:13" in printed
    assert "Traceback" not in printed


def test_other_yaml_files_are_left_alone(pytester: pytest.Pytester, lease: Path) -> None:
    (lease / "compose.yaml").write_text("services:\n  web: {scenarios: 1, agreement: x}\n")
    (lease / "broken.yml").write_text("a: [\n")
    pytester.runpytest_subprocess().assert_outcomes(passed=13)


def test_nothing_of_the_engine_is_imported_where_there_are_no_scenarios(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_one(): pass\n")
    (tmp_path / "data.yaml").write_text("scenarios: []\n")
    told = (
        "import sys, pytest; pytest.main(['-q', '-p', 'no:cacheprovider', '.']); "
        "print(sorted(m for m in sys.modules if m.startswith('contract_engine')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "['contract_engine', 'contract_engine.pytest_plugin']"


def test_the_plugin_can_be_left_out(pytester: pytest.Pytester, lease: Path) -> None:
    result = pytester.runpytest_subprocess("-p", "no:contract_engine")
    result.assert_outcomes()


def test_the_project_runs_the_shipped_scenarios_with_its_own_tests() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:xdist", "scenarios"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    listed = [line for line in done.stdout.splitlines() if ".yaml::" in line]
    assert len(listed) > 500
    assert "scenarios" in (ROOT / "pyproject.toml").read_text().split("testpaths")[1][:40]
