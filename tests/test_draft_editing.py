"""Editing a draft by hand: what was not touched keeps its sources, what was is the writer's own."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import (
    Block,
    Bullets,
    Draft,
    Line,
    Paragraph,
    Part,
    PartName,
    Sentence,
    Table,
)
from assistant.drafts.editing import BadEdit, Edit, EditedPart, cells, edited, plain

OPENS = Sentence("Biblioteket åbner igen den 4. maj 2026.", (1,))
COSTS = Sentence("Det koster ca. 2 mio. kr. Pengene er fundet.", (2,))
SILENT = Sentence("Dokumenterne nævner ingen ansvarlig.", (), "remark")
HEDGE = Sentence("Hækken klippes", (3,))
SWINGS = Sentence("Gynger", (2,), strong=True)
DONE = Sentence("Sat op i marts.", (4, 1))
HEADS = ("Tiltag", "Status")


def citation(number: int) -> Citation:
    return Citation(number, "plan", "Plan", "Lilleby", ("Leg",), 2, number, number + 4, "ordet")


def draft(*parts: Part) -> Draft:
    known = tuple(citation(number) for number in range(1, 6))
    return Draft(
        "0" * 18, "Status på leg", "Lilleby, maj 2026", parts, known, DraftAsked("leg"), ""
    )


BEGUN = Part(
    "done", "Hvad er der gjort?",
    (Paragraph((OPENS, COSTS)), Paragraph((SILENT,)), Bullets(((HEDGE,), (SWINGS, DONE)))),
)  # fmt: skip
STATUS = Part(
    "status", "Status",
    (Paragraph((OPENS,)), Table(HEADS, (((SWINGS,), (DONE,)), ((HEDGE,), ())))),
)  # fmt: skip
WHOLE = draft(BEGUN, STATUS)


def written(text: str, of: Draft = WHOLE, name: PartName = "done") -> tuple[Block, ...]:
    found = edited(of, Edit(parts={name: EditedPart(text=text)}))
    return next(part for part in found.parts if part.name == name).blocks


def lines(text: str, of: Draft = WHOLE) -> list[Line]:
    return list(Part("done", "", written(text, of)).lines())


def test_what_a_person_sees() -> None:
    """Paragraphs, lists and marks in plain words; a table's cells apart."""
    assert plain(BEGUN) == (
        "Biblioteket åbner igen den 4. maj 2026. [1] Det koster ca. 2 mio. kr. Pengene er fundet. "
        "[2]\n\nDokumenterne nævner ingen ansvarlig.\n\n- Hækken klippes [3]\n"
        "- Gynger [2]: Sat op i marts. [4][1]"
    )
    assert cells(STATUS) == (("Gynger [2]", "Sat op i marts. [4][1]"), ("Hækken klippes [3]", ""))
    assert cells(BEGUN) == ()


def test_a_sentence_of_the_writers_own_has_the_marks_that_are_there() -> None:
    """Those behind it, each once, and none that the draft does not know."""
    told = "Hegnet er nyt. [2][77][2] Porten mangler [1, 3]. Vi [4] og I [4] venter."
    assert lines(told) == [
        (
            Sentence("Hegnet er nyt.", (2,), "own"),
            Sentence("Porten mangler.", (1, 3), "own"),
            Sentence("Vi og I venter.", (4,), "own"),
        )
    ]
    assert lines("- –\n- . . .") == [(Sentence("–", (), "own"),), (Sentence(".", (), "own"),)]


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENS.text} {COSTS.text}",
        f"{OPENS.text} [9] {COSTS.text}",
        f"{OPENS.text} [1 {COSTS.text} []",
        f"{OPENS.text} 1] {COSTS.text}".replace(" åbner igen ", "   åbner igen\n"),
        f"{OPENS.text[:-1]} [1]. {COSTS.text}",
        f"{OPENS.text} [1][egen] {COSTS.text} [uden kilde]",
    ],
)
def test_marks_that_were_lost_or_mistyped_are_kept_by_the_sentence(text: str) -> None:
    """The words say which sentence it is."""
    assert lines(text) == [(OPENS, COSTS)]


def test_a_word_that_differs_makes_a_sentence_the_writers_own() -> None:
    """Case too; the sentences beside it are as they were."""
    text = plain(BEGUN).replace("åbner igen", "åbner")
    first, *rest = lines(text)
    assert first == (Sentence("Biblioteket åbner den 4. maj 2026.", (1,), "own"), COSTS)
    assert rest == [(SILENT,), (HEDGE,), (SWINGS, DONE)]
    assert lines("biblioteket åbner igen den 4. maj 2026. [1]")[0][0].origin == "own"


