"""A topic side by side among organisations or documents, and what a new edition changes."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant import editions
from assistant.answer import Answer
from assistant.busy import one_of_few
from assistant.comparing import Side
from assistant.library import Unknown
from ingest.records import Entry, Held
from ui import rendering
from ui.chat.words import WORDS
from ui.register import changes, forms, frame
from ui.register.frame import View
from ui.register.sources import joined, named

router = APIRouter(include_in_schema=False)
_MOST_SIDES = 12
_MOST_THEMES = 6
_MOST_PAIRS = 8


@router.get("/sammenlign")
def compare(request: Request) -> HTMLResponse:
    """What each side says of ``topic``; of two editions what differs."""
    view = View.of(request, "sammenlign")
    return frame.shown(view, lambda: _body(view))


def _body(view: View) -> str:
    words = view.words
    if not view.entries:
        return frame.note(words["no documents"])
    topic, documents = view.given("topic"), view.every("document")
    raw = [value for value in view.request.query_params.getlist("document") if value]
    asking = f'<div class="forms">{_topic_form(view)}{_document_form(view)}</div>'
    if not topic and len(documents) < 2:
        told = "same twice" if len(raw) > 1 else "one only" if raw else ""
        return asking + (frame.note(words[told], alert=True) if told else "") + _pairs(view)
    try:
        return f'{asking}<div id="svar">{_compared(view, topic, documents)}</div>'
    except Unknown:
        return asking + frame.note(words["gone document"], alert=True)


# -- what to compare --------------------------------------------------------------------------


def _topic_form(view: View) -> str:
    words, chosen = view.words, view.every("organisation")
    boxes = "".join(
        f'<label><input type="checkbox" name="organisation" value="{escape(name)}"'
        f"{' checked' if name in chosen else ''}> {escape(name)}</label>"
        for name in view.organisations
    )
    topic = "" if view.every("document") else view.given("topic")
    who = (
        f'<fieldset aria-describedby="who-hint"><legend>{words["which"]}</legend>'
        f'<div class="boxes">{boxes}</div><p class="hint" id="who-hint">{words["which hint"]}</p>'
        "</fieldset>"
    )
    fields = [forms.box("topic", words["about"], topic), who if boxes else ""]
    form = forms.form(view, fields, words["set beside"], filled=bool(topic or chosen))
    return (
        f'<section aria-labelledby="by-topic"><h2 id="by-topic">{words["by topic"]}</h2>{form}'
        "</section>"
    )


def _document_form(view: View) -> str:
    words = view.words
    chosen = [*view.every("document"), "", ""][:2]
    topic = view.given("topic") if view.every("document") else ""
    options = [("", words["choose"]), *forms.offered(view)]
    fields = [
        forms.choice("document", words[name], options, value, own=f"document-{name}")
        for name, value in zip(("first", "second"), chosen, strict=True)
    ]
    fields.append(forms.box("topic", words["topic too"], topic, words["two hint"], own="topic-two"))
    form = forms.form(view, fields, words["set beside"], filled=any(chosen))
    return f'<section aria-labelledby="two"><h2 id="two">{words["two"]}</h2>{form}</section>'


def _pairs(view: View) -> str:
    """The editions of one paper that are here, newest papers' first."""
    entries = {entry.id: entry for entry in view.entries}
    pairs = editions.editions(view.entries)[:_MOST_PAIRS]
    if not pairs:
        return ""
    items = "".join(f"<li>{_pair(view, entries[old], entries[new])}</li>" for old, new in pairs)
    words = view.words
    return f'<section><h2>{words["editions"]}</h2><ul class="pairs">{items}</ul></section>'


def _pair(view: View, old: Entry, new: Entry) -> str:
    href = view.link("sammenlign", ("document", old.id), ("document", new.id))
    said = view.words["editions link"].format(old=_edition(old), new=_edition(new))
    return f'<a href="{href}">{escape(said)}</a>'


def _edition(entry: Entry) -> str:
    return frame.title(entry)


# -- the comparison ---------------------------------------------------------------------------


def _compared(view: View, topic: str, documents: list[str]) -> str:
    words = view.words
    chosen = view.every("organisation")
    if not chosen and len(view.organisations) > _MOST_SIDES:
        chosen = view.organisations
    cut = ""
    if len(chosen) > _MOST_SIDES and not documents:
        cut = frame.note(words["sides cut"].format(most=_MOST_SIDES))
    with one_of_few(view.request):
        found = view.service.comparing.compare(topic, chosen[:_MOST_SIDES], documents[:2])
    entries = {entry.id: entry for entry in view.entries}
    pair = None
    if len(documents) == 2:
        pair = editions.same_paper(*(entries[one] for one in documents))
    sides = ""
    if topic:
        own = _held(view, found.sides)
        told = "".join(_side(view, side, own, documents=bool(documents)) for side in found.sides)
        heading = words["says"].format(topic=f"<q>{escape(topic)}</q>")
        sides = f'<section><h2>{heading}</h2>{cut}<div class="sides">{told}</div></section>'
    if pair:
        return sides + changes.table(view, found.changes, pair)
    return sides or frame.note(words["not editions"])


def _held(view: View, sides: tuple[Side, ...]) -> dict[str, Held]:
    """The themes that the sides name, by id."""
    ids = [one for side in sides for one in side.document_ids]
    with view.service.index.reading() as catalogue:
        return {held.id: held for held in catalogue.themes(ids)}


def _side(view: View, side: Side, own: dict[str, Held], *, documents: bool) -> str:
    words = view.words
    entries = {entry.id: entry for entry in view.entries}
    titles = [frame.title(entries[one]) for one in side.document_ids if one in entries]
    name = ", ".join(titles) if documents else side.organisation or words["nobody"]
    about = side.organisation if documents else ", ".join(titles)
    heading = f"<h3{' lang=da' if documents else ''}>{escape(name)}</h3>"
    told_of = joined(about, danish="" if documents else about)
    if side.mentioned:
        answer = Answer("answered", side.summary, side.citations)
        told = rendering.answer(answer, view.root, WORDS[view.language], view.language)
        said = f'<div lang="da">{told}</div>'
    else:
        said = f'<p class="missing"><strong>{words["not mentioned"]}</strong></p><p class="hint">'
        said += words["no word" if side.document_ids else "nothing of theirs"] + "</p>"
    return (
        f'<article>{heading}<p class="facts">{told_of}</p>{said}'
        f"{_themes(view, [own[one] for one in side.themes if one in own])}</article>"
    )


def _themes(view: View, held: list[Held]) -> str:
    if not held:
        return ""
    items = "".join(f"<li>{named(view, one)}</li>" for one in held[:_MOST_THEMES])
    rest = len(held) - _MOST_THEMES
    more = f'<li class="facts">+ {rest}</li>' if rest > 0 else ""
    return f'<h4>{view.words["their themes"]}</h4><ul class="named">{items}{more}</ul>'
