"""The pages on the server, on AuthZEN and on assistants: their commands run, their tables hold."""

from __future__ import annotations

import json
import re
import shlex
import sys
import tomllib
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from contract_engine.web.app import create_app
from contract_engine.web.settings import Settings
from tests.docs.blocks import Block, Walk, blocks_of
from tests.web.running import serving

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SERVICE = blocks_of(DOCS / "service.md")
AUTHZEN = blocks_of(DOCS / "authzen.md")
ASSISTANTS = (DOCS / "assistants.md").read_text("utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]

STARTED = re.compile(r"^\$ (?:contract-engine serve|python -m pip).*\n", re.M)
"""Commands that are not run as they stand: servers are started by the test."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("service")
    walk = Walk(made)
    assert walk.run("contract-engine new lease").returncode == 0
    (made / "rules").symlink_to(made / "lease" / "rules")
    (made / "tokens.txt").write_text("# of the tests\nsecret\n")
    return made


def served(block: Block) -> list[str]:
    """The arguments of the `serve` that a block starts, on this machine alone."""
    found = re.findall(r"^\$ contract-engine serve (.*)$", block.body, re.M)
    return [each.replace("0.0.0.0", "127.0.0.1") for each in shlex.split(" ".join(found))]


@pytest.mark.parametrize("page", [[*SERVICE[:1], *AUTHZEN], SERVICE], ids=["authzen", "service"])
def test_the_commands_print_what_the_page_says(page: list[Block], folder: Path) -> None:
    """A `serve` is started and answers what comes after it; the rest is run as it stands."""
    walk = Walk(folder)
    walk.environment["TOKEN"] = "secret"
    with ExitStack() as stack:
        port = 8000
        for block in page:
            if block.language != "console":
                continue
            if served(block) and not block.says:
                stack.close()
                port = stack.enter_context(serving(*served(block), cwd=folder)).port
            body = block.body.replace(":8000", f":{port}")
            if not block.says:
                body = STARTED.sub("", body)
            if body.strip():
                walk.follow(Block(block.line, block.language, block.says, body))


def test_what_is_installed_is_an_extra() -> None:
    text = "".join(page.read_text("utf-8") for page in DOCS.glob("*.md"))
    for named in re.findall(r"contract-engine\[([a-z,]+)\]", text):
        assert set(named.split(",")) <= EXTRAS.keys()


def test_the_container_is_made_of_what_is_there() -> None:
    """What is copied is in the repository, what is installed an extra, what is run an option."""
    (text,) = [block.body for block in SERVICE if block.language == "dockerfile"]
    for source in re.findall(r"^COPY (?!--from)(\S+)", text, re.M):
        assert (ROOT / source).exists()
    (extras,) = re.findall(r"/source\[([a-z,]+)\]", text)
    assert set(extras.split(",")) <= EXTRAS.keys()
    stages = text.split("FROM ")[1:]
    assert len({stage.split()[0] for stage in stages}) == 1, "the environment's Python is in both"


def test_the_container_serves_as_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it runs is started as it stands, but for this machine's address and folders: without
    a home, and by the name of whoever asks.
    """
    (text,) = [block.body for block in SERVICE if block.language == "dockerfile"]
    started: list[str] = []
    for key in ("ENTRYPOINT", "CMD"):
        (said,) = re.findall(rf"^{key} (.+)$", text, re.M)
        started += json.loads(said)
    program, command, *options = started
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert (program, command) == (f"/venv/bin/{next(iter(scripts))}", "serve")
    monkeypatch.setenv("HOME", "/dev/null")
    for name in ("XDG_CACHE_HOME", "CONTRACT_ENGINE_CACHE"):
        monkeypatch.delenv(name, raising=False)
    here = [
        each.replace("0.0.0.0", "127.0.0.1").replace("/rules", f"{ROOT}/rules") for each in options
    ]
    with serving(*here, cwd=tmp_path) as running:
        answer = httpx2.get(f"{running.address}/readyz", headers={"Host": "localhost"})
    assert answer.status_code == 200


def test_the_settings_start_the_tools_of_the_table(folder: Path) -> None:
    (settings,) = re.findall(r"```json\n(.*?)```", ASSISTANTS, re.S)
    (named,) = json.loads(settings)["mcpServers"].values()
    assert named["command"] == "contract-engine"
    arguments = ["-m", "contract_engine", *named["args"]]
    started = StdioServerParameters(command=sys.executable, args=arguments, cwd=folder)

    async def asking() -> tuple[set[str], dict[str, Any]]:
        async with Client(started) as client:
            tools = {tool.name for tool in (await client.list_tools()).tools}
            result = await client.call_tool("list_agreements", {})
            for address in re.findall(r"`(contract://[^`]+)`", ASSISTANTS):
                assert (await client.read_resource(address)).contents
            prompts = {each.name for each in (await client.list_prompts()).prompts}
        assert all(f"`{each}`" in ASSISTANTS for each in prompts)
        return tools, result.structured_content

    tools, agreements = anyio.run(asking)
    rows = re.findall(r"^\| (`.+?) \|", ASSISTANTS, re.M)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == tools
    assert [each["id"] for each in agreements["agreements"]] == ["microsoft-openai", "lease"]


def test_every_endpoint_that_is_named_is_there() -> None:
    paths = create_app(Settings(rules=("microsoft-openai",))).openapi()["paths"]
    for each in re.findall(r"`(/[a-z0-9./_-]+)`", (DOCS / "authzen.md").read_text("utf-8")):
        assert each in paths, each
    page = (DOCS / "service.md").read_text("utf-8")
    for path, item in paths.items():
        if "post" in item and path.startswith("/v1/"):
            assert f"`{path.rpartition('/')[2]}`" in page, path
