"""The web page: a conversation with the documents. The one place that knows Gradio.

Gradio draws the page and carries its events; what is said and shown is decided elsewhere, and
what a browser may do with it in ``ui.shell``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

# Before the import: as it is imported, Gradio asks hosts on the net what its newest version is.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
from fastapi import FastAPI

from assistant.service import Service
from ui import documents, drafts, navigation, place, register, shell, texts
from ui.starters import MOST, Starters
from ui.talk import MOST_CHARS, Talk

_AT_ONCE = 4
"""Questions that are answered at once; each takes a core for some ten milliseconds."""
_WAITING = 64
_TALKS = 1000
"""Conversations that are remembered; the one that was idle longest goes first."""
_FORGET = 8 * 3600
"""Seconds until an idle conversation is forgotten; one whose page was closed, after one hour."""


def mount(app: FastAPI, service: Service) -> FastAPI:
    """``app``, the API over ``service``, with the page at its root and safe headers on all."""
    app.include_router(place.router)
    app.include_router(documents.router)
    app.include_router(register.router)
    app.include_router(drafts.router)
    page = _page(service)
    page.state_session_capacity = _TALKS
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=_WAITING, api_open=False)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=_theme(),
        run_history=False,
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        max_file_size="1kb",  # Nothing is uploaded here; documents come through the API.
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
    )
    app.router.routes[:] = shell.narrowed(app.router.routes)
    app.add_middleware(shell.SafeHeaders)
    return app


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


@dataclass(frozen=True)
class _Parts:
    """The components that an event can change."""

    welcome: gr.Column
    chat: gr.Chatbot
    sources: gr.Markdown
    question: gr.Textbox
    home: gr.Dropdown
    new: gr.Button
    send: gr.Button
    starters: list[gr.Button]
    empty: gr.Markdown
    lead: gr.Markdown
    talk: gr.State


def _page(service: Service) -> gr.Blocks:
    page = gr.Blocks(
        title=texts.NAME, analytics_enabled=False, fill_width=True, delete_cache=(_FORGET, _FORGET)
    )  # fmt: skip
    with page:
        parts = _laid_out(_homes(service), _machine(service))
        _connect(page, parts, service)
    return page


def _machine(service: Service) -> str:
    return texts.machine(service.answering.model, remote=service.answering.remote)


def _laid_out(homes: list[tuple[str, str]], machine: str) -> _Parts:
    talk = gr.State(Talk(), time_to_live=_FORGET)
    with gr.Row(elem_id="top"):
        _html(f"<h1>{texts.NAME}</h1>", elem_id="name")
        _html(navigation.beside(), elem_id="pages")
        home = gr.Dropdown(homes, value="", label=texts.HOME, filterable=False, elem_id="home")
        new = gr.Button(texts.NEW, size="sm", visible=False, elem_id="new")
    with gr.Column(elem_id="sheet"):
        with gr.Column(elem_id="welcome") as welcome:
            _html(f'<p class="lead">{texts.TAGLINE}</p><p class="machine">{machine}</p>')
            empty = _html(f'<p class="empty">{texts.EMPTY}</p>', visible=False)
            lead = _html(f"<h2>{texts.STARTERS}</h2>", visible=False)
            starters = [
                gr.Button("", visible=False, elem_classes="starter") for _ in range(MOST)
            ]  # fmt: skip
        chat = gr.Chatbot(
            elem_id="chat", label=texts.CONVERSATION, show_label=False, visible=False, height=None,
            autoscroll=False, buttons=[], feedback_options=None, latex_delimiters=[],
            sanitize_html=True, allow_tags=False, allow_file_downloads=False,
        )  # fmt: skip
        sources = _html("", visible=False, elem_id="sources")
        with gr.Row(elem_id="ask"):
            question = gr.Textbox(
                label=texts.QUESTION, show_label=False, placeholder=texts.QUESTION_HINT, lines=1,
                max_lines=6, max_length=MOST_CHARS, autofocus=True, elem_id="question",
            )  # fmt: skip
            send = gr.Button(texts.SEND, variant="primary", elem_id="send")
        _html(f"<p>{escape(texts.REMINDER)}</p>", elem_id="reminder")
    return _Parts(
        welcome, chat, sources, question, home, new, send, starters, empty, lead, talk
    )  # fmt: skip


def _html(html: str, *, visible: bool = True, elem_id: str | None = None) -> gr.Markdown:
    # gr.HTML runs its value through a template that wants 'unsafe-eval'; Markdown does not.
    return gr.Markdown(
        html, sanitize_html=True, latex_delimiters=[], visible=visible, elem_id=elem_id
    )  # fmt: skip


def _connect(page: gr.Blocks, parts: _Parts, service: Service) -> None:
    starters = Starters(service)
    shown: Any = [
        parts.welcome, parts.chat, parts.sources, parts.new, parts.question, parts.talk
    ]  # fmt: skip

    def asked(question: str, home: str, talk: Talk) -> Iterator[list[Any]]:
        question = (question or "").strip()
        if not question:
            yield [gr.skip()] * len(shown)
            return
        talk = talk.asking(question)
        yield _shown(talk, sources=False)
        for grown in talk.growing(service.answering, home or ""):
            yield _shown(grown, sources=bool(grown.exchanges[-1].answer), box=False)

    def opened() -> list[Any]:
        return _opened(service, starters.questions())

    private: Any = {"api_visibility": "private", "show_progress": "hidden"}
    rest = [parts.home, parts.talk]
    asking = [
        gr.on(
            [parts.question.submit, parts.send.click],
            asked, [parts.question, *rest], shown, **private,
        ),
        *(starter.click(asked, [starter, *rest], shown, **private) for starter in parts.starters),
    ]  # fmt: skip
    # An answer that is still under way must not come into the new conversation.
    parts.new.click(lambda: _shown(Talk()), None, shown, cancels=asking, **private)
    loaded: Any = [parts.home, parts.empty, parts.lead, *parts.starters]
    page.load(opened, None, loaded, **private)


def _shown(talk: Talk, *, sources: bool = True, box: bool = True) -> list[Any]:
    """The page as ``talk`` has it, in the order of the components that show it.

    Without ``sources`` those of the answer before stay until there are new ones; without ``box``
    what stands in the text box stays, since somebody may be writing there.
    """
    begun = bool(talk.exchanges)
    listed = talk.sources()
    messages: Any = talk.messages()
    return [
        gr.Column(visible=not begun),
        gr.Chatbot(value=messages, visible=begun),
        gr.Markdown(listed, visible=bool(listed)) if sources else gr.skip(),
        gr.Button(visible=begun),
        "" if box else gr.skip(),
        talk,
    ]


def _opened(service: Service, questions: list[str]) -> list[Any]:
    """The page as it opens: whose documents there are, and what to ask first."""
    homes = _homes(service)
    own = service.settings.organisation
    padded = [*questions, *[""] * (MOST - len(questions))]
    return [
        gr.Dropdown(homes, value=own if (own, own) in homes else ""),
        gr.Markdown(visible=not service.library.entries()),
        gr.Markdown(visible=bool(questions)),
        *(gr.Button(question, visible=bool(question)) for question in padded),
    ]


def _homes(service: Service) -> list[tuple[str, str]]:
    whose = {entry.metadata.organisation for entry in service.library.entries()}
    return [(texts.NO_HOME, ""), *((name, name) for name in sorted(whose) if name)]
