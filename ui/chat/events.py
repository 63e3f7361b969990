"""What happens on the conversation's page: opening it, asking, beginning anew, having a say."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import gradio as gr
from starlette.datastructures import ImmutableMultiDict

from assistant.asking import Asked
from assistant.feedback import Feedback, Opinion
from assistant.pictures.frame import Language
from assistant.scope import Filters
from assistant.service import Service
from ui import again
from ui.chat.layout import Offered, Parts, laid_out
from ui.chat.narrowing import Choices
from ui.chat.talks import Talks
from ui.chat.words import WORDS, Words, machine
from ui.starters import Starters
from ui.talk import Talk

_log = logging.getLogger("strategi")
_KEY = "x-talk"
"""The header by which a tab names its conversation; see chat.js."""
_PRIVATE: Any = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True)
class _Page:
    """One language's page over one service."""

    parts: Parts
    service: Service
    talks: Talks
    starters: Starters
    feedback: Feedback
    language: Language

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    @property
    def choices(self) -> Choices:
        return Choices.of(self.service.library.entries())

    @property
    def shown(self) -> list[Any]:
        """The components that show a conversation, in the order of :meth:`of`."""
        parts = self.parts
        return [
            parts.welcome, parts.chat, parts.sources, parts.new, parts.actions, parts.saying,
            parts.thanks, parts.word, parts.question, parts.talk,
        ]  # fmt: skip

    def of(self, talk: Talk, *, sources: bool = True, box: bool = True) -> list[Any]:
        """The page as ``talk`` has it.

        Without ``sources`` those of the answer before stay until there are new ones; without
        ``box`` what stands in the text box stays, since somebody may be writing there.
        """
        begun, latest, listed = bool(talk.exchanges), talk.latest, talk.sources()
        messages: Any = talk.messages()
        done = latest is not None and latest.answer is not None
        return [
            gr.Column(visible=not begun),
            gr.Chatbot(value=messages, visible=begun),
            gr.Markdown(listed, visible=bool(listed)) if sources else gr.skip(),
            gr.Button(visible=begun),
            gr.Row(visible=done),
            gr.Row(visible=False),
            gr.Markdown(visible=False),
            "",
            "" if box else gr.skip(),
            talk,
        ]

    # -- opening ------------------------------------------------------------------------------

    def opened(self, request: gr.Request) -> list[Any]:
        """What there is to ask, and the talk that this tab had or that its address asks for."""
        given = again.read(ImmutableMultiDict(request.query_params.multi_items()))
        key = _key(request)
        talk = replace(self.talks.get(key), language=self.language)
        fields = self._fields(given.organisation, given.filters)
        if given.question and not _has(talk, given):
            turn = self.talks.turn(key)
            talk = self._joined(talk, given)
            self.talks.keep(key, talk, turn)
        return [*fields, *(self.of(talk) if talk.exchanges else self._kept())]

    def _joined(self, had: Talk, given: Asked) -> Talk:
        """The talk with what an address asks, and what that leans on, asked below it."""
        asked, scope = Talk(language=self.language), self.choices.scope(given.filters)
        for question in (*(turn.content for turn in given.history), given.question):
            asked = asked.asking(question, given.filters, scope)
            # Nobody's question goes out to a model because somebody followed a link.
            asked = asked.answered(self.service.answering, given.organisation, "extractive")
        return had.followed(asked)

    def _kept(self) -> list[Any]:
        return [gr.skip()] * len(self.shown)

    def _fields(self, organisation: str, filters: Filters) -> list[Any]:
        """What the page offers now, and what of it is chosen by its address."""
        there = offered(self.service, self.starters, self.language)
        own = organisation if (organisation, organisation) in there.homes else there.home
        chosen = there.choices.chosen(filters)
        label = _narrow(self.words, chosen)
        fields = zip(there.choices.fields, chosen, strict=True)
        return [
            gr.Dropdown(there.homes, value=own),
            # What somebody unfolded while the page was being opened stays so.
            gr.Accordion(label=label, open=True) if any(chosen) else gr.Accordion(label=label),
            *(gr.Dropdown(list(of), value=on) for of, on in fields),
            gr.Markdown(visible=not there.choices.documents),
            gr.Markdown(visible=bool(there.questions)),
            *(gr.Button(question, visible=bool(question)) for question in there.starters),
        ]

    # -- asking -------------------------------------------------------------------------------

    def asked(
        self, question: str, home: str, talk: Talk, *chosen: list[str], request: gr.Request
    ) -> Iterator[list[Any]]:
        """The talk with one more question, while it is being answered and then answered."""
        question = (question or "").strip()
        if not question:
            yield self._kept()
            return
        choices = self.choices
        filters = choices.filters(chosen)
        talk = talk.asking(question, filters, choices.scope(filters))
        key = _key(request)
        turn = self.talks.turn(key)
        yield self.of(talk, sources=False)
        for grown in talk.growing(self.service.answering, home or ""):
            done = grown.latest is not None and bool(grown.latest.answer)
            # Before it is shown: who loads the page anew at that moment has seen it.
            if done:
                self.talks.keep(key, grown, turn)
            yield self.of(grown, sources=done, box=False)

    def anew(self, request: gr.Request) -> list[Any]:
        """An empty page."""
        self.talks.anew(_key(request))
        return self.of(Talk(language=self.language))

    # -- having a say -------------------------------------------------------------------------

    def judged(self, talk: Talk, *, useful: bool) -> list[Any]:
        """The thumb is kept, and there is room for a word."""
        kept = self._say(talk, Opinion(_about(talk), useful))
        told = self.words.thanks if kept else self.words.not_kept
        return [gr.Row(visible=kept), gr.Markdown(f"<p>{told}</p>", visible=True), useful]

    def said(self, talk: Talk, useful: object, word: str, *, whole: bool) -> list[Any]:
        """The word is kept beside the thumb, and the question where its asker says so."""
        question = talk.latest.question if talk.latest and whole else ""
        opinion = Opinion(_about(talk), bool(useful), (word or "").strip(), question)
        kept = self._say(talk, opinion)
        thanks = self.words.thanks_whole if question else self.words.thanks_word
        told = gr.Markdown(f"<p>{thanks if kept else self.words.not_kept}</p>", visible=True)
        return [gr.Row(visible=not kept), told, "" if kept else gr.skip()]

    def _say(self, talk: Talk, opinion: Opinion) -> bool:
        """Whether the opinion could be kept."""
        if talk.latest is None or talk.latest.answer is None:
            return False
        try:
            return self.feedback.add(opinion, talk.latest.answer)
        except OSError as error:
            _log.error("%s while keeping an opinion", type(error).__name__)
            return False


