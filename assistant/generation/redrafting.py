"""A draft told by a language model: each part anew, from the statements that it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answer import Citation
from assistant.drafts.draft import Block, Bullets, Draft, Line, Paragraph, Part, Sentence, Table
from assistant.generation import prompt, wording
from assistant.generation.evidence import Source
from assistant.generation.grounding import Grounding, Reason
from assistant.generation.masking import Masking, told
from assistant.generation.message import ModelAway
from assistant.generation.statements import Said, statements
from ingest.document import Metadata
from ingest.records import Hit

if TYPE_CHECKING:
    # Its libraries take a second to import, which those who have no model need not wait.
    from assistant.generation.model import LanguageModel

MODE = "llm"
_FEWEST = 2
"""Statements of a part that are worth telling anew."""


@dataclass(frozen=True)
class Redrafting:
    """Tells the running text of a draft anew; ``marks`` keeps what fails, to be marked."""

    model: LanguageModel
    marks: bool = False

    def redrafted(self, draft: Draft) -> Draft:
        """The draft in the model's words, part by part.

        Tables, remarks and what has changed since last time stay as they are, and so does a part
        of which nothing that the model says is carried, or while it is away; a remark says so.
        """
        cited = {one.number: one for one in draft.citations}
        masking, parts, away = Masking(), list[Part](), False
        for part in draft.parts:
            try:
                # Who did not answer once is not waited for again.
                anew = None if away else self._part(part, cited, masking)
            except ModelAway:
                anew, away = None, True
            parts.append(anew or part)
        retold = any(one is not part for one, part in zip(parts, draft.parts, strict=True))
        noted = _noted(parts, _remarks(masking, retold=retold, away=away))
        return replace(draft, parts=noted, mode=MODE if retold else draft.mode)

    def _part(self, part: Part, cited: dict[int, Citation], masking: Masking) -> Part | None:
        """A part told anew, None where it stays as it is."""
        running, rest = _parted(part)
        held = [one for block in running for one in _statements(block)]
        numbers = dict.fromkeys(mark for one in held for mark in one.marks)
        if part.name == "changes" or len(held) < _FEWEST:
            return None
        given = [_source(cited[number]) for number in numbers if number in cited]
        lines = self._lines(part.heading, given, masking)
        if not any(one.marks and not one.missing for _, line in lines for one in line):
            return None
        kept = [block for block in running if not any(_statements(block))]
        return replace(part, blocks=(*_blocks(lines), *kept, *rest))

    def _lines(
        self, heading: str, given: Sequence[Source], masking: Masking
    ) -> list[tuple[bool, Line]]:
        """What the model says of a part, line by line, each with whether it is an item."""
        masked = masking.mask if self.model.remote else str
        grounding = Grounding(given, prompt.telling(heading), lambda *_: None)
        lines: dict[int, tuple[bool, Line]] = {}
        with closing(self.model.stream(prompt.part(heading, given, masked))) as pieces:
            for one in statements(pieces):
                said = replace(one, text=masking.restore(one.text))
                for sentence in self._judged(said, grounding, given):
                    _, line = lines.get(said.line, (said.bullet, ()))
                    lines[said.line] = said.bullet, (*line, sentence)
        return list(lines.values())

    def _judged(
        self, said: Said, grounding: Grounding, given: Sequence[Source]
    ) -> Iterator[Sentence]:
        judged = grounding.judge(said)
        if judged.reason is Reason.CARRIED:
            marks = dict.fromkeys(source.number for source, _ in judged.slices)
            yield Sentence(said.text, tuple(marks))
        elif judged.reason is Reason.UNSUPPORTED and self.marks:
            known = {one.number for one in given}
            named = tuple(number for number in said.named if number in known)
            yield Sentence(said.text, named, missing=", ".join(judged.missing))


def _remarks(masking: Masking, *, retold: bool, away: bool) -> list[str]:
    """What is to be said of the model's part in a draft."""
    found = [] if retold else [wording.OWN_WORDS]
    if retold and away:
        found.append(wording.PARTLY)
    return [*found, *filter(None, [told(masking.kinds, "da").strip("_")])]


def _noted(parts: Sequence[Part], remarks: Sequence[str]) -> tuple[Part, ...]:
    """The parts with remarks below the last."""
    *before, last = parts
    noted = (Paragraph((Sentence(one, origin="remark"),)) for one in remarks)
    return (*before, replace(last, blocks=(*last.blocks, *noted)))


def _parted(part: Part) -> tuple[Sequence[Block], Sequence[Block]]:
    """The blocks up to where a remark leads in what stands below it ("Disse datoer er passeret:").

    What is led in says something by standing there, which a text of its own would lose.
    """
    leads = (at for at, block in enumerate(part.blocks) if _leads_in(block))
    at = next(leads, len(part.blocks))
    return part.blocks[:at], part.blocks[at:]


def _leads_in(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(
        one.origin == "remark" and one.text.endswith(":") for one in block.line
    )


def _statements(block: Block) -> Iterator[Sentence]:
    """What a paragraph or list states; a table stays a table."""
    if isinstance(block, Table):
        return
    lines = (block.line,) if isinstance(block, Paragraph) else block.items
    yield from (one for line in lines for one in line if one.marks)


def _source(one: Citation) -> Source:
    """A citation of the draft as a source, by its own number."""
    metadata = Metadata(title=one.title, organisation=one.organisation)
    hit = Hit(
        0, 0, one.document_id, metadata, one.section, "", "", one.page, one.start, one.end,
        one.quote,
    )  # fmt: skip
    return Source(one.number, hit)


def _blocks(lines: Sequence[tuple[bool, Line]]) -> Iterator[Block]:
    """Lines as paragraphs, items that follow one another as a list."""
    items: list[Line] = []
    for bullet, line in lines:
        if bullet:
            items.append(line)
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        yield Paragraph(line)
    if items:
        yield Bullets(tuple(items))
