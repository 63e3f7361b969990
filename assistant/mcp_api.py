"""The tools of the Model Context Protocol, for agents."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.problems import problem
from assistant.service import Service

PATH = "/mcp"


def install(app: FastAPI, service: Service) -> None:
    """Serve the tools at ``/mcp`` for as long as the lifespan of ``app``."""
    door = _Door()
    for path in (PATH, f"{PATH}/"):
        app.router.routes.append(Route(path, door, include_in_schema=False))
    others = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[Any]:
        from assistant.mcp import server  # noqa: PLC0415 - half a second, for who serves alone

        async with others(running) as state, server.serving(app, service) as tools:
            door.tools = tools
            try:
                yield state
            finally:
                door.tools = None

    app.router.lifespan_context = lifespan


class _Door:
    """Lets in what the protocol sends; it answers each message by itself, and streams nothing."""

    def __init__(self) -> None:
        self.tools: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a message on to the tools."""
        if scope["method"] != "POST":
            refusal = problem(
                405,
                "Her svarer en MCP-server (Model Context Protocol, streamable HTTP). "
                "Giv adressen til et program, der taler MCP; den tager kun imod POST.",
            )
            refusal.headers["Allow"] = "POST"
            await refusal(scope, receive, send)
        elif self.tools is None:
            await problem(503, "Serveren er ved at starte eller lukke. Prøv igen om lidt.")(
                scope, receive, send
            )
        else:
            await self.tools(scope, receive, send)
