"""Drafts over their life: made of our own documents, kept, edited, checked and frozen."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hashed import HashedEmbedder

from assistant import drafting
from assistant.answer import Citation
from assistant.asking import Asked, Assistant
from assistant.drafting import Drafting, NoSubject
from assistant.drafts import store
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Draft, Paragraph, Part, Sentence
from assistant.drafts.editing import Edit, EditedPart, cells, plain
from assistant.drafts.errors import BadPeriod, NotHeld
from assistant.drafts.store import Damaged, Stale
from assistant.library import Library, Unknown
from assistant.service import Service
from ingest.index import Index
from ingest.settings import Settings

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
PAPER = """---
title: "Plan for leg"
organisation: "Lilleby Kommune"
---

# Plan for leg

Legepladsen åbner igen den 4. maj 2026. Vej og Park sætter nye gynger op.
"""
OPENS = "Legepladsen åbner igen den 4. maj 2026."
SWINGS = "Vej og Park sætter nye gynger op."


class Clock:
    """A day later each time somebody looks."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


class Scripted:
    """Writes of one paper what its two sentences say."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def compose(self, asked: DraftAsked, *, draft_id: str, now: datetime) -> Draft:
        text = self._index.catalogue.text("plan") or ""
        said = (Sentence(OPENS, (1,)), Sentence(SWINGS, (2,)))
        citations = tuple(
            Citation(
                number, "plan", "Plan for leg", "Lilleby Kommune", ("Plan for leg",), None,
                text.index(quote), text.index(quote) + len(quote), quote,
            )
            for number, quote in enumerate((OPENS, SWINGS), start=1)
        )  # fmt: skip
        silent = Paragraph((Sentence("Dokumenterne nævner ingen frister.", (), "remark"),))
        parts = (Part("done", "Gjort", (Paragraph(said),)), Part("next", "Herefter", (silent,)))
        title = f"Status: {asked.subject}"
        return Draft(draft_id, title, "", parts, citations, asked, now.isoformat())


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A small paper that a test may change."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "plan.md").write_text(PAPER, encoding="utf-8")
    return folder / "plan.md"


@pytest.fixture
def index(tmp_path: Path, paper: Path) -> Iterator[Index]:
    """An index of it."""
    with Index(tmp_path / "data", HashedEmbedder()) as opened:
        Library(opened, paper.parent).read()
        yield opened


def opened(index: Index) -> Drafting:
    settings = Settings(data=index.folder, organisation="Lilleby Kommune")
    return Drafting(index, Scripted(index), Assistant(index), settings, Clock())


def write(index: Index, paper: Path, text: str) -> None:
    paper.write_text(text, encoding="utf-8")
    Library(index, paper.parent).read()


def own(text: str) -> Edit:
    return Edit(parts={"next": EditedPart(text)})


# -- kept -------------------------------------------------------------------------------------


def test_a_draft_is_there_after_a_restart(index: Index) -> None:
    """The same to the letter, newest first in the list, and gone when it is removed."""
    held = opened(index)
    first, second = (held.make(DraftAsked(name)) for name in ("leg", "gynger"))
    again = opened(index)
    assert again.draft(first.id) == first
    listed = again.drafts()
    assert [one.title for one in listed] == ["Status: gynger", "Status: leg"]
    assert (listed[1].organisation, listed[1].edited, listed[1].changed) == (
        "Lilleby Kommune", False, "",
    )  # fmt: skip
    again.remove(second.id)
    assert [one.id for one in opened(index).drafts()] == [first.id]
    with pytest.raises(Unknown, match=second.id):
        again.draft(second.id)


def test_of_drafts_that_nobody_touched_the_oldest_go(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that somebody has written in stays, however old it is."""
    monkeypatch.setattr(store, "MOST", 3)
    held = opened(index)
    made = [held.make(DraftAsked(str(number))) for number in range(3)]
    held.edit(made[0].id, own("Vi venter."), drafting.version(made[0]))
    made += [held.make(DraftAsked(str(number))) for number in range(3, 6)]
    assert {one.title for one in held.drafts()} == {f"Status: {n}" for n in (0, 3, 4, 5)}


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../catalogue", "a/b", "A" * 18, "0" * 17, "0" * 19, "0" * 18 + "\n"]
)
def test_an_id_is_never_a_path(index: Index, name: str) -> None:
    """What is no id is unknown, whatever lies there."""
    held = opened(index)
    for act in (held.draft, held.check, held.remove, held.freeze, held.record, held.remove_record):
        with pytest.raises(Unknown):
            act(name)


