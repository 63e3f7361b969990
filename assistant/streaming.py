"""An answer that is made in threads while somebody reads it as a stream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from typing import TypeVar

import anyio
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool

from assistant.answer import Answer

Pieces = Generator[str | Answer, None, None]
"""Pieces of a text, then the answer."""
Event = TypeVar("Event")


async def sent(events: Iterator[Event], pieces: Pieces) -> AsyncIterator[Event]:
    """``events``, made in threads of ``pieces``, which are closed when nobody reads on."""
    try:
        async for event in iterate_in_threadpool(events):
            yield event
    finally:
        # Left to the garbage collector it would hold its place among those that compute.
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(pieces.close)
