"""A server of two agreements, asked in the same process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from contract_engine.web.app import create_app
from contract_engine.web.settings import Settings

RECORDS = str(Path(__file__).parent / "agreements" / "records.yaml")
SUPPLY = str(Path(__file__).parents[2] / "docs" / "deadlines" / "supply")


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    app = create_app(Settings(rules=("microsoft-openai", RECORDS, SUPPLY)))
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found