def test_ids_cannot_be_guessed(index: Index) -> None:
    """Two of the same subject have nothing in common."""
    held = opened(index)
    names = [held.make(DraftAsked("leg")).id for _ in range(8)]
    assert len(set(names)) == 8
    assert all(len({name[place] for name in names}) > 1 for place in range(18))


@pytest.mark.parametrize(
    "found",
    [
        "", "{", "[]", "null", '{"schema": 1}', '{"schema": 99, "changed": "", "draft": {}}',
        '{"schema": 1, "changed": "", "draft": {"id": 7}}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_is_said_to_be_so(index: Index, found: str) -> None:
    """By its name; the others are listed, and it can be removed."""
    held = opened(index)
    good, bad = held.make(DraftAsked("leg")), held.make(DraftAsked("hegn"))
    path = index.folder / "drafts" / f"{bad.id}.json"
    path.write_text(found, encoding="utf-8")
    with pytest.raises(Damaged, match=path.name):
        held.draft(bad.id)
    assert [one.id for one in held.drafts()] == [good.id]
    held.remove(bad.id)
    assert not path.exists()


def test_a_file_of_another_id_is_foreign(index: Index) -> None:
    """A copy under another name is not taken for a draft of that name."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    path = index.folder / "drafts" / f"{made.id}.json"
    (path.parent / f"{'0' * 18}.json").write_bytes(path.read_bytes())
    with pytest.raises(Damaged):
        held.draft("0" * 18)


@pytest.mark.parametrize("step", ["os.fsync", "Path.replace"])
def test_a_write_that_fails_leaves_what_was_there(
    index: Index, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The draft of before, whole, and no scrap of the new one."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"assistant.drafts.store.{step}", full)
    with pytest.raises(OSError, match="space"):
        held.edit(made.id, own("Vi venter."), drafting.version(made))
    assert opened(index).draft(made.id) == made
    assert [path.stem for path in (index.folder / "drafts").iterdir()] == [made.id]


# -- edited -----------------------------------------------------------------------------------


def test_an_edit_is_kept_and_checked(index: Index) -> None:
    """One's own words are held against the sources that stand behind them."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    assert made.unsupported == ()
    text = f"{plain(made.parts[0])}\n\nLegepladsen åbner igen den 9. juni 2026. [1] Vi venter."
    held.edit(made.id, Edit("Leg", {"done": EditedPart(text)}), drafting.version(made))
    kept = opened(index).draft(made.id)
    assert kept.title == "Leg"
    before, after = kept.parts[0].blocks
    assert before == made.parts[0].blocks[0]
    assert isinstance(after, Paragraph)
    assert [(one.origin, one.marks) for one in after.line] == [("own", (1,)), ("own", ())]
    assert "9. juni 2026" in after.line[0].missing
    assert after.line[1].missing == "kilde"
    assert kept.unsupported == ("Legepladsen åbner igen den 9. juni 2026.", "Vi venter.")
    listed = opened(index).drafts()[0]
    assert listed.edited
    assert listed.changed > made.made


def test_a_source_that_has_changed_carries_nothing_any_more(index: Index, paper: Path) -> None:
    """The draft says so when it is next looked at; a quote that has only moved is found again."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    write(index, paper, PAPER.replace("4. maj", "9. maj"))
    first, second = held.draft(made.id).parts[0].blocks[0].line  # type: ignore[union-attr]
    assert first.missing.startswith("kilden er ændret siden")
    assert second.missing == ""
    write(index, paper, PAPER.replace("# Plan for leg", "# Plan for leg\n\nNyt forord."))
    moved = held.draft(made.id)
    assert moved.unsupported == ()
    text = index.catalogue.text("plan") or ""
    assert all(text[one.start : one.end] == one.quote for one in moved.citations)
    assert moved.citations[0].start > made.citations[0].start
    assert drafting.version(moved) == drafting.version(made)
    paper.unlink()
    Library(index, paper.parent).read()
    assert held.check(made.id).unsupported == (OPENS, SWINGS)


def test_a_record_names_the_papers_as_they_were_when_the_draft_was_made(
    index: Index, paper: Path
) -> None:
    """What a paper has become since is not what the text was made of."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    was = hashlib.sha256(paper.read_bytes()).hexdigest()
    write(index, paper, PAPER.replace("4. maj", "9. maj"))
    kept = held.freeze(made.id)
    assert [one.file_sha256 for one in kept.documents] == [was]
    now = held.record(kept.id)
    assert [one.state for one in now.citations] == ["changed", "same"]
    assert not now.documents[0].same_text
    paper.unlink()
    Library(index, paper.parent).read()
    assert [one.file_sha256 for one in held.freeze(made.id).documents] == [was]


def test_a_quote_that_is_typed_again_is_the_documents(index: Index) -> None:
    """Changed and changed back, a sentence is no longer anybody's own."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    text = plain(made.parts[0])
    other = Edit(parts={"done": EditedPart(text.replace("gynger", "vipper"))})
    changed = held.edit(made.id, other, drafting.version(made))
    assert changed.edited
    back = held.edit(made.id, Edit(parts={"done": EditedPart(text)}), drafting.version(changed))
    assert not back.edited
    assert back.parts[0] == made.parts[0]


def test_a_text_is_no_subject(index: Index) -> None:
    """And signs that only steer how a text is shown are no part of one."""
    held = opened(index)
    with pytest.raises(NoSubject, match="kortere"):
        held.make(DraftAsked("leg " * 100))
    assert held.make(DraftAsked("leg\u202e\x00")).asked.subject == "leg"


def test_what_is_deleted_counts_as_an_edit_and_saving_alone_does_not(index: Index) -> None:
    """No sentence of one's own is needed for it."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    same = Edit(made.title, {part.name: EditedPart(plain(part)) for part in made.parts})
    assert held.edit(made.id, same, drafting.version(made)) == made
    assert not held.drafts()[0].edited
    held.edit(made.id, Edit(parts={"done": EditedPart("")}), drafting.version(made))
    assert held.drafts()[0].edited
    held.check(made.id)
    assert held.drafts()[0].edited


def test_of_two_who_write_at_once_the_second_is_told(index: Index) -> None:
    """Nothing of the first is lost; a check in between changes no version."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    known = drafting.version(made)
    held.check(made.id)
    first = held.edit(made.id, own("Hegnet er nyt."), known)
    with pytest.raises(Stale, match="rettet udkastet"):
        held.edit(made.id, own("Porten mangler."), known)
    assert held.draft(made.id) == first


def test_of_many_who_write_at_once_one_gets_through(index: Index) -> None:
    """In threads, as the server has them."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    known, told = drafting.version(made), []
    together = threading.Barrier(8)

    def work(number: int) -> None:
        together.wait()
        try:
            held.edit(made.id, own(f"Hegn {number} er nyt."), known)
            told.append(f"Hegn {number} er nyt.")
        except Stale:
            pass

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert told[0] in plain(held.draft(made.id).parts[1])


def test_a_draft_that_was_removed_meanwhile_is_not_brought_back(index: Index) -> None:
    """The edit says that it is gone."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    held.remove(made.id)
    with pytest.raises(Unknown):
        held.edit(made.id, own("Vi venter."), drafting.version(made))
    assert held.drafts() == []


def test_a_check_finds_what_no_source_carries(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a name too, and in a sentence that was composed; a remark states nothing."""
    held = opened(index)
    wrong = Sentence("Legepladsen åbner igen den 5. maj 2026.", (1,))
    name = Sentence("Skovbørnehaven Humlebien", (2,), strong=True)
    silent = Sentence("Dokumenterne nævner 17 frister.", (), "remark")
    scripted = Scripted(index).compose(DraftAsked("leg"), draft_id=store.new_id(), now=NOON)
    part = Part("done", "Gjort", (Paragraph((wrong, name, silent)),))
    monkeypatch.setattr(Scripted, "compose", lambda *_, **__: replace(scripted, parts=(part,)))
    made = held.make(DraftAsked("leg"))
    assert made.unsupported == (wrong.text, name.text)
    assert "5. maj 2026" in next(made.sentences()).missing
    assert held.check(made.id) == made
    assert drafting.version(made) == drafting.version(replace(made, parts=(part,)))


# -- frozen -----------------------------------------------------------------------------------


def test_a_record_says_all_that_a_case_needs(index: Index, paper: Path) -> None:
    """Text, sentences, quotes, hashes, model, settings and time, as one file."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    kept = held.freeze(made.id)
    found = json.loads((index.folder / "records" / f"{kept.id}.json").read_text("utf-8"))
    assert found == json.loads(json.dumps(asdict(kept)))
    assert (found["kind"], found["title"], found["source"]) == ("draft", made.title, made.id)
    assert found["asked"]["subject"] == "leg"
    assert f"{OPENS} [1]" in found["text"]
    assert found["sentences"][0] == {
        "text": OPENS, "origin": "cited", "marks": [1], "missing": "", "part": "Gjort",
    }  # fmt: skip
    assert [one["quote"] for one in found["citations"]] == [OPENS, SWINGS]
    text = index.catalogue.text("plan") or ""
    assert found["documents"] == [
        {
            "id": "plan", "title": "Plan for leg", "organisation": "Lilleby Kommune",
            "file": "plan.md", "file_sha256": hashlib.sha256(paper.read_bytes()).hexdigest(),
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "ingested_at": index.catalogue.entries()[0].ingested_at,
        }
    ]  # fmt: skip
    assert found["made"]["embedding_model"] == "hashed@1"
    assert found["made"]["language_model"] is None
    assert found["made"]["settings"]["organisation"] == "Lilleby Kommune"
    assert found["made"]["product"].startswith("Strategi ")
    assert found["frozen_at"] > made.made


def test_a_record_knows_its_sources_again(index: Index) -> None:
    """As long as nothing has changed."""
    held = opened(index)
    now = held.record(held.freeze(held.make(DraftAsked("leg")).id).id)
    assert now.intact
    assert [one.state for one in now.citations] == ["same", "same"]
    assert [(one.there, one.same_file, one.same_text) for one in now.documents] == [
        (True, True, True)
    ]


def test_a_record_says_what_its_sources_have_become(index: Index, paper: Path) -> None:
    """Moved, changed and gone; the record itself stays as it was."""
    held = opened(index)
    kept = held.freeze(held.make(DraftAsked("leg")).id)
    changed = PAPER.replace("den 4. maj", "den 9. maj").replace("# Plan", "# Ny plan")
    write(index, paper, changed.replace("igen", "alligevel igen"))
    now = held.record(kept.id)
    assert [one.state for one in now.citations] == ["changed", "moved"]
    start = now.citations[1].start or 0
    assert (index.catalogue.text("plan") or "")[start : start + len(SWINGS)] == SWINGS
    assert [(one.there, one.same_file, one.same_text) for one in now.documents] == [
        (True, False, False)
    ]
    paper.rename(paper.with_name("andet.md"))
    Library(index, paper.parent).read()
    gone = held.record(kept.id)
    assert [one.state for one in gone.citations] == ["gone", "gone"]
    assert not gone.documents[0].there
    assert gone.record == kept
    assert gone.intact


def test_a_file_that_changed_without_its_words_is_told_apart(index: Index, paper: Path) -> None:
    """The file's hash is another, the text's is not."""
    held = opened(index)
    kept = held.freeze(held.make(DraftAsked("leg")).id)
    write(index, paper, PAPER + "\n\n\n")
    (now,) = held.record(kept.id).documents
    assert (now.there, now.same_file, now.same_text) == (True, False, True)


@pytest.mark.parametrize(
    "slip",
    [
        ("maj 2026. [1]", "juni 2026. [1]"), ('"mode": "extractive"', '"mode": "llm"'),
        ('"schema": 1', '"schema": 1, "note": "x"'), ('"number": 1,', '"number": 3,'),
    ],
)  # fmt: skip
def test_a_record_that_was_changed_by_hand_shows_it(index: Index, slip: tuple[str, str]) -> None:
    """Whatever was changed in it."""
    held = opened(index)
    kept = held.freeze(held.make(DraftAsked("leg")).id)
    path = index.folder / "records" / f"{kept.id}.json"
    text = path.read_text("utf-8")
    assert slip[0] in text
    path.write_text(text.replace(*slip), encoding="utf-8")
    assert not held.record(kept.id).intact


def test_a_draft_is_frozen_several_times_and_what_was_frozen_stays(index: Index) -> None:
    """After an edit, and after the draft is gone."""
    held = opened(index)
    made = held.make(DraftAsked("leg"))
    first = held.freeze(made.id)
    held.edit(made.id, own("Hegnet er nyt."), drafting.version(made))
    second = held.freeze(made.id)
    held.remove(made.id)
    assert first.source_version != second.source_version
    assert "Hegnet" not in held.record(first.id).record.text
    assert held.record(second.id).record.sentences[-1].origin == "own"
    assert "[egen]" in second.text
    assert [one.id for one in opened(index).records()] == [second.id, first.id]
    held.remove_record(first.id)
    with pytest.raises(Unknown):
        held.record(first.id)


def test_an_answer_is_frozen_with_its_question(index: Index) -> None:
    """Its lines with their marks, and its citations."""
    held = opened(index)
    question = "Hvad sætter Vej og Park op?"
    kept = held.freeze_answer(Asked(question))
    answer = Assistant(index).ask(Asked(question))
    assert answer.citations
    assert (kept.kind, kept.title, kept.text) == ("answer", question, answer.text)
    assert kept.citations == answer.citations
    marks = {mark for one in kept.sentences for mark in one.marks}
    assert marks == {one.number for one in answer.citations}
    assert not any("[" in one.text for one in kept.sentences if one.origin == "cited")
    assert held.record(kept.id).intact


def test_a_damaged_record_is_said_to_be_so(index: Index) -> None:
    """And is left out of the list."""
    held = opened(index)
    kept = held.freeze(held.make(DraftAsked("leg")).id)
    path = index.folder / "records" / f"{kept.id}.json"
    path.write_text(json.dumps({**asdict(kept), "citations": "x"}), encoding="utf-8")
    with pytest.raises(Damaged, match=path.name):
        held.record(kept.id)
    assert held.records() == []


# -- with the composer ------------------------------------------------------------------------


def test_a_draft_over_our_own_documents_is_carried_by_them(service: Service) -> None:
    """Every statement cites a quote that stands in its document, and saving it changes nothing."""
    made = service.drafting.make(DraftAsked("skolefravær", length="long"))
    texts = {entry.id: service.index.catalogue.text(entry.id) or "" for entry in
             service.library.entries()}  # fmt: skip
    for one in made.citations:
        assert texts[one.document_id][one.start : one.end] == one.quote
    stated = [one for one in made.sentences() if one.origin != "remark"]
    assert len(stated) > 5
    assert all(one.marks for one in stated)
    parts = {part.name: EditedPart(plain(part), cells(part)) for part in made.parts}
    known = drafting.version(made)
    assert service.drafting.edit(made.id, Edit(made.title, parts), known) == made
    now = service.drafting.record(service.drafting.freeze(made.id).id)
    assert {one.state for one in now.citations} == {"same"}
    service.drafting.remove(made.id)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (DraftAsked(" "), NoSubject),
        (DraftAsked("vindmøller"), NotHeld),
        (DraftAsked("skolefravær", period="engang"), BadPeriod),
        (DraftAsked("skolefravær", since="2024-02-31"), BadPeriod),
        (DraftAsked(themes=("nope:1",)), Unknown),
    ],
)
def test_where_there_is_nothing_to_say_no_draft_is_kept(
    service: Service, asked: DraftAsked, error: type[Exception]
) -> None:
    """The reason is said, and the list is as it was."""
    before = service.drafting.drafts()
    with pytest.raises(error):
        service.drafting.make(asked)
    assert service.drafting.drafts() == before