def test_words_around_a_sentence_make_another_of_it() -> None:
    """What the sources say is not put in another's mouth, nor cut out of a longer sentence."""
    before = "Det er ikke sandt, at Hækken klippes [3]"
    assert lines(before) == [(Sentence(before[:-4], (3,), "own"),)]
    after = "Hækken klippes hver uge af skolen. [3]"
    assert lines(after) == [(Sentence(after[:-4], (3,), "own"),)]


def test_a_sentence_may_move_to_another_part() -> None:
    """With its sources; a name stays the name of what follows."""
    moved = edited(
        WHOLE,
        Edit(parts={"done": EditedPart(text=""), "status": EditedPart(text=plain(BEGUN))}),
    )
    assert moved.parts[0].blocks == ()
    assert moved.parts[1].blocks == (*BEGUN.blocks, STATUS.blocks[1])


def test_a_remark_stands_alone_and_changed_is_no_remark() -> None:
    """Text that is written behind it is a paragraph of its own."""
    text = "Dokumenterne nævner ingen ansvarlig. Vi spørger Vej og Park."
    assert written(text) == (
        Paragraph((SILENT,)),
        Paragraph((Sentence("Vi spørger Vej og Park.", (), "own"),)),
    )
    changed = "Dokumenterne nævner ingen."
    assert written(changed) == (Paragraph((Sentence(changed, (), "own"),)),)


def test_a_remark_that_leads_in_goes_on_doing_so() -> None:
    """Whose it is stays in front of what was changed."""
    whose = Sentence("Lilleby Kommune:", (), "remark")
    of = draft(Part("done", "Gjort", (Paragraph((whose, SWINGS, DONE)),)))
    text = plain(of.parts[0])
    assert text == "Lilleby Kommune: Gynger [2]: Sat op i marts. [4][1]"
    rope = Sentence("2.3. tove", (2,), "own", strong=True)
    assert written(text.replace("Gynger", "2.3. tove"), of) == (Paragraph((whose, rope, DONE)),)


def test_a_name_that_was_changed_leaves_what_it_names_alone() -> None:
    """With its mark and without."""
    renamed = Sentence("Gyngerne", (2,), "own", strong=True)
    assert lines("- Gyngerne [2]: Sat op i marts. [4][1]") == [(renamed, DONE)]
    bare = replace(renamed, marks=())
    assert lines("- Gyngerne: Sat op i marts.") == [(bare, DONE)]


def test_the_longest_sentence_is_the_one_that_is_meant() -> None:
    """Where one of the draft's begins like another."""
    short = Sentence("Det koster 2 mio. kr.", (1,))
    whole = Sentence("Det koster 2 mio. kr. Pengene er fundet.", (2,))
    of = draft(Part("done", "Gjort", (Paragraph((short,)), Paragraph((whole,)))))
    assert lines(f"Nyt. {whole.text}\n\nNyt. {short.text} Pengene mangler.", of) == [
        (Sentence("Nyt.", (), "own"), whole),
        (Sentence("Nyt.", (), "own"), short, Sentence("Pengene mangler.", (), "own")),
    ]


def test_a_sentence_that_begins_like_a_mark_is_whole() -> None:
    """A document's own reference is no mark of the draft's."""
    listed = Sentence("[3] er vedtaget i byrådet.", (4,))
    of = draft(Part("done", "Gjort", (Paragraph((OPENS, listed)),)))
    assert lines(f"Nyt. {plain(of.parts[0])}", of) == [(Sentence("Nyt.", (), "own"), OPENS, listed)]


def test_one_that_stands_twice_keeps_both_its_sources() -> None:
    """In their order, also where the marks were deleted."""
    here, there = Sentence("Ja.", (1,)), Sentence("Ja.", (5,))
    of = draft(Part("done", "Gjort", (Bullets(((here,), (there,))),)))
    assert lines("- Ja.\n- Ja.\n- Nej.", of)[:2] == [(here,), (there,)]
    assert lines("- Ja. [5]\n- Ja. [1]", of) == [(there,), (here,)]
    assert lines("- Ja. [1]\n- Nyt. Ja.", of)[1][1] == there
    apart = draft(Part("done", "Gjort", (Paragraph((here,)), Paragraph((there,)))))
    assert lines("Ja. [1]\n\nNyt. Ja.", apart)[1][1] == there
    assert [line[1] for line in lines("- Nyt. Ja. [5]\n- Nyt. Ja.", of)] == [there, here]


