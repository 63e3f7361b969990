"""The components of the conversation's page, laid out. With ``ui.web`` the place for Gradio."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from assistant.feedback import MOST_CHARS as MOST_WORD
from assistant.pictures.frame import Language
from ui.chat.narrowing import Choices
from ui.chat.words import Words
from ui.starters import MOST
from ui.talk import MOST_CHARS, Talk

_FORGET = 8 * 3600
"""Seconds until an idle conversation is forgotten; one whose page was closed, after one hour."""


@dataclass(frozen=True)
class Parts:
    """The components that an event can change or that it is given."""

    welcome: gr.Column
    empty: gr.Markdown
    lead: gr.Markdown
    starters: list[gr.Button]
    chat: gr.Chatbot
    sources: gr.Markdown
    question: gr.Textbox
    send: gr.Button
    home: gr.Dropdown
    new: gr.Button
    narrow: gr.Accordion
    filters: list[gr.Dropdown]
    actions: gr.Row
    useful: gr.Button
    useless: gr.Button
    saying: gr.Row
    word: gr.Textbox
    give: gr.Button
    give_all: gr.Button
    thanks: gr.Markdown
    talk: gr.State


@dataclass(frozen=True)
class Offered:
    """What is there from the first moment: whose documents, what to narrow to, what to ask.

    A page that waits for it to be asked for is usable a third of a second later.
    """

    machine: str
    homes: list[tuple[str, str]]
    home: str
    choices: Choices
    questions: list[str]

    @property
    def starters(self) -> list[str]:
        """The questions, one for each button; "" where a button has none."""
        return [*self.questions, *[""] * MOST][:MOST]


def laid_out(words: Words, offered: Offered, language: Language) -> Parts:
    """The page."""
    made: dict[str, Any] = {"talk": gr.State(Talk(language=language), time_to_live=_FORGET)}
    with gr.Column(elem_id="sheet"):
        made |= _welcome(words, offered)
        made["chat"] = gr.Chatbot(
            elem_id="chat", label=words.conversation, show_label=False, visible=False, height=None,
            autoscroll=False, buttons=[], feedback_options=None, latex_delimiters=[],
            sanitize_html=True, allow_tags=False, allow_file_downloads=False,
        )  # fmt: skip
        made["sources"] = html("", visible=False, elem_id="sources")
        made |= _actions(words) | _asking(words) | _tools(words, offered)
        html(f"<p>{words.reminder}</p>", elem_id="reminder")
    return Parts(**{field.name: made[field.name] for field in fields(Parts)})


def html(text: str, *, visible: bool = True, elem_id: str | None = None) -> gr.Markdown:
    """A piece of HTML of ours."""
    # gr.HTML runs its value through a template that wants 'unsafe-eval'; Markdown does not.
    return gr.Markdown(
        text, sanitize_html=True, latex_delimiters=[], visible=visible, elem_id=elem_id
    )  # fmt: skip


def _welcome(words: Words, offered: Offered) -> dict[str, Any]:
    with gr.Column(elem_id="welcome") as welcome:
        html(f'<p class="lead">{words.tagline}</p><p class="machine">{offered.machine}</p>')
        none = not offered.choices.documents
        empty = html(f'<p class="empty">{words.empty}</p>', visible=none)
        lead = html(f"<h2>{words.starters}</h2>", visible=bool(offered.questions))
        starters = [
            gr.Button(question, visible=bool(question), elem_classes="starter")
            for question in offered.starters
        ]
    return {"welcome": welcome, "empty": empty, "lead": lead, "starters": starters}


def _actions(words: Words) -> dict[str, Any]:
    """What can be done with the latest answer."""
    with gr.Row(elem_id="actions", visible=False) as actions:
        useful = gr.Button(words.useful, size="sm", elem_id="useful")
        useless = gr.Button(words.useless, size="sm", elem_id="useless")
        gr.Button(words.copy, size="sm", elem_id="copy")
        thanks = html("", visible=False, elem_id="thanks")
        with gr.Row(elem_id="saying", visible=False) as saying:
            word = gr.Textbox(
                label=words.word, placeholder=words.word_hint, lines=1, max_lines=4,
                max_length=MOST_WORD, elem_id="word",
            )  # fmt: skip
            give = gr.Button(words.give, size="sm", elem_id="give")
            # Two buttons and no box to tick: every kind of component takes time to load.
            give_all = gr.Button(words.with_question, size="sm", elem_id="give-all")
    return {
        "actions": actions, "useful": useful, "useless": useless, "thanks": thanks,
        "saying": saying, "word": word, "give": give, "give_all": give_all,
    }  # fmt: skip


def _asking(words: Words) -> dict[str, Any]:
    with gr.Row(elem_id="ask"):
        question = gr.Textbox(
            label=words.question, show_label=False, placeholder=words.hint, lines=1,
            max_lines=6, max_length=MOST_CHARS, autofocus=True, elem_id="question",
        )  # fmt: skip
        send = gr.Button(words.send, variant="primary", elem_id="send")
    return {"question": question, "send": send}


def _tools(words: Words, offered: Offered) -> dict[str, Any]:
    """Who asks, what the question is put to, and the way to begin anew."""
    with gr.Row(elem_id="tools"):
        home = gr.Dropdown(
            offered.homes, value=offered.home, label=words.home, filterable=False, elem_id="home"
        )  # fmt: skip
        with gr.Accordion(words.narrow, open=False, elem_id="narrow") as narrow, gr.Row():
            filters = [
                gr.Dropdown(
                    list(of), value=[], label=label, multiselect=True, elem_classes="filter"
                )
                for label, of in zip(_labels(words), offered.choices.fields, strict=True)
            ]
        new = gr.Button(words.new, size="sm", visible=False, elem_id="new")
    return {"home": home, "narrow": narrow, "filters": filters, "new": new}


def _labels(words: Words) -> tuple[str, ...]:
    return words.organisation, words.document, words.kind, words.year
