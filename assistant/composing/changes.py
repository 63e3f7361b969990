"""What is new, moved or finished since last time.

Told by two editions of one paper, by what a paper itself marks as changed, and by the dates of
what has happened since a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant import editions
from assistant.composing import wording
from assistant.composing.evidence import Older, dated
from assistant.composing.judging import SAYS
from assistant.composing.material import Material, edge
from assistant.composing.sorted import Sorted
from assistant.composing.statements import Paper, Statement
from assistant.composing.writer import Writer, bullets, plain_remark, remark
from assistant.drafts.draft import Block, Line, Sentence
from assistant.editions import Change, Edition
from assistant.standing import Standing, finished
from ingest.passages import Span

_KINDS = (wording.NEW, wording.FINISHED, wording.MOVED, wording.CHANGED, wording.GONE)
_LONGEST = 320
_PUT_OFF = re.compile(
    r"\b(?:udsk\w+|udsat\w*|udsætte\w*|flytte\w*|rykke\w*|forlænge\w*|fremryk\w*)"
)


@dataclass(frozen=True)
class Changed:
    """One change: its kind as it is said, the statement as it stands now, and what stood before."""

    kind: str
    now: Statement | None
    document_id: str = ""
    before: Span | None = None


def changes(material: Material, since: str) -> list[Changed]:
    """What the papers tell of changes; ``since`` is an ISO day or "". Each statement once."""
    found: list[Changed] = []
    told = {one.statement.place: one for one in material.sorted}
    for document_id, older in material.evidence.older.items():
        paper = material.evidence.papers[document_id]
        if not since or (dated(older.paper.document.entry) <= since and _later(paper, since)):
            found += _between(older, paper, told)
    known = {one.now.place for one in found if one.now}
    for place, one in told.items():
        says_it = one.about or one.told.met >= SAYS
        paper = material.evidence.papers[one.statement.document_id]
        marked = one.statement.changed and (not since or _later(paper, since))
        if place not in known and says_it and (marked or _since(one, since)):
            found.append(Changed(_kind(one), one.statement))
    return found


def told(
    found: Sequence[Changed],
    most: int,
    writer: Writer,
    whose: Callable[[str], Iterable[Sentence]],
) -> list[Block]:
    """Changes by kind, each kind under its name; ``whose`` gives the words before a paper's."""
    blocks: list[Block] = []
    for kind in _KINDS:
        groups: dict[object, list[Changed]] = {}
        for one in [one for one in found if one.kind == kind][:most]:
            theme = (one.now.document_id, one.now.theme.key) if one.now and one.now.theme else one
            groups.setdefault(theme, []).append(one)
        items = [(*whose(_paper(group[0])), *_item(group, writer)) for group in groups.values()]
        if items:
            blocks += [remark(f"{kind}:"), *bullets(items)]
    return blocks


def _paper(one: Changed) -> str:
    return one.now.document_id if one.now else one.document_id


def _item(group: Sequence[Changed], writer: Writer) -> Line:
    """Changes of one theme, below its name."""
    line: list[Sentence] = []
    first = group[0].now
    if first and first.theme:
        line.append(writer.name(first.document_id, first.theme))
    for one in group:
        if one.now:
            line.append(writer.sentence(one.now))
        if one.before:
            line += [plain_remark(wording.BEFORE)] if one.now else []
            line.append(writer.slice(one.document_id, one.before))
    return tuple(line)


def _later(paper: Paper, since: str) -> bool:
    """Whether a paper may have been written after a day."""
    day = dated(paper.document.entry)
    return not day or edge(day, "-12-31") > since


# -- of one paper's own marks and dates -----------------------------------------------------------


def _since(one: Sorted, since: str) -> bool:
    """Whether it has happened since that day."""
    days = [day.first for day in one.statement.dates if day.first]
    happened = one.standing in {Standing.DONE, Standing.UNDERWAY}
    return bool(since) and happened and bool(days) and max(days) >= since


def _kind(one: Sorted) -> str:
    text = one.statement.text
    if finished(text):
        return wording.FINISHED
    return wording.MOVED if _PUT_OFF.search(text.lower()) else wording.NEW


# -- of two editions ------------------------------------------------------------------------------


def _between(
    older: Older, paper: Paper, told: Mapping[tuple[str, Span], Sorted]
) -> Iterator[Changed]:
    """What differs between two editions and is about the subject."""
    gone = {one.statement.place for one in older.told}
    for change in editions.changes(_edition(older.paper), _edition(paper)):
        if change.new:
            found = [told.get(one.place) for one in paper.overlapping(change.new)]
            before = _before(change, older)
            yield from (_changed(one, before, older) for one in found if one)
        elif change.old:
            for lost in older.paper.overlapping(change.old):
                if lost.place in gone:
                    yield Changed(wording.GONE, None, lost.document_id, lost.span)


def _changed(one: Sorted, before: Statement | None, older: Older) -> Changed:
    if before is None:
        return Changed(_kind(one), one.statement)
    days = [{(day.first, day.last) for day in each.dates} for each in (before, one.statement)]
    if finished(one.statement.text) and not finished(before.text):
        kind = wording.FINISHED
    else:
        kind = wording.MOVED if all(days) and days[0] != days[1] else wording.CHANGED
    span = before.span if len(before.text) <= _LONGEST else None
    return Changed(kind, one.statement, older.paper.document.entry.id, span)


def _before(change: Change, older: Older) -> Statement | None:
    """What stood there, as the statement that the change is of."""
    return next(iter(older.paper.overlapping(change.old)), None) if change.old else None


def _edition(paper: Paper) -> Edition:
    document = paper.document
    return Edition(document.text, paper.elements, document.sections)
