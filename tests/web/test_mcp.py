"""The tools, through the SDK's own client, which holds every result to the schema it was told."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, ResourceTemplateReference, TextContent

from contract_engine import load
from contract_engine.web.app import create_app
from contract_engine.web.engines import Engines
from contract_engine.web.mcp.server import server_of
from contract_engine.web.settings import Bounds, Settings
from tests.diagram.test_bounds import numbers
from tests.web.conftest import SUPPLY
from tests.web.test_http import GIVEN, HISTORY

M = {"agreement": "microsoft-openai"}
S = {"agreement": "supply"}
ASK = {**M, "ask": "openai serve", "on": "2025-11-15", "given": GIVEN}
IN_WORDS = "Can OpenAI serve its API on AWS on 15 November 2025?"
WITHOUT = {**ASK, "on": "2026-06-15", "change": {"without": ["2026-04"]}}
TOO_EARLY = {**HISTORY, "through": "2026-01-01"}
RULES = (
    "format: 1\nagreement: lease\ngrade: contract\nparties: {tenant: }\nactions: {sublet: }\n"
    "instruments:\n- instrument: lease\n  kind: agreement\n  effective: 2020-01-01\n"
    "  clauses:\n    one: {text: The tenant may sublet., norm: tenant may sublet}\n"
)
SCENARIOS = """format: 1
agreement: lease
scenarios:
- {name: Any day, ask: tenant sublet, on: 2021-01-01, expect: permitted}
- {name: Before, ask: tenant sublet, on: 2019-01-01, expect: prohibited}
"""

CALLS: list[tuple[str, dict[str, Any], str, str]] = [
    ("list_agreements", {}, "`microsoft-openai`: The Microsoft", "agreements"),
    ("words", M, "**serve**", "actions"),
    (
        "ask",
        ASK,
        "No: on 15 November 2025 OpenAI must not serve its stateless API on AWS.",
        "holds",
    ),
    (
        "ask",
        {**M, "question": "Can OpenAI serve its API on AWS on 15 November 2025?"},
        "No:",
        "holds",
    ),
    ("ask", {**M, "question": "What may OpenAI do on 1 May 2026?"}, "OpenAI", "answers"),
    ("ask", {**S, "ask": "buyer pay", "on": "2026-04-01", "history": HISTORY}, "must pay", "holds"),
    ("timeline", {**M, "ask": "openai serve", "given": GIVEN}, "prohibited", "intervals"),
    ("each", {**ASK, "given": {"product": "stateless_api"}, "name": "cloud"}, "azure", "values"),
    ("needed", ASK, "microsoft_consents=yes → permitted", "settled"),
    ("flip", ASK, "a US national security customer", "flips"),
    (
        "what_if",
        {**ASK, "on": "2026-06-15", "change": {"without": ["2026-04"]}},
        "any-cloud",
        "first",
    ),
    ("rights", {**M, "on": "2026-05-01", "parties": ["openai"]}, "any-cloud", "rights"),
    ("duties", {**M, "on": "2026-05-01", "parties": ["openai"]}, "must", "norms"),
    ("terms", {**M, "on": "2026-05-01"}, "the terms on 1 May 2026", "terms"),
    ("value", {**M, "name": "microsoft_stake"}, "25 percent", "value"),
    ("compare", {**M, "first": "2025-10-27", "second": "2025-10-28"}, "OpenAI: serve", "rows"),
    ("status", {**S, "history": HISTORY}, "buyer", "duties"),
    ("dates", {**S, "history": HISTORY, "from": "2026-04-01"}, "payment", "dates"),
    ("check_terms", {"files": {"lease.yaml": RULES}}, "`lease` loads, with 1 clauses", "loads"),
    (
        "check_terms",
        {"files": {"lease.yaml": RULES}, "scenarios": SCENARIOS},
        "1 of 2 scenarios did not hold. Those that hold exercise",
        "tried",
    ),
    (
        "check_terms",
        {"files": {"agreement.yaml": RULES.replace("tenant may", "tenent may")}},
        "did you mean `tenant`?",
        "problems",
    ),
]
ERRORS: list[tuple[str, dict[str, Any], str, str]] = [
    ("aks", {}, "E504", "did you mean `ask`?"),
    ("ask", {}, "E101", "give `microsoft-openai`, `supply`"),
    ("ask", {"agreement": "microsoft-opnai"}, "E001", "did you mean `microsoft-openai`?"),
    ("ask", M, "E502", '"question" in words'),
    ("ask", {**ASK, "on": 0}, "E103", "/on"),
    ("ask", {**ASK, "given": {"clud": "aws"}}, "E301", "did you mean `cloud`?"),
    ("ask", {**ASK, "given": {"cloud": "awz"}}, "E302", "did you mean `aws`?"),
    ("ask", {**ASK, "ask": "openai serv"}, "E304", "did you mean `serve`?"),
    ("ask", {**ASK, "now": True}, "E102", "leave it out"),
    ("ask", {**M, "question": "Can OpenAI bake bread?"}, "E406", "`contract-engine words` lists"),
    ("ask", {**M, "question": "Can OpenAI bake its API on AWS?"}, "E406", "- Can OpenAI serve"),
    ("timeline", {**ASK, "from": "soon"}, "E314", "/from"),
    ("each", {**ASK, "name": "clud"}, "E301", "did you mean `cloud`?"),
    ("needed", {**M, "ask": "openai serve"}, "E505", '"on": "2025-11-15"'),
    ("flip", {**ASK, "to": "allowed"}, "E104", "`permitted`"),
    ("what_if", {**ASK, "change": {"without": ["2026-05"]}}, "E309", "2026-04"),
    ("rights", {**M, "on": "2026-05-01", "parties": ["opnai"]}, "E305", "did you mean `openai`?"),
    ("duties", M, "E505", '"on": "2025-11-15"'),
    ("terms", {**M, "on": "1 May"}, "E314", "2025-10-28"),
    ("value", {**M, "name": "microsoft_stak"}, "E520", "did you mean `microsoft_stake`?"),
    ("compare", {**M, "first": "2025-10", "second": "x"}, "E509", "two versions or two days"),
    ("status", S, "E101", "/history"),
    (
        "status",
        {**S, "history": TOO_EARLY},
        "E372",
        "/history/history/0",
    ),
    ("dates", {**S, "parties": ["byer"]}, "E305", "did you mean `buyer`?"),
    ("words", {**M, "topic": "x"}, "E102", "leave it out"),
    ("list_agreements", {"all": True}, "E102", "leave it out"),
    ("check_terms", {"files": {}}, "E003", "`agreement.yaml`"),
    ("check_terms", {"files": {"a.yaml": "#" * 300_000}}, "E004", "less"),
    ("check_terms", {"files": {"a.yaml": 5}}, "E103", "/files/a.yaml"),
]
LARGE = {**M, "on": "2026-05-01", "given": {"x": "y" * 1_100_000}}


def engines(**bounds: Any) -> Engines:
    return Engines(Settings(rules=("microsoft-openai", SUPPLY), bounds=Bounds(**bounds)))


@cache
def shared() -> Engines:
    """One engine for all that is asked in this process."""
    return engines()


@asynccontextmanager
async def in_process() -> AsyncIterator[Client]:
    async with Client(server_of(shared())) as client:
        yield client


@asynccontextmanager
async def over_stdio() -> AsyncIterator[Client]:
    arguments = ["-m", "contract_engine", "mcp", "microsoft-openai", SUPPLY]
    async with Client(StdioServerParameters(command=sys.executable, args=arguments)) as client:
        yield client


@asynccontextmanager
async def over_http() -> AsyncIterator[Client]:
    app = create_app(Settings(rules=("microsoft-openai", SUPPLY), tokens=("secret",)))
    headers = {"Authorization": "Bearer secret"}
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app), headers=headers) as http,
        Client(streamable_http_client("http://127.0.0.1/mcp", http_client=http)) as client,
    ):
        yield client


@asynccontextmanager
async def as_before_2026() -> AsyncIterator[Client]:
    async with Client(server_of(shared()), mode="legacy") as client:
        yield client


TRANSPORTS = {each.__name__: each for each in (in_process, over_stdio, over_http, as_before_2026)}


@dataclass(frozen=True)
class Heard:
    """What one client got over one transport."""

    tools: dict[str, Any]
    results: list[CallToolResult]
    errors: list[CallToolResult]


@cache
def heard(transport: str) -> Heard:
    """Every call and every error over a transport, each once."""

    async def asking() -> Heard:
        async with TRANSPORTS[transport]() as client:
            listed = {tool.name: tool for tool in (await client.list_tools()).tools}
            results = [await client.call_tool(name, said) for name, said, *_ in CALLS]
            errors = [await client.call_tool(name, said) for name, said, *_ in ERRORS]
        return Heard(listed, results, errors)

    return anyio.run(asking)


def words(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


each_transport = pytest.mark.parametrize("transport", list(TRANSPORTS))


@each_transport
def test_every_tool_answers_with_words_and_json(transport: str) -> None:
    found = heard(transport)
    assert {name for name, *_ in CALLS} == found.tools.keys()
    wrong = [
        (name, list(arguments), words(result)[:400])
        for (name, arguments, said, key), result in zip(CALLS, found.results, strict=True)
        if result.is_error or said not in words(result) or key not in result.structured_content
    ]
    assert not wrong


@each_transport
def test_every_error_says_what_to_send_instead(transport: str) -> None:
    wrong = [
        (name, list(said), words(result)[:400])
        for (name, said, code, help_), result in zip(ERRORS, heard(transport).errors, strict=True)
        if not result.is_error
        or help_ not in words(result)
        or code not in [each["code"] for each in result.structured_content["errors"]]
    ]
    assert not wrong


def test_a_tool_says_that_it_only_reads_and_what_it_never_does() -> None:
    for tool in heard("in_process").tools.values():
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
        assert "anyOf" not in tool.input_schema
    assert "never guesses" in heard("in_process").tools["ask"].description


def test_results_are_those_of_the_api() -> None:
    answer = load("microsoft-openai").ask("openai serve", on="2025-11-15", given=GIVEN)
    assert heard("in_process").results[2].structured_content == answer.to_json()
    assert words(heard("in_process").results[2]).startswith(answer.sentence)


def asked(work: Callable[[Client], Awaitable[None]]) -> None:
    async def within() -> None:
        async with in_process() as client:
            await work(client)

    anyio.run(within)


def test_what_there_is_can_be_read() -> None:
    async def reading(client: Client) -> None:
        async def read(address: str) -> str:
            (content,) = (await client.read_resource(address)).contents
            return str(getattr(content, "text", ""))

        listed = [each.uri for each in (await client.list_resources()).resources]
        assert {"contract://agreements", "contract://language", "contract://supply"} <= {*listed}
        for address in listed:
            assert await read(address)
        assert len(json.loads(await read("contract://agreements"))["agreements"]) == 2
        assert "the terms on 1 May 2026" in await read(
            "contract://microsoft-openai/terms/2026-05-01"
        )
        clause = json.loads(await read("contract://microsoft-openai/clauses/any-cloud"))
        assert clause["id"] == "any-cloud"
        templates = [
            t.uri_template for t in (await client.list_resource_templates()).resource_templates
        ]
        assert "contract://{agreement}/sources/{source}" in templates
        source = load("microsoft-openai").sources()[0]
        assert source.title in await read(f"contract://microsoft-openai/sources/{source.id}")

    asked(reading)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("contract://microsoft-openai/clauses/any-clod", "did you mean `any-cloud`?"),
        ("contract://microsoft-opnai", "did you mean `microsoft-openai`?"),
        ("contract://microsoft-openai/terms/soon", "`soon`"),
        ("contract://microsoft-openai/sources/x/y", "contract://{agreement}/sources/{source}"),
        ("file:///etc/passwd", "contract://agreements"),
        ("contract://..%2F..%2Fetc", "there is no agreement"),
    ],
)
def test_an_address_of_nothing_is_told(address: str, said: str) -> None:
    async def reading(client: Client) -> None:
        with pytest.raises(MCPError, match=r"no|day") as refused:
            await client.read_resource(address)
        assert said in str(refused.value)

    asked(reading)


def test_addresses_are_completed() -> None:
    async def completing(client: Client) -> None:
        clause = ResourceTemplateReference(uri="contract://{agreement}/clauses/{clause}")
        found = await client.complete(
            clause, {"name": "clause", "value": "any-c"}, context_arguments=M
        )
        assert found.completion.values == ["any-cloud"]
        found = await client.complete(clause, {"name": "agreement", "value": "s"})
        assert found.completion.values == ["supply"]

    asked(completing)


def test_prompts_have_what_is_asked_in_them() -> None:
    async def prompting(client: Client) -> None:
        listed = [each.name for each in (await client.list_prompts()).prompts]
        assert listed == ["answer_question", "encode_terms"]
        got = await client.get_prompt("answer_question", {"question": "May they?"})
        content = got.messages[0].content
        assert isinstance(content, TextContent)
        assert "with the tools: May they?" in content.text
        for name, said in (
            ("answer", "there are: `answer_question`"),
            ("encode_terms", "`text` is missing"),
        ):
            with pytest.raises(MCPError, match=said):
                await client.get_prompt(name)

    asked(prompting)


def test_a_call_is_no_larger_than_it_may_be() -> None:
    async def asking(client: Client) -> None:
        result = await client.call_tool("terms", LARGE)
        assert result.is_error
        assert "1,048,576 bytes" in words(result)

    asked(asking)


def test_a_question_past_its_bound_is_told_what_makes_it_large(tmp_path: Path) -> None:
    bomb = Engines(Settings(rules=(str(numbers(tmp_path)),), bounds=Bounds(nodes=50_000)))

    async def asking() -> CallToolResult:
        async with Client(server_of(bomb)) as client:
            return await client.call_tool("ask", {"ask": "p act", "on": "2021-01-01"})

    result = anyio.run(asking)
    bomb.worker.close()
    assert result.is_error
    assert "which make it large" in words(result)


def test_who_comes_when_all_places_are_taken_is_told_to_come_again() -> None:
    full = engines(waiting=0)

    async def asking() -> CallToolResult:
        async with Client(server_of(full)) as client:
            return await client.call_tool("ask", ASK)

    result = anyio.run(asking)
    full.worker.close()
    assert result.is_error
    assert "busy" in words(result)


def test_rules_that_are_checked_read_nothing_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what is accepted here nor a table beside is looked for."""
    (tmp_path / "accepted.yaml").write_text("no: such file\n")
    (tmp_path / "rows.csv").write_text("a,b\n")
    monkeypatch.chdir(tmp_path)
    table = RULES + "items:\n  rows: {csv: rows.csv, key: a}\n"

    async def checking(client: Client) -> None:
        result = await client.call_tool("check_terms", {"files": {"agreement.yaml": RULES}})
        assert result.structured_content["loads"]
        result = await client.call_tool("check_terms", {"files": {"agreement.yaml": table}})
        assert not result.structured_content["loads"]
        assert "rows.csv" in words(result)

    asked(checking)


def test_a_call_without_a_token_is_refused() -> None:
    app = create_app(Settings(rules=(SUPPLY,), tokens=("secret",)))

    async def asking() -> int:
        async with (
            app.router.lifespan_context(app),
            httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as http,
        ):
            return (await http.post("http://127.0.0.1/mcp", json={})).status_code

    assert anyio.run(asking) == 401
