"""The text of a model's answer as it grows, with its citations."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answer import Citation
from assistant.generation import wording
from assistant.generation.evidence import Source
from assistant.generation.grounding import Judged, Reason
from assistant.generation.statements import Said
from assistant.markdown import escaped
from assistant.question import Language
from ingest.passages import Span


@dataclass
class Page:
    """The text as it grows; what stands in it has passed the check, or is marked as having not."""

    language: Language
    marks: bool
    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    _last: Said | None = None
    _held: str = ""

    @property
    def kept(self) -> int:
        """How many statements are shown as answers."""
        return sum(one.reason is Reason.CARRIED for one in self.judged)

    @property
    def left_out(self) -> int:
        """How many were not carried by the sources that they name, and are not shown."""
        return 0 if self.marks else sum(one.reason is Reason.UNSUPPORTED for one in self.judged)

    def add(self, judged: Judged) -> str:
        """What a statement adds to the text; "" where nothing is shown of it, or not yet."""
        self.judged.append(judged)
        if judged.reason is Reason.CARRIED:
            piece = self._break(judged.said) + self._stated(judged)
            self._last = judged.said
        elif judged.reason is Reason.UNSUPPORTED and self.marks:
            piece = f"\n\n{wording.marked(judged, self.language)}"
            self._last = None
        else:
            return ""
        # What is marked waits for an answer to stand beside.
        self._held += piece
        if not self.kept:
            return ""
        piece, self._held = self._held, ""
        piece = piece if self.text else piece.lstrip("\n")
        self.text += piece
        return piece

    def remark(self, remark: str) -> str:
        """What a remark of our own adds."""
        piece = f"\n\n{remark}"
        self.text += piece
        return piece

    def _break(self, said: Said) -> str:
        """What stands between the statement before and this one."""
        bullet = "- " if said.bullet else ""
        if self._last is None:
            return f"\n\n{bullet}"
        if self._last.line == said.line:
            return " "
        return f"\n{bullet}" if said.bullet and self._last.bullet else f"\n\n{bullet}"

    def _stated(self, judged: Judged) -> str:
        marks = dict.fromkeys(self._mark(source, span) for source, span in judged.slices)
        return f"{escaped(judged.said.text)} {''.join(marks)}"

    def _mark(self, source: Source, span: Span) -> str:
        new = source.citation(span, len(self.citations) + 1)
        where = (new.document_id, new.start, new.end)
        for known in self.citations:
            if (known.document_id, known.start, known.end) == where:
                return f"[{known.number}]"
        self.citations.append(new)
        return f"[{new.number}]"
