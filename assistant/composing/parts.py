"""The parts of a draft: background, news, what is done, its status, what comes, what is open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant import main_parts, reference
from assistant.composing import changes, people, wording
from assistant.composing.choosing import Choosing, Group, grouped
from assistant.composing.holding import not_held
from assistant.composing.material import Material
from assistant.composing.sorted import Sorted
from assistant.composing.statements import Statement
from assistant.composing.table import Tabling
from assistant.composing.writer import Writer, bullets, plain_remark, remark, unnamed, weak
from assistant.drafts.asked import DraftAsked, Length
from assistant.drafts.draft import Block, Line, Part, PartName, Sentence, Table
from assistant.quoting import Quoting
from assistant.standing import Standing, leads_back
from ingest.catalogue import Catalogue
from ingest.records import Held


@dataclass(frozen=True)
class Room:
    """How many statements a part has room for, and about how many characters."""

    background: int
    told: int
    rows: int
    cell: int
    chars: int


_ROOM: dict[Length, Room] = {
    "short": Room(1, 3, 4, 1, 450),
    "medium": Room(2, 7, 8, 2, 1300),
    "long": Room(4, 16, 16, 4, 4000),
}
_GROUNDS = re.compile(
    r"\b(?:fordi|for at|baggrund|vedt(?:og|ag)\w*|beslut\w*|godkend\w*|because|decided|approved)",
    re.IGNORECASE,
)
_NEAR = 0.3
"""How far behind the best a further sentence of the background may lie."""


class Parts:
    """The parts of one draft, and the writer that has numbered their citations."""

    def __init__(self, asked: DraftAsked, material: Material, catalogue: Catalogue) -> None:
        self._asked = asked
        self._material = material
        self._room = room = _ROOM[asked.length]
        evidence = material.evidence
        papers = [*evidence.papers.values(), *(one.paper for one in evidence.older.values())]
        quotings = {one.document.entry.id: Quoting(one.document, catalogue) for one in papers}
        self.writer = Writer(quotings)
        self._choosing = Choosing(material.all, room.chars)
        self._tabling = Tabling(
            material, self.writer, self._choosing, room.rows, room.cell, self._whose
        )
        self._said_who: set[tuple[str, str]] = set()

    def all(self) -> tuple[Part, ...]:
        """Every part that has something to say, in order.

        Raises:
            NotHeld: nothing in them is about the subject.
        """
        # The table has the newest word on each measure; the other parts tell the rest.
        rows = self._tabling.table()
        background = self._background()
        news = self._changes()
        made: list[tuple[PartName, Sequence[Block]]] = [
            ("background", background or self._purpose()),
            ("changes", news),
            ("done", self._done()),
            ("status", self._status(rows)),
            ("next", self._next()),
            ("open", self._open()),
        ]
        headings = wording.headings(self._asked.audience)
        parts = tuple(Part(name, headings[name], tuple(blocks)) for name, blocks in made if blocks)
        about = {one.order for one in self._material.sorted}
        dated = [one for one in self._material.sorted if self._material.within(one)]
        gone = any(_cites(part) for part in parts if part.name == "changes")
        if not dated and not gone:
            raise not_held(self._subject, " ".join(self._asked.period.split()))
        if not rows and not gone and not about & self._choosing.told:
            raise not_held(self._subject)
        return parts

    @property
    def _subject(self) -> str:
        """What was asked for, by name."""
        names = (one.theme.title for one in self._material.evidence.themes)
        return self._asked.subject or ", ".join(names)

    # -- background ---------------------------------------------------------------------------

    def _background(self) -> list[Block]:
        found = self._choosing.choose(self._material.background(), self._room.background, _NEAR)
        blocks = self._by_paper(found)
        aims = self._choosing.choose(self._material.aims(), self._room.background + 1)
        if aims:
            led = ((*self._whose(one.statement.document_id), self.writer.sentence(one.statement))
                   for one in aims)  # fmt: skip
            blocks += [remark(wording.AIMS), *bullets(led)]
        return blocks

    def _by_paper(self, found: Sequence[Sorted]) -> list[Block]:
        """Statements as running text, a paper's apart from another's."""
        papers = dict.fromkeys(one.statement.document_id for one in found)
        return bullets(
            (
                *self._whose(paper),
                *(self.writer.sentence(one.statement) for one in found
                  if one.statement.document_id == paper),
            )
            for paper in papers
        )  # fmt: skip

    def _purpose(self) -> list[Block]:
        """What the paper that tells most says that it is for, with what leads up to it."""
        counts = Counter(one.statement.document_id for one in self._material.sorted)
        for document_id, _ in counts.most_common(1):
            paper = self._material.evidence.papers[document_id]
            known = reference.kinds(paper.document.entry)
            span = main_parts.purpose(paper.document, paper.elements, known)
            led = _leading(paper.said, span[0] if span else -1, self._room.background)
            if any(map(self._is_deed, led)):
                break
            self._choosing.leave_out(led)
            return bullets([tuple(map(self.writer.sentence, led))]) or [self._no_background()]
        return [self._no_background()]

    def _is_deed(self, one: Statement) -> bool:
        """Whether a statement tells of the subject what another part tells, and not why."""
        own = (each for each in self._material.sorted if each.statement.place == one.place)
        tells = any(each.standing is not Standing.OTHER for each in own)
        return tells and not _GROUNDS.search(one.text)

    @staticmethod
    def _no_background() -> Block:
        return remark(wording.NO_BACKGROUND)

    # -- the other parts ----------------------------------------------------------------------

    def _changes(self) -> list[Block]:
        """What is new since last time; nothing where no paper tells and nobody asked."""
        found = changes.changes(self._material, self._asked.since)
        self._choosing.leave_out(one.now for one in found if one.now)
        shown = changes.told(found, self._room.told, self.writer, self._whose)
        if self._asked.since and not shown:
            return [remark(wording.NO_CHANGES)]
        return shown

    def _done(self) -> list[Block]:
        found = self._choosing.choose(self._material.done(), self._room.told)
        said = wording.NONE_DONE
        if self._material.done() and not found:
            said = wording.DONE_ELSEWHERE
        return self._told(found) or [remark(self._of_period(said))]

    def _status(self, rows: Table | None) -> list[Block]:
        under_way = self._choosing.choose(self._material.under_way(), self._room.told)
        blocks = [*([rows] if rows else []), *self._told(under_way)]
        if under_way or (rows and wording.HEADS[-1] in rows.heads):
            return blocks
        done = self._material.done()
        said = wording.NO_MORE_STATUS if done else wording.NO_STATUS
        return [*blocks, remark(self._of_period(said))]

    def _next(self) -> list[Block]:
        coming = self._material.coming()
        behind = [one for one in coming if self._material.passed(one)]
        rest = [one for one in coming if not self._material.passed(one)]
        ended = [one for one in rest if self._material.ended(one)]
        ahead = [one for one in rest if not self._material.ended(one)]
        blocks = self._planned(ahead, "")
        blocks += self._planned(ended, wording.ENDED)
        blocks += self._planned(behind, wording.PASSED)
        return blocks or [remark(wording.NONE_NEXT)]

    def _planned(self, found: Sequence[Sorted], above: str) -> list[Block]:
        told = self._told(self._choosing.choose(found, self._room.told), responsible=True)
        return [remark(above), *told] if told and above else told

    def _open(self) -> list[Block]:
        blocks = self._told(self._choosing.choose(self._material.open(), self._room.told))
        late = [one for one in self._material.coming() if self._material.passed(one)]
        if any(one.order in self._choosing.told for one in late):
            blocks.append(remark(wording.NOT_FOLLOWED))
        blocks += self._tabling.nobody()
        blocks += self._untold()
        return blocks or [remark(wording.NONE_OPEN)]

    def _untold(self) -> list[Block]:
        """The themes that were picked and of which nothing could be told."""
        told = [self._choosing.every[order].statement for order in self._choosing.told]
        names = [
            (*self._whose(one.document_id), weak(self.writer.name(one.document_id, one.theme)))
            for one in self._material.evidence.themes
            if one.id in self._asked.themes and not any(_within(each, one) for each in told)
        ]
        return [remark(wording.UNTOLD), *bullets(names)] if names else []

    def _of_period(self, said: str) -> str:
        """A remark that holds of the period alone, where one was asked for."""
        return f"{said.rstrip('.')} i perioden." if self._asked.period else said

    # -- lines --------------------------------------------------------------------------------

    def _told(self, found: Sequence[Sorted], *, responsible: bool = False) -> list[Block]:
        """Statements as a list by theme; of one theme alone as running text."""
        items = [self._item(group, responsible=responsible) for group in grouped(found)]
        if len(items) == 1 and len(self._material.evidence.themes) < 2:
            items = [unnamed(items[0])]
        return bullets(items)

    def _item(self, group: Group, *, responsible: bool) -> Line:
        line = list(self._whose(group.document_id))
        if group.theme is not None:
            line.append(self.writer.name(group.document_id, group.theme))
        line += [self.writer.sentence(one.statement) for one in group.told]
        if responsible and group.theme is not None:
            line += self._who(group)
        return tuple(line)

    def _who(self, group: Group) -> Iterator[Sentence]:
        """Who is responsible for a theme, once in the draft's running text."""
        if group.theme is None or group.told[0].theme in self._said_who:
            return
        self._said_who.add(group.told[0].theme)
        paper = self._material.evidence.papers[group.document_id]
        yield from people.responsible(paper, group.theme, self.writer)

    def _whose(self, document_id: str) -> Iterator[Sentence]:
        """Whose the words are, where the draft is of several."""
        own = self._organisation(document_id)
        if own and len(self._organisations) > 1:
            yield plain_remark(f"{own}:")

    @cached_property
    def _organisations(self) -> set[str]:
        """Those that the draft tells of."""
        told = {one.statement.document_id for one in self._material.sorted}
        return {self._organisation(document_id) for document_id in told}

    def _organisation(self, document_id: str) -> str:
        return self.writer.quotings[document_id].document.entry.metadata.organisation


def _cites(part: Part) -> bool:
    return any(one.marks for line in part.lines() for one in line)


def _within(one: Statement, held: Held) -> bool:
    theme = held.theme
    return one.document_id == held.document_id and theme.start <= one.span[0] < theme.end


def _leading(said: Sequence[Statement], start: int, most: int) -> list[Statement]:
    """The statement that begins at ``start`` with up to ``most`` before it in its line.

    More where the first of them leans on the one before.
    """
    at = next((at for at, one in enumerate(said) if one.span[0] == start), -1)
    if at < 0:
        return []
    line = [place for place in range(at + 1) if said[place].line == said[at].line]
    first = max(line[0], at - most)
    while first > line[0] and leads_back(said[first].text):
        first -= 1
    return list(said[first : at + 1])
