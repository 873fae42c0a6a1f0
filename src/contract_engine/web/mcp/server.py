"""Engines -> an MCP server: tools, resources and prompts, over whichever transport."""

from __future__ import annotations

import json
from typing import Any

import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError

from contract_engine import __version__
from contract_engine.api import LoadedAgreement
from contract_engine.api.checked_texts import TextsChecked
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.web.engines import Engines
from contract_engine.web.http.calls import answered
from contract_engine.web.library import Served, Unknown
from contract_engine.web.mcp import resources, tools
from contract_engine.web.mcp.content import of_check, of_error, plain, told, unknown_tool
from contract_engine.web.mcp.prompts import PROMPTS
from contract_engine.web.mcp.resources import SCHEME, SORTS
from contract_engine.web.mcp.schemas import input_schema, output_schema

Context = ServerRequestContext[Any]
READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_LISTED: dict[str, Any] = {
    "type": "object",
    "properties": {"agreements": {"type": "array", "items": {"type": "object"}}},
    "required": ["agreements"],
}


def server_of(engines: Engines) -> Server[Any]:
    """The server for these agreements.

    Args:
        engines: the agreements, their engine, and the bounds of a question.

    Returns:
        A server of the SDK, ready for any of its transports.
    """
    asked = _Asked(engines)
    return Server(
        "contract-engine",
        version=__version__,
        title="contract-engine",
        instructions=tools.INSTRUCTIONS,
        on_list_tools=asked.list_tools,
        on_call_tool=asked.call_tool,
        on_list_resources=asked.list_resources,
        on_list_resource_templates=asked.list_templates,
        on_read_resource=asked.read_resource,
        on_list_prompts=asked.list_prompts,
        on_get_prompt=asked.get_prompt,
        on_completion=asked.complete,
    )


