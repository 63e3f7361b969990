"""Drafts from one index: made, found again, edited, checked and frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.answer import Answer
from assistant.answering import Mode, NoModel
from assistant.asking import Asked, Assistant
from assistant.composing.composer import Composer
from assistant.drafts import freezing, plain_words, store
from assistant.drafts.asked import DraftAsked
from assistant.drafts.checked import checked
from assistant.drafts.draft import Draft
from assistant.drafts.editing import Edit, edited
from assistant.drafts.frozen import Made, Opened, Record
from assistant.drafts.records import Records
from assistant.drafts.store import Drafts, Kept
from ingest.errors import StrategiError
from ingest.index import Index
from ingest.settings import Settings

version = store.version
_SHAPING = ("organisation", "embedding_precision")
"""The settings that a text may be another by; the model is named beside them."""


_LONGEST_SUBJECT = 300
Redraft = Callable[[Draft], Draft]


class NoSubject(StrategiError):
    """A draft of nothing was asked for, or of a text that is no subject."""


@dataclass(frozen=True)
class Listed:
    """A draft in a list; times are ISO (UTC), ``changed`` is "" where nobody has written in it."""

    id: str
    title: str
    organisation: str
    made: str
    edited: bool
    changed: str


@dataclass(frozen=True)
class ListedRecord:
    """A record in a list."""

    id: str
    kind: str
    title: str
    frozen_at: str
    source: str


def _now() -> datetime:
    return datetime.now(UTC)


class Drafting:
    """Drafts and records below the data folder. Safe to use from several threads.

    ``redraft`` tells a draft anew by a language model, None where there is none.
    """

    def __init__(
        self,
        index: Index,
        composer: Composer,
        assistant: Assistant,
        settings: Settings,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._index = index
        self._composer = composer
        self._assistant = assistant
        self._settings = settings
        self._clock = clock
        self.redraft: Redraft | None = None
        self._drafts = Drafts(index.folder / "drafts")
        self._records = Records(index.folder / "records")

    # -- drafts -------------------------------------------------------------------------------

    def make(self, asked: DraftAsked, mode: Mode | None = None) -> Draft:
        """Compose a draft, check it and keep it; a model tells it anew only where it is asked to.

        Raises:
            NoModel: ``mode`` is "llm", and there is none (409).
            NoSubject: there is neither subject nor theme, or the subject is a whole text (422).
            NotHeld: the documents do not hold the subject (404).
            BadPeriod: a period or date cannot be read (422).
            Unknown: a theme is not there (404).
        """
        if mode == "llm" and self.redraft is None:
            raise NoModel
        asked = replace(asked, subject=plain_words.clean(asked.subject))
        if not asked.subject and not asked.themes:
            raise NoSubject("Skriv, hvad udkastet skal handle om, eller vælg et tema.")
        if len(asked.subject) > _LONGEST_SUBJECT:
            raise NoSubject(f"Skriv emnet kortere: højst {_LONGEST_SUBJECT} tegn.")
        draft_id = store.new_id()
        draft = self._composer.compose(asked, draft_id=draft_id, now=self._clock())
        if mode == "llm" and self.redraft:
            draft = self.redraft(draft)
        with self._index.reading() as catalogue:
            papers = tuple(freezing.papers(draft.citations, catalogue))
            draft = checked(replace(draft, papers=papers), catalogue)
        self._drafts.add(draft)
        return draft

    def draft(self, draft_id: str) -> Draft:
        """A draft that was made, checked against its sources as they read now.

        Its version is ``drafting.version(draft)``.

        Raises:
            Unknown: there is none of this id.
            Damaged: its file cannot be read (500).
        """
        kept = self._drafts.get(draft_id).draft
        with self._index.reading() as catalogue:
            return checked(kept, catalogue)

    def drafts(self) -> list[Listed]:
        """Every draft, newest first."""
        return [_listed(kept) for kept in self._drafts.all()]

    def listed(self, draft_id: str) -> Listed:
        """A draft as it stands in the list.

        Raises:
            Unknown: there is none of this id.
        """
        return _listed(self._drafts.get(draft_id))

    def edit(self, draft_id: str, edit: Edit, known: str) -> Draft:
        """Put a person's changes into a draft, check it and keep it.

        ``known`` is the version that the person began from.

        Raises:
            Unknown: there is none of this id.
            Stale: somebody else has changed it meanwhile (409); nothing is lost of theirs.
            BadEdit: it is too long, or of a part or table that the draft has not (422).
        """
        before = self._drafts.current(draft_id, known)
        draft = edited(before, edit)
        changed = "" if draft == before else self._clock().isoformat()
        with self._index.reading() as catalogue:
            draft = checked(draft, catalogue)
        self._drafts.replace(draft, known, changed)
        return draft

    def check(self, draft_id: str) -> Draft:
        """Check each sentence against the quotes of its marks anew, and keep what was found.

        Raises:
            Unknown: there is none of this id.
            Stale: somebody has changed it while it was checked.
        """
        draft = self.draft(draft_id)
        self._drafts.replace(draft, version(draft))
        return draft

    def remove(self, draft_id: str) -> None:
        """Remove a draft. Its records stay.

        Raises:
            Unknown: there is none of this id.
        """
        self._drafts.remove(draft_id)

    # -- records ------------------------------------------------------------------------------

    def freeze(self, draft_id: str) -> Record:
        """Keep a draft as it is now for the case file; it can be frozen again.

        Raises:
            Unknown: there is none of this id.
        """
        draft = self.draft(draft_id)
        with self._index.reading() as catalogue:
            record = freezing.of_draft(draft, self._frame(draft.mode), catalogue)
        self._records.add(record)
        return record

    def freeze_answer(self, asked: Asked, written: Answer | None = None) -> Record:
        """Keep an answer for the case file: the one that a model has written, else one made anew.

        Without ``written`` the question is answered in the documents' own words.
        """
        answer = written or self._assistant.ask(asked)
        with self._index.reading() as catalogue:
            record = freezing.of_answer(asked, answer, self._frame(answer.mode), catalogue)
        self._records.add(record)
        return record

    def records(self) -> list[ListedRecord]:
        """Every record, newest first."""
        return [
            ListedRecord(one.id, one.kind, one.title, one.frozen_at, one.source)
            for one in self._records.all()
        ]

    def record(self, record_id: str) -> Opened:
        """A record with how its sources read today.

        Raises:
            Unknown: there is none of this id.
            Damaged: its file cannot be read.
        """
        with self._index.reading() as catalogue:
            return self._records.open(record_id, catalogue)

    def remove_record(self, record_id: str) -> None:
        """Remove a record.

        Raises:
            Unknown: there is none of this id.
        """
        self._records.remove(record_id)

    def _frame(self, mode: str) -> freezing.Frame:
        model = self._index.catalogue.meta("model") or self._index.embedder.fingerprint
        shaping = {name: str(getattr(self._settings, name)) for name in _SHAPING}
        writer = self._settings.llm if mode == "llm" else None
        made = Made(freezing.product(), model, writer, mode, shaping)
        return freezing.Frame(store.new_id(), self._clock().isoformat(), made)


def _listed(kept: Kept) -> Listed:
    draft = kept.draft
    whose = draft.asked.organisation or ", ".join(
        dict.fromkeys(one.organisation for one in draft.citations if one.organisation)
    )
    edited_by_hand = draft.edited or bool(kept.changed)
    return Listed(draft.id, draft.title, whose, draft.made, edited_by_hand, kept.changed)
