"""What the tools found, as text to read.

Documents are not to be trusted: their passages stand quoted, each line behind a ``>``, so that none
can write a line that seems to be ours. An answer is escaped already; a document that is read is
given as a block of its own.
"""

from __future__ import annotations

from assistant.mcp.results import DocumentsPageOut, ThemesPageOut
from assistant.strategy_wire import ThemeOut
from assistant.wire import AskOut, CitationOut, DocumentOut, PassageOut, PlaceOut, SearchOut


def answer(found: AskOut) -> str:
    """An answer, the quotes that it rests on, and where nothing answers the nearest places."""
    parts = [found.answer]
    if found.citations:
        parts.append("Sources:")
    parts += [f"[{one.number}] {_place(one)}\n{_quoted(one.quote)}" for one in found.citations]
    if found.nearest:
        near = "\n".join(f"- {_place(one)}" for one in found.nearest)
        parts.append(f"The documents do not say it. Nearest places:\n{near}")
    return "\n\n".join(parts)


def passages(found: SearchOut) -> str:
    """Passages, best first."""
    if not found.passages:
        return "No passage was found. Try other words, or fewer filters."
    return "\n\n".join(
        f"{number}. {_place(one)}\n{_quoted(one.text)}"
        for number, one in enumerate(found.passages, 1)
    )


def themes(found: ThemesPageOut) -> str:
    """Themes, a line each; what stands under each of them where a query narrowed them."""
    if not found.themes:
        return "No theme covers it. The documents may still mention it: try `search` or `ask`."
    parts = [f"{len(found.themes)} of {found.total} themes.{_more(found.next_offset)}"]
    return "\n\n".join([*parts, *(_theme(one) for one in found.themes)])


def document(found: DocumentsPageOut) -> tuple[str, ...]:
    """What is on the page, and a document's text as a piece of its own, exactly as it stands."""
    more = _more(found.next_offset)
    page = found.document
    if page is None:
        head = f"{len(found.documents)} of {found.total} documents.{more}"
        return ("\n".join([head, *(f"- {_document(one)}" for one in found.documents)]),)
    where = f"Characters {page.start} to {page.end} of {found.total}.{more}"
    return (f"{_document(page)}\n{where} The text follows as it stands.", page.text)


def _theme(theme: ThemeOut) -> str:
    titled = " ".join(part for part in (theme.number, _line(theme.title)) if part)
    about = f"{titled} ({_line(theme.kind)}; id {theme.id}) — {_place(theme)}"
    if theme.score is None:
        return about
    fields = [
        f"{_line(name)}:\n{_quoted(one.quote)}"
        for name, cited in theme.fields.items()
        for one in cited
    ]
    shown = [f"Why it covers the query:\n{_quoted(one.quote)}" for one in theme.evidence]
    return "\n".join([about, *shown, *fields])


def _document(one: DocumentOut) -> str:
    known = (one.title, one.organisation, one.kind, one.period or one.published)
    return f"{one.id} — {'; '.join(_line(part) for part in known if part)}"


def _place(one: CitationOut | PassageOut | PlaceOut | ThemeOut) -> str:
    whose = "" if isinstance(one, PlaceOut) else one.organisation
    titled = "" if isinstance(one, ThemeOut) else one.title
    named = ", ".join(_line(part) for part in (titled, whose) if part)
    parts = [
        named,
        " › ".join(map(_line, one.section)),
        f"page {one.page}" if one.page is not None else "",
        f"document_id {one.document_id}, characters {one.start}–{one.end}",
    ]
    return "; ".join(part for part in parts if part)


def _more(following: int | None) -> str:
    return "" if following is None else f" More: call again with offset={following}."


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _line(text: str) -> str:
    """Some of a document's words as one line."""
    return " ".join(text.split())
