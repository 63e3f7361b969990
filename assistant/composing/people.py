"""Who is responsible for a measure, as its paper says."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.composing.statements import Paper, Statement
from assistant.composing.wording import RESPONSIBLE
from assistant.composing.writer import Writer, plain_remark
from assistant.drafts.draft import Sentence
from ingest.theme import Theme


def named(paper: Paper, theme: Theme) -> list[Statement]:
    """What the theme's field of who is responsible says."""
    spans = [s for told in theme.fields if told.name == "ansvarlig" for s in told.spans]
    return [one for span in spans for one in paper.within(span)]


def responsible(paper: Paper, theme: Theme, writer: Writer) -> Iterator[Sentence]:
    """The same as a sentence; none where nobody is named."""
    for one in named(paper, theme)[:1]:
        # Quoted with its head: the name alone does not say that it is who is responsible.
        start = _with_head(one.span[0], paper.document.text)
        said, mark = writer.sentence(one).text, writer.mark(one.document_id, (start, one.span[1]))
        if not said.lower().startswith("ansvarlig"):
            yield plain_remark(RESPONSIBLE)
        yield Sentence(said, (mark,))


def _with_head(start: int, text: str) -> int:
    """Where the head of the line begins that a slice starts in, if it stands right before it."""
    line = text.rfind("\n", 0, start) + 1
    return line if text[line:start].rstrip().endswith(":") else start