def offered(service: Service, starters: Starters, language: Language) -> Offered:
    """What there is to choose and to ask."""
    words, answering = WORDS[language], service.answering
    choices, own = Choices.of(service.library.entries()), service.settings.organisation
    homes = [(words.no_home, ""), *choices.organisations]
    who = machine(words, answering.model, remote=answering.remote)
    home = own if (own, own) in homes else ""
    return Offered(who, homes, home, choices, starters.questions())


def drawn(page: gr.Blocks, service: Service, talks: Talks, language: Language) -> None:
    """Draw ``page``, which is open, and let its components do what they are there for."""
    starters, feedback = Starters(service, language), Feedback(service.index.folder)
    parts = laid_out(WORDS[language], offered(service, starters, language), language)
    own = _Page(parts, service, talks, starters, feedback, language)
    fields: Any = [
        parts.home, parts.narrow, *parts.filters, parts.empty, parts.lead, *parts.starters
    ]  # fmt: skip
    page.load(own.opened, None, [*fields, *own.shown], **_PRIVATE)
    _asking(own)
    _narrowing(own)
    _judging(own)


def _asking(own: _Page) -> None:
    parts = own.parts
    rest = [parts.home, parts.talk, *parts.filters]

    def asked(
        request: gr.Request, question: str, home: str, talk: Talk, *chosen: list[str]
    ) -> Iterator[list[Any]]:
        yield from own.asked(question, home, talk, *chosen, request=request)

    sent = [parts.question.submit, parts.send.click]
    # Who asks again while an answer is on its way is answered after it.
    how = {**_PRIVATE, "trigger_mode": "always_last"}
    asking = [
        gr.on(sent, asked, [parts.question, *rest], own.shown, **how),
        *(one.click(asked, [one, *rest], own.shown, **how) for one in parts.starters),
    ]
    # An answer that is still under way must not come into the new conversation.
    parts.new.click(own.anew, None, own.shown, cancels=asking, **_PRIVATE)


def _narrowing(own: _Page) -> None:
    parts = own.parts

    def counted(*chosen: Sequence[str]) -> gr.Accordion:
        return gr.Accordion(label=_narrow(own.words, chosen))

    gr.on(
        [field.input for field in parts.filters], counted, list(parts.filters), parts.narrow,
        **_PRIVATE,
    )  # fmt: skip


def _judging(own: _Page) -> None:
    parts, useful = own.parts, gr.State(value=True)
    shown = [parts.saying, parts.thanks]

    for button, up in ((parts.useful, True), (parts.useless, False)):
        button.click(partial(own.judged, useful=up), parts.talk, [*shown, useful], **_PRIVATE)
    given, then = [parts.talk, useful, parts.word], [*shown, parts.word]
    gr.on([parts.word.submit, parts.give.click], partial(own.said, whole=False), given, then,
          **_PRIVATE)  # fmt: skip
    parts.give_all.click(partial(own.said, whole=True), given, then, **_PRIVATE)


def _narrow(words: Words, chosen: Sequence[Sequence[str]]) -> str:
    count = sum(len(one or ()) for one in chosen)
    return f"{words.narrow} ({count})" if count else words.narrow


def _about(talk: Talk) -> str:
    return talk.latest.name if talk.latest else ""


def _key(request: gr.Request) -> str:
    return str(request.headers.get(_KEY, ""))


def _has(talk: Talk, given: Asked) -> bool:
    """Whether the talk has what the address asks already: the page was loaded anew."""
    asked = (given.question, given.filters)
    return any((one.question, one.filters) == asked for one in talk.exchanges)
