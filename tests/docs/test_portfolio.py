"""The page for analysts, followed as a reader would, on few rows; and its example on Spark."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import Walk, blocks_of

duckdb = pytest.importorskip("duckdb")
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "portfolio.md"
REQUIRED = "CONTRACT_ENGINE_REQUIRE_SPARK"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portfolio")
    for needed in ("examples", "docs/deadlines/supply"):
        shutil.copytree(ROOT / needed, folder / needed)
    walk = Walk(folder)
    for block in blocks_of(PAGE):
        if block.language != "text":
            walk.follow(block)
    return folder


def test_the_page_comes_out_as_it_says(followed: Path) -> None:
    assert (followed / "verdicts.svg").stat().st_size > 1_000
    assert (ROOT / "docs" / "portfolio.svg").exists()


def test_spark_answers_as_duckdb_does(followed: Path) -> None:
    """On Spark each row has the verdict, the clauses and the error that it has by the command."""
    if importlib.util.find_spec("pysail") is None:
        assert REQUIRED not in os.environ, "`make spark` installs what this needs"
        pytest.skip("Sail is not installed: `make spark` installs it")
    done = subprocess.run(
        [sys.executable, "examples/on_spark.py", "workloads.parquet", "on_spark"],
        cwd=followed,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    same = " AND ".join(
        f"a.{n} IS NOT DISTINCT FROM b.{n}" for n in ("verdict", "clauses", "error")
    )
    counted = duckdb.sql(
        f"SELECT count(*), count(*) FILTER ({same}) FROM '{followed}/on_spark/*.parquet' a "
        f"JOIN '{followed}/answers.parquet' b USING (id)"
    ).fetchall()
    assert counted == [(20_000, 20_000)]
