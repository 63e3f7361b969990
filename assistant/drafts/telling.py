"""What the files of a draft say: its sentences with the notes that stand below the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.drafts.draft import Draft, Line, Sentence
from assistant.written_dates import written

AUTHOR = "Strategi"
LANGUAGE = "da-DK"
_UNSEEN = re.compile(
    "[^\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML forbids, what no font shows, and signs that turn the direction of what follows them."""


@dataclass(frozen=True)
class Note:
    """What a note says; ``title`` is the document's and set apart.

    Two sentences with one source have notes of the same ``key``. ``short`` stands for ``after``,
    and nothing for ``before``, where the source is used again.
    """

    key: str
    after: str
    before: str = ""
    title: str = ""
    short: str = ""

    @property
    def again(self) -> Note:
        """The note where its source was told of before."""
        return Note(self.key, self.short, "", self.title) if self.title else self


@dataclass(frozen=True)
class Told:
    """A sentence as it stands in a file; ``missing`` puts a sign behind it that is seen."""

    text: str
    notes: tuple[Note, ...] = ()
    strong: bool = False
    remark: bool = False
    missing: bool = False


def clean(text: str) -> str:
    """``text`` on one line, without signs that break a file or are not seen."""
    seen = _UNSEEN.sub("", " ".join(text.split()))
    return " ".join(seen.split())


def cited(draft: Draft) -> dict[int, Citation]:
    """The draft's citations by number."""
    return {one.number: one for one in draft.citations}


def told(line: Line, citations: Mapping[int, Citation]) -> list[Told]:
    """A line's sentences; a name that is told of ends with a colon."""
    last = len(line) - 1
    shown = (_told(one, citations, leads=place < last) for place, one in enumerate(line))
    return [one for one in shown if one.text or one.notes]


def notice(draft: Draft) -> str:
    """Who made the draft, of what and when: a machine, unless somebody has written in it too."""
    by = "ud fra dokumenterne og rettet i hånden" if draft.edited else "ud fra dokumenterne"
    return clean(f"Udkast lavet af Strategi {by}, {written(draft.made, 'da')}")


def keywords(draft: Draft) -> list[str]:
    """What the draft was asked to be about."""
    asked = draft.asked
    wanted = (asked.subject, asked.organisation, asked.period, asked.audience)
    return [word for word in map(clean, wanted) if word]


def leads_in(line: Line) -> bool:
    """Whether a line is a remark on what stands below it ("Disse datoer er passeret:")."""
    alone = bool(line) and all(one.origin == "remark" for one in line)
    return alone and line[-1].text.endswith(":")


def _told(sentence: Sentence, citations: Mapping[int, Citation], *, leads: bool) -> Told:
    text = clean(sentence.text)
    if sentence.origin == "remark":
        return Told(text, remark=True)
    if sentence.strong and leads and not text.endswith((":", ".", "?", "!")):
        text += ":"
    notes = tuple(_notes(sentence, citations))
    return Told(text, notes, strong=sentence.strong, missing=bool(sentence.missing))


def _notes(sentence: Sentence, citations: Mapping[int, Citation]) -> Iterator[Note]:
    for mark in dict.fromkeys(sentence.marks):
        citation = citations.get(mark)
        yield (
            _source(citation) if citation else Note(f"{mark}", f"Kilde {mark} er ikke i udkastet.")
        )
    if sentence.origin == "own":
        yield Note("own", "Egen formulering; ikke fra dokumenterne.")
    if sentence.missing:
        missing = clean(sentence.missing).rstrip(".")
        said = f"Står ikke i kilderne: {missing}." if sentence.marks else "Der er ingen kilde."
        yield Note(f"missing {missing}", said)


def _source(citation: Citation) -> Note:
    page = f"side {citation.page}" if citation.page is not None else ""
    section = " › ".join(clean(step) for step in citation.section)
    quote = f"»{clean(citation.quote).removeprefix('- ')}«"
    whose, title = clean(citation.organisation), clean(citation.title)
    return Note(
        key=str(citation.number),
        before=f"{whose}: " if whose and title else whose,
        title=title,
        after=_behind(section, page, quote),
        short=_behind("", page, quote),
    )


def _behind(section: str, page: str, quote: str) -> str:
    place = ", ".join(part for part in (section, page) if part)
    return f", {place}. {quote}" if place else f". {quote}"
