"""The web page: a conversation with the documents, drawn and carried by Gradio.

What is said and shown is decided elsewhere (``ui.talk``, ``ui.rendering``), how it is laid out in
``ui.chat.layout``, and what a browser may do with it in ``ui.shell``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

# Before the import: as it is imported, Gradio asks hosts on the net what its newest version is.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
from fastapi import FastAPI

from assistant.pictures.frame import Language
from assistant.service import Service
from ui import documents, drafts, place, register, shell, texts
from ui.chat.events import drawn
from ui.chat.talks import Talks

_AT_ONCE = 4
"""Questions that are answered at once; each takes a core for some ten milliseconds."""
_WAITING = 64
_TALKS = 1000
"""Conversations that are remembered; the one that was idle longest goes first."""
_FORGET = 8 * 3600


def mount(app: FastAPI, service: Service) -> FastAPI:
    """``app``, the API over ``service``, with the page at its root and safe headers on all."""
    for part in (place, documents, register, drafts):
        app.include_router(part.router)
    talks = Talks()
    # The root's last: a mount there would take every address in.
    for language, path in _PATHS.items():
        page = _page(service, talks, language)
        gr.mount_gradio_app(app, page, path=path, theme=_theme(), **_QUIET)
    app.router.routes[:] = shell.narrowed(app.router.routes)
    app.add_middleware(shell.SafeHeaders)
    return app


_PATHS: Mapping[Language, str] = {"en": shell.ENGLISH, "da": "/"}
_QUIET: dict[str, Any] = {
    "run_history": False,
    "footer_links": [],
    "show_error": False,
    "ssr_mode": False,
    "max_file_size": "1kb",  # Nothing is uploaded here; documents come through the API.
    "enable_monitoring": False,
    "mcp_server": False,
    "pwa": False,
}

_COLOURS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--faint)",
    "background_fill_primary": "var(--sheet)",
    "background_fill_secondary": "var(--paper)",
    "border_color_primary": "var(--line)",
    "block_background_fill": "transparent",
    "input_background_fill": "var(--sheet)",
    "input_border_color": "var(--line)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_secondary_background_fill": "transparent",
    "button_secondary_text_color": "var(--accent)",
    "link_text_color": "var(--accent)",
}


def _theme() -> gr.themes.Base:
    """No look of Gradio's own: the system's typeface, and our colours in light and dark."""
    theme = gr.themes.Base(font="sans-serif", font_mono="monospace")
    dark = {f"{name}_dark": colour for name, colour in _COLOURS.items()}
    return theme.set(block_border_width="0px", block_padding="0", **_COLOURS, **dark)


def _page(service: Service, talks: Talks, language: Language) -> gr.Blocks:
    page = gr.Blocks(
        title=texts.NAME, analytics_enabled=False, fill_width=True, delete_cache=(_FORGET, _FORGET)
    )  # fmt: skip
    with page:
        drawn(page, service, talks, language)
    page.state_session_capacity = _TALKS
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=_WAITING, api_open=False)
    return page