def test_rows_are_changed_moved_and_emptied() -> None:
    """A row with nothing in it is gone, and a table without rows too."""
    new = (("Hækken klippes [3]", "Venter på [5] regn."), ("", " "), ("Gynger", ""))
    found = edited(WHOLE, Edit(parts={"status": EditedPart(rows=new)})).parts[1]
    waits = Sentence("Venter på regn.", (5,), "own")
    assert found.blocks[1] == Table(HEADS, (((HEDGE,), (waits,)), ((SWINGS,), ())))
    none = edited(WHOLE, Edit(parts={"status": EditedPart(rows=())})).parts[1]
    assert none.blocks == (Paragraph((OPENS,)),)


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (Edit(parts={"open": EditedPart(text="Nyt.")}), "open"),
        (Edit(parts={"done": EditedPart(rows=(("a", "b"),))}), "Hvad er der gjort?"),
        (Edit(parts={"status": EditedPart(rows=(("a",),))}), "række 1"),
        (Edit(parts={"status": EditedPart(rows=(("a", "b"),) * 501)}), "500"),
        (Edit(parts={"status": EditedPart(rows=(("a", "b" * 5001),))}), "5000"),
        (Edit(parts={"done": EditedPart(text="a" * 50_001)}), "50000"),
        (Edit(title=" \n "), "Titlen"),
        (Edit(title="a" * 301), "300"),
    ],
)
def test_what_the_draft_cannot_take_is_named(edit: Edit, named: str) -> None:
    """A part or table that it has not, and what is too long."""
    with pytest.raises(BadEdit, match=named.replace("?", r"\?")):
        edited(WHOLE, edit)


def test_signs_that_steer_do_not_get_in() -> None:
    """They would break a Word file, or turn the text around."""
    assert lines("Nyt\x00hegn \u202emed porte.\r\n[2]") == [
        (Sentence("Nyt hegn med porte.", (2,), "own"),)
    ]


PIECES = [*"ab æÅ.,:;!?-[]()1239\n\t–•*»«", "bl.a. ", "[1]", ". ", "osv. "]
WORDS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
MARKS = st.lists(st.integers(1, 5), max_size=3, unique=True).map(tuple)
ORIGINS = st.sampled_from(["cited", "cited", "own", "remark"])
SENTENCES = st.builds(Sentence, WORDS, MARKS, ORIGINS, st.booleans())
LINES = st.lists(SENTENCES, max_size=3).map(tuple)
TABLES = st.lists(st.tuples(LINES, LINES), max_size=3).map(lambda rows: Table(HEADS, tuple(rows)))
BLOCKS = st.one_of(
    LINES.map(Paragraph), st.lists(LINES, max_size=3).map(lambda x: Bullets(tuple(x))), TABLES
)
PARTS = st.lists(BLOCKS, max_size=4).map(tuple)
DRAFTS = st.builds(
    lambda done, status: draft(Part("done", "Gjort", done), Part("status", "Status", status)),
    PARTS, PARTS,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(DRAFTS)
def test_what_nobody_changed_is_as_it_was(made: Draft) -> None:
    """Whatever stands in a draft, saving it unchanged changes nothing."""
    parts = {part.name: EditedPart(plain(part), cells(part)) for part in made.parts}
    assert edited(made, Edit(made.title, parts)) == made


@settings(max_examples=150, deadline=None)
@given(DRAFTS, st.text(max_size=80), st.text(max_size=20))
def test_any_text_can_be_saved_and_then_saved_again(made: Draft, text: str, cell: str) -> None:
    """What a person types is taken, and reads the same when it is opened the next time."""
    rows = ((cell, text), *cells(made.parts[1])) if cells(made.parts[1]) else None
    once = edited(made, Edit(parts={"status": EditedPart(text, rows)}))
    part = once.parts[1]
    assert edited(once, Edit(parts={"status": EditedPart(plain(part), cells(part))})) == once
    marks = {mark for sentence in once.sentences() for mark in sentence.marks}
    assert marks <= {one.number for one in once.citations}


TIDY = st.text(alphabet="abcdeæøå ", min_size=1, max_size=12).map(lambda t: f"X{t.strip()}.")
CITED = st.builds(Sentence, TIDY, st.lists(st.integers(1, 5), min_size=1, max_size=2).map(tuple))
TOLD = st.lists(st.lists(CITED, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None)
@given(TOLD, st.randoms(use_true_random=False))
def test_paragraphs_in_another_order_lose_no_source(told: list[Line], random: Random) -> None:
    """Shuffled, with something new in front of each, every sentence still has its sources."""
    of = draft(Part("done", "Gjort", tuple(map(Paragraph, told))))
    paragraphs = plain(of.parts[0]).split("\n\n")
    random.shuffle(paragraphs)
    found = written("\n\n".join(f"Nyt først. {one}" for one in paragraphs), of)
    said = [one for line in Part("done", "", found).lines() for one in line]
    kept = sorted((one for one in said if one.origin == "cited"), key=repr)
    assert kept == sorted((one for line in told for one in line), key=repr)
