"""The tools behind the protocol. The one file that knows its SDK.

The SDK's lower level, and not its ``MCPServer``: that one sets the whole process's logging up, at
a level where the messages of errors are told.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from mcp import MCPError, types
from mcp.server import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from assistant import bodies, problems
from assistant.busy import place
from assistant.mcp.tools import INSTRUCTIONS, TOOLS, Tool, advice
from assistant.service import Service
from ingest.errors import StrategiError

_BY_NAME = {tool.name: tool for tool in TOOLS}
_READS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_OOPS = "Something went wrong on the server. Try again; its log tells the kind of error."
Context = ServerRequestContext[Any]


@asynccontextmanager
async def serving(app: FastAPI, service: Service) -> AsyncIterator[ASGIApp]:
    """The tools over ``service`` as an ASGI app, for as long as the context lasts.

    Every message is answered by itself: no session is kept, whatever revision the client speaks.
    Host and Origin are ``guard``'s to check, for this address as for the others.
    """
    manager = StreamableHTTPSessionManager(
        _server(app, service),
        json_response=True,
        stateless=True,
        max_request_body_size=bodies.MOST,
    )
    async with manager.run():
        yield manager.handle_request


def _server(app: FastAPI, service: Service) -> Server[Any]:
    async def listed(_: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in TOOLS])

    async def called(_: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = _BY_NAME.get(params.name)
        if tool is None:
            known = ", ".join(_BY_NAME)
            raise MCPError(types.INVALID_PARAMS, f"There is no such tool. There are: {known}.")
        try:
            return await run_in_threadpool(_run, app, service, tool, params.arguments or {})
        except StrategiError as error:
            return _failed(advice(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, its insides stay inside
            problems.note(error, f"/mcp {tool.name}")
            return _failed(_OOPS)

    return Server(
        "strategi", title="Strategi", version=app.version, instructions=INSTRUCTIONS,
        on_list_tools=listed, on_call_tool=called,
    )  # fmt: skip


def _run(
    app: FastAPI, service: Service, tool: Tool, arguments: Mapping[str, Any]
) -> types.CallToolResult:
    asked = tool.takes.read(arguments)
    with place(app):
        given = tool.run(service, asked)
    return types.CallToolResult(
        content=[types.TextContent(text=piece) for piece in given.text],
        structured_content=given.data.model_dump(mode="json"),
    )


def _failed(text: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.takes.schema_told(),
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=_READS,
    )
