"""What a reader made of a file as one HTML file, beside the pictures of its pages."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from ingest.document import Element
from ui import body, shell, texts
from ui.body import Marked
from ui.inspection import Inspection

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def written(found: Inspection, pictures: Sequence[bytes]) -> str:
    """One page that needs no other file and no script."""
    title = escape(found.metadata.title or found.name)
    told = (found.name, found.metadata.organisation, found.metadata.period)
    about = " · ".join(escape(part) for part in told if part)
    return (
        '<!doctype html><html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="content-security-policy" content="{_POLICY}">'
        f"<title>{title} – {texts.INSPECTION}</title>{shell.head('inspection.css')}</head><body>"
        f'<header><p class="about">{about}</p><h1>{title}</h1>{_summary(found)}</header>'
        f"<main>{''.join(_pages(found, pictures))}</main></body></html>"
    )


def _summary(found: Inspection) -> str:
    counts = texts.inspected(
        len(found.document.sections), len(found.tables()), len(found.passages), found.pages
    )
    warnings = "".join(f"<li>{escape(warning)}</li>" for warning in found.document.warnings)
    listed = f'<ul class="warnings">{warnings}</ul>' if warnings else ""
    return f"<p>{escape(counts)}</p>{listed}"


def _pages(found: Inspection, pictures: Sequence[bytes]) -> Iterator[str]:
    """Each page's picture and text side by side; text without pages in one."""
    begins = _passage_heads(found)
    shown = 0
    for number, group in groupby(found.document.elements, key=lambda e: e.page):
        page = number or 0
        yield from (_side(n, pictures, "") for n in range(shown + 1, page))
        shown = max(shown, page)
        yield _side(page, pictures, _text(found, list(group), begins))
    yield from (_side(n, pictures, "") for n in range(shown + 1, len(pictures) + 1))


def _side(page: int, pictures: Sequence[bytes], text: str) -> str:
    picture = ""
    if 0 < page <= len(pictures):
        source = base64.b64encode(pictures[page - 1]).decode()
        name = texts.page_number(page)
        picture = f'<img alt="{name}" src="data:image/png;base64,{source}">'
    label = f"<h2>{texts.page_number(page).capitalize()}</h2>" if page else ""
    empty = f'<p class="empty">{texts.NOTHING_READ}</p>'
    kind = "side" if picture else "side alone"
    return f'<section class="{kind}">{label}{picture}<div>{text or empty}</div></section>'


def _text(found: Inspection, elements: list[Element], begins: dict[int, str]) -> str:
    marked = Marked(found.document.text, 0, 0)
    parts: list[str] = []
    run: list[Element] = []
    for element in elements:
        if element.start in begins:
            parts.append(body.part(marked, run, found.document.sections))
            parts.append(begins[element.start])
            run = []
        run.append(element)
    parts.append(body.part(marked, run, found.document.sections))
    return "".join(parts)


def _passage_heads(found: Inspection) -> dict[int, str]:
    """By where an element begins: the words above it that tell which passages begin there."""
    heads: dict[int, str] = {}
    starts = [element.start for element in found.document.elements]
    at = 0
    for number, passage in enumerate(found.passages, start=1):
        while at + 1 < len(starts) and starts[at + 1] <= passage.start:
            at += 1
        path = " › ".join((*passage.path, passage.label) if passage.label else passage.path)
        told = escape(texts.passage(number, passage.end - passage.start, path))
        heads[starts[at]] = f'{heads.get(starts[at], "")}<p class="passage">{told}</p>'
    return heads
