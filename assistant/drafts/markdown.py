"""A draft as Markdown: marks ``[n]`` behind each sentence, its sources listed below if wanted."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Citation
from assistant.drafts.draft import Block, Bullets, Draft, Line, Paragraph, Sentence
from assistant.markdown import escaped, remark

OWN = "[egen]"
"""Behind a sentence that was written by hand."""
MISSING = "[uden kilde]"
"""Behind a sentence that no source carries."""


def text(draft: Draft) -> str:
    """The draft without its list of sources."""
    parts = [f"# {escaped(draft.title)}", remark(escaped(draft.byline))]
    for part in draft.parts:
        parts += [f"## {escaped(part.heading)}", *(_block(block) for block in part.blocks)]
    return "\n\n".join(part for part in parts if part)


def file(draft: Draft) -> str:
    """The draft with its sources: document, section, page and quote of each."""
    used = {mark for sentence in draft.sentences() for mark in sentence.marks}
    listed = [_source(one) for one in draft.citations if one.number in used]
    sources = ["## Kilder", *listed] if listed else []
    return "\n\n".join([text(draft), *sources]) + "\n"


def line(sentences: Line) -> str:
    """Sentences with their marks."""
    return " ".join(_told(one, last=one is sentences[-1]) for one in sentences)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return line(block.line)
    if isinstance(block, Bullets):
        return "\n".join(f"- {line(item)}" for item in block.items)
    rows = [block.heads, ["---"] * len(block.heads)]
    rows += [[line(cell) for cell in row] for row in block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _told(sentence: Sentence, *, last: bool) -> str:
    said = escaped(sentence.text)
    if sentence.origin == "remark":
        return remark(said)
    if sentence.strong:
        said = f"**{said}**"
    signs = "".join(_signs(sentence))
    told = f"{said} {signs}" if signs else said
    return f"{told}:" if sentence.strong and not last else told


def _signs(sentence: Sentence) -> Iterator[str]:
    yield from (f"[{mark}]" for mark in sentence.marks)
    if sentence.origin == "own":
        yield OWN
    if sentence.missing:
        yield MISSING


def _source(citation: Citation) -> str:
    page = f"side {citation.page}" if citation.page is not None else ""
    place = ", ".join(part for part in (" › ".join(citation.section), page) if part)
    known = ", ".join(part for part in (citation.organisation, citation.title) if part)
    quote = escaped(citation.quote.strip().removeprefix("- "))
    return f"[{citation.number}] " + ". ".join(
        part for part in (escaped(known), escaped(place), f"»{quote}«") if part
    )
