"""Where the corpus is looked for, and what its absence does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.odrl import corpus


def test_without_the_corpus_a_test_is_skipped_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONTRACT_ENGINE_CORPUS", str(tmp_path))
    monkeypatch.delenv("CONTRACT_ENGINE_REQUIRE_CORPUS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="CONTRACT_ENGINE_CORPUS says where"):
        corpus.place()


def test_where_the_corpus_is_required_its_absence_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONTRACT_ENGINE_CORPUS", str(tmp_path))
    monkeypatch.setenv("CONTRACT_ENGINE_REQUIRE_CORPUS", "1")
    with pytest.raises(pytest.fail.Exception, match="CONTRACT_ENGINE_CORPUS says where"):
        corpus.place()


def test_the_corpus_is_where_it_is_said_to_be_from_the_root_of_the_project(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere" / "odrl").mkdir(parents=True)
    (tmp_path / "elsewhere" / "odrl" / "cases.json").write_text("[]")
    monkeypatch.setattr(corpus, "ROOT", tmp_path / "project")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTRACT_ENGINE_CORPUS", "../elsewhere")
    (tmp_path / "project").mkdir()
    assert corpus.place() == tmp_path / "project" / "../elsewhere" / "odrl"
