"""The map of themes and organisations: as a picture, and as a table that anybody can read."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.busy import one_of_few
from assistant.drawings import MOST_TOPICS, Crossing
from assistant.pictures.theme_map import MapRow
from assistant.scope import Filters
from assistant.strategy_pictures import crossing
from ingest.records import Held
from ui.register import forms, frame
from ui.register.frame import View
from ui.register.sources import page_of

router = APIRouter(include_in_schema=False)
_SURE, _LIKELY = 0.85, 0.6


@router.get("/temakort")
def theme_map(request: Request) -> HTMLResponse:
    """The topics of the address, or the outermost themes, by organisations."""
    view = View.of(request, "temakort")
    lead = view.words["map topics lead"] if _topics(view) else ""
    return frame.shown(view, lambda: _body(view), lead)


def figure(view: View) -> str:
    """The map on the page of all themes: made only when it is looked at."""
    words = view.words
    given = _given(view, [])
    return (
        f'<section><h2>{words["map title"]}</h2><p class="hint">{words["map lead"]} {words["wait"]}'
        f"</p>{picture(view, 'themes', given, words['map alt'])}"
        f'<p class="links"><a href="{view.link("temakort", *given)}">{words["as table"]}</a></p>'
        "</section>"
    )


def picture(view: View, name: str, given: list[tuple[str, str]], alt: str) -> str:
    """A picture of ours that scrolls within itself, and the ways to keep it."""
    own = [*given, ("lang", "en")] if view.language == "en" else given
    source = {fmt: frame.address(f"api/v1/{name}.{fmt}", *own) for fmt in ("svg", "png")}
    links = "".join(
        f'<a href="{href}" download="{view.path}.{fmt}">{fmt.upper()}</a>'
        for fmt, href in source.items()
    )
    return (
        f'<figure><div class="sheet {name}" tabindex="0" role="region" aria-label="{escape(alt)}">'
        f'<img src="{source["svg"]}" alt="{escape(alt)}" loading="lazy"></div>'
        f"<figcaption><span>{view.words['download']}</span>{links}</figcaption></figure>"
    )


def _given(view: View, topics: list[str]) -> list[tuple[str, str]]:
    scope = [(name, view.given(name)) for name in ("organisation", "document")]
    return [*(("query", topic) for topic in topics), *(pair for pair in scope if pair[1])]


def _topics(view: View) -> list[str]:
    """The topics of the address: named several times, or one on each line."""
    lines = [
        line for text in view.request.query_params.getlist("query") for line in text.split("\n")
    ]
    return [topic for topic in dict.fromkeys(" ".join(line.split()) for line in lines) if topic]


def _body(view: View) -> str:
    words, topics = view.words, _topics(view)
    written = escape("\n".join(topics))
    hint = words["topics hint"].format(most=MOST_TOPICS)
    field = (
        f'<div class="field query"><label for="query">{words["topics"]}</label>'
        f'<textarea id="query" name="query" rows="4" maxlength="1500" '
        f'aria-describedby="query-hint">{written}</textarea><p class="hint" id="query-hint">{hint}'
        "</p></div>"
    )
    given = _given(view, topics)
    form = forms.form(view, [field, *forms.scope_fields(view)], words["draw"], filled=bool(given))
    if not view.entries:
        return form + frame.note(words["no documents"])
    document, organisation = view.given("document"), view.given("organisation")
    filters = Filters(
        documents=(document,) if document else (),
        organisations=(organisation,) if organisation else (),
    )
    with one_of_few(view.request):
        found = crossing(view.request, topics, filters)
    if not found.rows or not found.columns:
        return form + frame.note(words["none there"])
    return (
        f"{form}<section>{picture(view, 'themes', given, words['map here alt'])}</section>"
        f"<section><h2>{words['table']}</h2>{_table(view, found)}</section>"
    )


def _table(view: View, found: Crossing) -> str:
    words = view.words
    heads = "".join(
        f'<th scope="col">{escape(name or words["nobody"])}</th>' for name in found.columns
    )
    named = _named(view) if found.measure == "score" else {}
    rows = "".join(_row(view, found, row, named.get(row.label, {})) for row in found.rows)
    left = found.left_out
    more = frame.note(words["left out"].format(count=left)) if left > 0 else ""
    first = words["topic"] if found.measure == "count" else words["theme"].capitalize()
    return (
        f'<div class="sheet" tabindex="0" role="region" aria-label="{words["table"]}"><table>'
        f'<thead><tr><th scope="col">{first}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f"</div>{more}"
    )


def _named(view: View) -> dict[str, dict[str, Held]]:
    """The outermost themes by title, and of each the first of every organisation."""
    found: dict[str, dict[str, Held]] = {}
    for held in view.service.strategy.register():
        if not held.theme.parent:
            same = found.setdefault(" ".join(held.theme.title.split()), {})
            same.setdefault(held.metadata.organisation, held)
    return found


def _row(view: View, found: Crossing, row: MapRow, own: Mapping[str, Held]) -> str:
    """A theme's row leads to its page; a topic's to all that cover it."""
    label = escape(row.label)
    href = view.link("temaer", ("query", row.label))
    head = f'<a href="{href}">{label}</a>'
    if own:
        head = f'<a lang="da" href="{page_of(view, next(iter(own.values())))}">{label}</a>'
    cells = "".join(
        f"<td>{_cell(view, found, row.label, name, (value, own.get(name)))}</td>"
        for name, value in zip(found.columns, row.values, strict=True)
    )
    return f'<tr><th scope="row">{head}</th>{cells}</tr>'


def _cell(
    view: View, found: Crossing, label: str, name: str, told: tuple[float | None, Held | None]
) -> str:
    value, own = told
    if not value:
        return view.words["nothing"]
    if own:
        return f'<a href="{page_of(view, own)}">{view.words["own theme"]}</a>'
    href = view.link("temaer", ("query", label), ("organisation", name))
    said = f"{value:.0f}" if found.measure == "count" else view.words[_sureness(value)]
    return f'<a href="{href}">{said}</a>'


def _sureness(value: float) -> str:
    return "sure" if value >= _SURE else "likely" if value >= _LIKELY else "perhaps"