class _Asked:
    """What a client may ask for; a method for each."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._outputs = {tool.name: output_schema(tool.result) for tool in tools.TOOLS}
        self._check_output = output_schema(TextsChecked)
        self._tools = {tool.name: tool for tool in tools.TOOLS}

    async def list_tools(self, *_: object) -> types.ListToolsResult:
        ids = [served.id for served in self._engines.library]
        listed = [
            _tool(*tools.LIST, input_schema(tools.NoArguments), _LISTED),
            *(
                _tool(
                    tool.name,
                    tool.title,
                    tool.description,
                    input_schema(tool.body, ids),
                    self._outputs[tool.name],
                )
                for tool in tools.TOOLS
            ),
            _tool(*tools.CHECK, input_schema(tools.CheckRequest), self._check_output),
        ]
        return types.ListToolsResult(tools=listed)

    async def call_tool(
        self, _: Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            return await self._called(params.name, dict(params.arguments or {}))
        except Exception as error:  # everything becomes content that an assistant can read
            return of_error(error)

    async def _called(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        self._within_bounds(arguments)
        if name == tools.LIST[0]:
            tools.NoArguments.model_validate(arguments)
            return self._agreements()
        if name == tools.CHECK[0]:
            body = tools.CheckRequest.model_validate(arguments)
            return of_check(await self._engines.bounded(lambda: tools.checked(body)))
        tool = self._tools.get(name)
        if tool is None:
            known = [tools.LIST[0], *self._tools, tools.CHECK[0]]
            return unknown_tool(name, did_you_mean(name, known) or f"there are {', '.join(known)}")
        served = self._served(arguments)
        asked = tool.body.model_validate(arguments)

        def work(_: LoadedAgreement) -> types.CallToolResult:
            agreement, result = answered(served, tool.answer, asked)
            return told(agreement.model, result, self._engines.told(served, result))

        return await self._engines.work(served, work)

    def _served(self, arguments: dict[str, Any]) -> Served:
        """The agreement that is asked: the one named, or the only one there is."""
        library = self._engines.library
        if "agreement" in arguments:
            return library[str(arguments.pop("agreement"))]
        every = list(library)
        if len(every) > 1:
            names = ", ".join(f"`{each.id}`" for each in every)
            message = "`agreement` is missing"
            raise BadInput([Problem("E101", message, Span("/agreement"), help=f"give {names}")])
        return every[0]

    def _agreements(self) -> types.CallToolResult:
        models = [served.agreement.model for served in self._engines.library]
        lines = [f"- `{model.id}`: {model.title}" for model in models]
        listed = resources.listed(self._engines.library)
        return plain("\n".join(["The agreements:", *lines]), {"agreements": listed})

    def _within_bounds(self, arguments: dict[str, Any]) -> None:
        most = self._engines.settings.bounds.body
        if len(json.dumps(arguments)) > most:
            message = f"a call may have {most:,} bytes"
            raise BadInput([Problem("E004", message, Span("/"), help="ask for less at once")])

    async def list_resources(self, *_: object) -> types.ListResourcesResult:
        listed = [
            types.Resource(
                uri=f"{SCHEME}agreements",
                name="agreements",
                mime_type=resources.JSON,
                description=tools.LIST[2],
            )
        ]
        if resources.language():
            listed.append(
                types.Resource(
                    uri=resources.LANGUAGE,
                    name="language",
                    mime_type=resources.MARKDOWN,
                    description="How rule files are written: for `check_terms`.",
                )
            )
        listed += [
            types.Resource(
                uri=resources.address_of(served.id),
                name=served.id,
                title=served.agreement.model.title,
                mime_type=resources.JSON,
                description=SORTS[0].description,
            )
            for served in self._engines.library
        ]
        return types.ListResourcesResult(resources=listed)

    async def list_templates(self, *_: object) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(
                    uri_template=sort.template,
                    name=sort.name,
                    mime_type=sort.mime_type,
                    description=sort.description,
                )
                for sort in SORTS
            ]
        )

    async def read_resource(
        self, _: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        try:
            found = resources.found(self._engines.library, params.uri)
            text = found.text
            if found.served is not None and found.read is not None:
                text = await self._engines.work(found.served, found.read)
        except (BadInput, Unknown) as error:
            raise _wrong(error) from None
        content = types.TextResourceContents(uri=params.uri, mime_type=found.mime_type, text=text)
        return types.ReadResourceResult(contents=[content])

    async def list_prompts(self, *_: object) -> types.ListPromptsResult:
        return types.ListPromptsResult(
            prompts=[
                types.Prompt(
                    name=prompt.name,
                    description=prompt.description,
                    arguments=[
                        types.PromptArgument(name=name, description=about, required=True)
                        for name, about in prompt.arguments.items()
                    ],
                )
                for prompt in PROMPTS
            ]
        )

    async def get_prompt(
        self, _: Context, params: types.GetPromptRequestParams
    ) -> types.GetPromptResult:
        named = {prompt.name: prompt for prompt in PROMPTS}
        prompt = named.get(params.name)
        if prompt is None:
            raise _wrong(Unknown("prompt", params.name, list(named)))
        said = params.arguments or {}
        for name in prompt.arguments:
            if not said.get(name, "").strip():
                message = f"`{name}` is missing"
                raise _wrong(BadInput([Problem("E101", message, Span(f"/arguments/{name}"))]))
        text = types.TextContent(text=prompt.filled(said))
        asked = types.PromptMessage(role="user", content=text)
        return types.GetPromptResult(description=prompt.description, messages=[asked])

    async def complete(
        self, _: Context, params: types.CompleteRequestParams
    ) -> types.CompleteResult:
        """Ids that begin as what was typed, for the parts of a resource's address."""
        library, argument = self._engines.library, params.argument
        known: list[str] = []
        if argument.name == "agreement":
            known = [served.id for served in library]
        else:
            chosen = (params.context.arguments or {} if params.context else {}).get("agreement")
            for served in library:
                if chosen in (None, served.id):
                    for sort in SORTS:
                        if sort.variable == argument.name:
                            known += sort.known(served.agreement)
        begun = [name for name in dict.fromkeys(known) if name.startswith(argument.value)]
        completion = types.Completion(
            values=begun[:MOST], total=len(begun), has_more=len(begun) > MOST
        )
        return types.CompleteResult(completion=completion)


MOST = 100
"""So many completions the protocol lets a server send."""


def _tool(
    name: str, title: str, description: str, takes: dict[str, Any], gives: dict[str, Any]
) -> types.Tool:
    return types.Tool(
        name=name,
        title=title,
        description=description,
        input_schema=takes,
        output_schema=gives,
        annotations=READ_ONLY,
    )


def _wrong(error: BadInput | Unknown) -> MCPError:
    """A request that isn't a tool's: the protocol tells its errors otherwise."""
    problems = [error.problem] if isinstance(error, Unknown) else error.problems
    told_ = [f"{p.message} ({p.help})" if p.help else p.message for p in problems]
    return MCPError(types.INVALID_PARAMS, "; ".join(told_))
