"""What breaks a naive reader in converted documents does not break this one."""

from __future__ import annotations

import pytest

from ingest.document import Document, Element
from ingest.errors import Refused
from ingest.passages import cut
from ingest.readers import read


def reading(text: str, name: str = "plan.txt") -> Document:
    return read(text.encode(), name)


def shown(document: Document, kind: str) -> list[str]:
    return [document.text[e.start : e.end] for e in document.elements if e.kind == kind]


def found(document: Document) -> str:
    """All that a search can find."""
    return "\n".join(document.text[p.start : p.end] for p in cut(document))


def rows(document: Document) -> list[Element]:
    return [e for e in document.elements if e.kind == "row"]


LONG = "Denne sætning er lang nok til, at ingen kan tage den for en overskrift, og den slutter her."

TABLE = f"""# Plan

{LONG}

Spor\tTiltag\tStatus pr. 1/3-24
Organisering\tNy leder\t<p>Der er ansat en ny leder i afdelingen.</p> <p>Lederen starter i maj.</p>
\tNyt team\tTeamet er flyttet, og der har været gode tilbagemel-

\t\tdinger fra medarbejderne.
---\t--\t--
Kultur\tSupervision\t<ul> - Opstart (forår 2023) - Evaluering af Børne- og Ungeteamet (2024)
\t\t.
"""


def test_a_row_is_told_with_its_heads_and_what_it_inherits() -> None:
    """Heads given once reach every row; an empty leading cell means the one above."""
    first, second, third = rows(reading(TABLE))
    text = reading(TABLE).text
    assert text[second.start : second.end].startswith("Spor: Organisering\nTiltag: Nyt team\n")
    assert [cell.inherited for cell in second.cells] == [True, False, False]
    assert text[first.start : first.end].endswith("afdelingen.\nLederen starter i maj.")
    assert third.cells[0].head == "Spor"


def test_a_row_that_a_page_break_cut_is_one_row() -> None:
    """Half a row goes on with the row before, and its cut word is mended."""
    document = reading(TABLE)
    assert "gode tilbagemeldinger fra medarbejderne." in document.text
    assert len(rows(document)) == 3
    assert "--" not in document.text


def test_a_list_inside_a_cell_is_a_list() -> None:
    """A glued list is split at its items and not at the hyphens of words."""
    text = reading(TABLE).text
    assert "- Opstart (forår 2023)\n- Evaluering af Børne- og Ungeteamet (2024)" in text


def test_the_naming_column_is_the_one_that_tells_rows_apart() -> None:
    """A group's column is not what a row is called by."""
    document = reading(TABLE)
    row = rows(document)[1]
    cell = row.cells[row.key]
    assert document.text[cell.start : cell.end] == "Nyt team"


def test_a_sentence_over_a_page_break_is_whole_and_its_footnote_follows() -> None:
    """A footnote between the halves of a sentence is moved behind it."""
    text = f"{LONG} Indsatsen er tidlig og alle-\n\n² En rapport fra 2016\n\nrede i gang.² {LONG}\n"
    document = reading(text)
    assert "Indsatsen er tidlig og allerede i gang.²" in document.text
    assert shown(document, "note") == ["² En rapport fra 2016"]
    assert document.text.index("allerede") < document.text.index("En rapport")


def test_contents_page_numbers_and_running_heads_are_no_text() -> None:
    """What the typesetter added is gone and told, and a cut sentence closes over it."""
    page = "Udviklingsplan 2024\n{body}\n{number}\n"
    bodies = [
        "Indhold\n\nBAGGRUND.....\t2\nTEMA 1. TRIVSEL.....\t3\nBILAG\t4\n",
        f"Baggrund\n\n{LONG} Der er mange børn, som",
        f"gerne vil mere. {LONG}\n\nTEMA 1. Trivsel\n\n{LONG}",
        f"{LONG}",
    ]
    text = "\f".join(page.format(body=b, number=n) for n, b in enumerate(bodies, start=1))
    document = reading(text)
    assert "mange børn, som gerne vil mere." in document.text
    assert "....." not in document.text
    assert document.text.count("Udviklingsplan 2024") == 1
    assert document.metadata.title == "Udviklingsplan 2024"
    assert document.warnings == (
        "Sidehoved udeladt: Udviklingsplan 2024",
        "Sidetal udeladt (4 linjer)",
        "Indholdsfortegnelse udeladt (4 linjer)",
    )
    assert [s.path for s in document.sections] == [("Baggrund",), ("TEMA 1. Trivsel",)]
    assert document.sections[1].page == 3


def test_headings_have_levels_by_their_numbers() -> None:
    """Numbers decide the depth; two headings glued into one line come apart."""
    text = f"TEMA 1. Børnesyn og trivsel**1.1. Børnesyn**\n\n{LONG}\n\n1.2. Trivsel\n\n{LONG}\n"
    paths = [s.path for s in reading(text).sections]
    assert paths == [
        ("TEMA 1. Børnesyn og trivsel",),
        ("TEMA 1. Børnesyn og trivsel", "1.1. Børnesyn"),
        ("TEMA 1. Børnesyn og trivsel", "1.2. Trivsel"),
    ]


def test_a_vision_without_a_full_stop_is_no_heading() -> None:
    """A line with a clause is a statement, though it is short and ends without a stop."""
    text = (
        f"1. Visioner\n\n{LONG}\n\nSocial kapital\n\nVi styrker tilliden i hele huset\n\n{LONG}\n"
    )
    document = reading(text)
    assert [s.path[-1] for s in document.sections] == ["1. Visioner", "Social kapital"]
    assert "Vi styrker tilliden i hele huset" in shown(document, "paragraph")


def test_a_date_at_the_beginning_of_a_line_is_no_numbered_heading() -> None:
    """A sentence may begin with "1. marts 2023"."""
    text = f"{LONG}\n\n1. marts 2023 flyttede teamet til nye lokaler i byen.\n\n{LONG}\n"
    document = reading(text)
    assert not document.sections
    assert "1. marts 2023 flyttede teamet til nye lokaler i byen." in document.text


def test_an_empty_caption_is_no_passage_but_stays_in_the_text() -> None:
    """Picture remains are captions: they are there to see and nothing to find."""
    document = reading(f"{LONG}\n\nFigur 5.\n\n![](billede.png)\n\nKilde: Nøgletal\n\n{LONG}\n")
    assert shown(document, "caption") == ["Figur 5.", "Kilde: Nøgletal"]
    assert "billede" not in document.text


def test_front_matter_is_metadata_and_no_text() -> None:
    """A Markdown file may say who and when; its own title heading is no section."""
    text = "---\norganisation: Faxe Kommune\nperiod: 2020-2023\n---\n# Plan\n\n## Mål\n\n" + LONG
    document = reading(text, "plan.md")
    assert document.metadata.organisation == "Faxe Kommune"
    assert document.metadata.period == "2020-2023"
    assert document.metadata.title == "Plan"
    assert [s.path for s in document.sections] == [("Mål",)]
    assert "period" not in document.text


def test_broken_front_matter_is_refused_by_name() -> None:
    """Metadata that is no YAML is an error that says where to look."""
    with pytest.raises(Refused, match="Metadata øverst i filen"):
        reading("---\ntitle: [a\n---\ntekst", "plan.md")


def test_a_pipe_table_reads_like_a_tabbed_one() -> None:
    """Markdown's own tables come to the same rows."""
    text = "# Plan\n\n| Tiltag | Frist |\n| --- | --- |\n| **Ny leder** | maj 2024 |\n| Team | |\n"
    document = reading(text, "plan.md")
    assert shown(document, "row") == ["Tiltag: Ny leder\nFrist: maj 2024", "Tiltag: Team"]


def test_a_figure_set_as_a_table_is_read_by_columns() -> None:
    """Columns whose rows are no records become lists under their heads."""
    rows_ = "Vi vil have flere job i byen.\tVi vil have liv.\nVi vil bygge.\t\n"
    text = f"{LONG}\n\nFigur 3. Vores plan\n\nVækst\tFællesskab\n{rows_}"
    document = reading(text)
    assert not rows(document)
    assert shown(document, "item") == [
        "- Vi vil have flere job i byen.",
        "- Vi vil bygge.",
        "- Vi vil have liv.",
    ]


def test_numbered_headings_at_page_tops_are_no_running_heads() -> None:
    """Lines that differ by a number are told apart; only the very same words run."""
    text = "\f".join(f"TEMA {n}\n\n{LONG}\n" for n in (1, 2, 3))
    document = reading(text)
    assert [s.path for s in document.sections] == [("TEMA 1",), ("TEMA 2",), ("TEMA 3",)]
    assert document.warnings == ()


def test_a_running_head_with_its_page_number_goes_after_its_first_place() -> None:
    """Words that stand on most pages beside the number of the page are said once."""
    text = "\f".join(f"Faxe Kommune | Side {n}\n\nAfsnit {n}. {LONG}\n" for n in range(1, 6))
    document = reading(text)
    assert document.text.count("Faxe Kommune") == 1
    assert document.warnings == ("Sidehoved udeladt: Faxe Kommune | Side 2",)


def test_table_heads_that_come_again_on_each_page_are_heads() -> None:
    """A line with tabs is a row and no running head, wherever on the page it stands."""
    page = "Tiltag\tStatus\tLeder\nHus {n}\ter i gang med det hele\tBo\nVej {n}\ter færdig nu\tIb"
    document = reading("\f".join(page.format(n=n) for n in range(4)))
    assert shown(document, "row")[-1] == "Tiltag: Vej 3\nStatus: er færdig nu\nLeder: Ib"
    assert len(rows(document)) == 8


@pytest.mark.parametrize(
    "lines", [["- 2021", "- 2022", "- 2023"], ["15 %", "20 %", "35 %"], ["15", "20", "35"]]
)
def test_years_and_shares_on_lines_of_their_own_are_no_page_numbers(lines: list[str]) -> None:
    """Bare numbers are the typesetter's only where they count up as pages do."""
    document = reading(f"# Plan\n\n{LONG}\n\n" + f"\n\n{LONG}\n\n".join(lines) + f"\n\n{LONG}\n")
    assert all(line.strip("- ") in found(document) for line in lines)


def test_page_numbers_between_dashes_go_where_they_count_up() -> None:
    """Text without page breaks still shows its page numbers for what they are."""
    document = reading("\n\n".join(f"{LONG}\n\n- {n} -" for n in range(1, 6)))
    assert "- 3 -" not in document.text
    assert document.warnings == ("Sidetal udeladt (5 linjer)",)


def test_a_label_that_comes_again_stays() -> None:
    """One word is no running head, though it may stand between the halves of a sentence."""
    parts = [f"{LONG} Han er", "Ansvarlig", f"leder. {LONG}", "Ansvarlig", LONG, "Ansvarlig", LONG]
    assert reading("\n\n".join(parts)).text.count("Ansvarlig") == 3


def test_what_a_cover_says_beside_the_title_is_found() -> None:
    """Names and figures below the title are passages; the title again, or a date, is none."""
    text = (
        "# Plan for byen\n\nPLAN FOR BYEN\n\nMaj 2024\n\nCenter for Trafik\n\n"
        f"Ansvarlig: Anne Jensen\n\nBudget: 3 mio. kr. om året\n\n## Mål\n\n{LONG}\n"
    )
    document = reading(text, "plan.md")
    assert shown(document, "caption") == ["Plan for byen", "PLAN FOR BYEN", "Maj 2024"]
    for line in ("Center for Trafik", "Ansvarlig: Anne Jensen", "Budget: 3 mio. kr. om året"):
        assert line in found(document)


def test_a_file_of_short_lines_is_text_and_no_cover() -> None:
    """A list of wishes without stops has a title and lines that are found."""
    lines = [
        "Plan for byen",
        *(f"Flere {what} i gaden" for what in "træer bænke huse børn".split()),
    ]
    document = reading("\n\n".join(lines))
    assert document.metadata.title == "Plan for byen"
    assert all(line in found(document) for line in lines[1:])
    assert found(reading("Plan for byen")) == "Plan for byen"


def test_a_table_below_other_text_has_its_own_heads() -> None:
    """Heads with an empty first cell are heads, and not a row that goes on."""
    text = (
        "# Plan\n\nPost\tBudget\tForbrug\nSkoler\t30\t40\nVeje\t50\t60\n\n"
        f"{LONG}\n\n\t2022\t2023\nSkoler\t10\t20\nDagtilbud\t30\t40\n"
    )
    assert shown(reading(text), "row")[2:] == [
        "Skoler\n2022: 10\n2023: 20",
        "Dagtilbud\n2022: 30\n2023: 40",
    ]


def test_a_table_inherits_nothing_from_the_one_above() -> None:
    """An empty cell below new heads is empty."""
    text = "# P\n\n| Sted | Tal |\n|-|-|\n| Nord | 10 |\n\n| A | B | C |\n|-|-|-|\n| | x | y |\n"
    assert shown(reading(text, "p.md"), "row") == ["Sted: Nord\nTal: 10", "B: x\nC: y"]


def test_a_total_belongs_to_no_group() -> None:
    """The sum of a table is not its last group's."""
    text = (
        "# P\n\n| Sted | Post | Kr. |\n|-|-|-|\n| Nord | a | 10 |\n| | b | 20 |\n| | I alt | 30 |\n"
    )
    assert shown(reading(text, "p.md"), "row")[1:] == [
        "Sted: Nord\nPost: b\nKr.: 20",
        "Post: I alt\nKr.: 30",
    ]


def test_a_markdown_note_follows_what_refers_to_it() -> None:
    """A note stands in the section of its reference; one without is not lost, nor a list cut."""
    text = (
        f"# P\n\n## A\n\n{LONG}[^1]\n\n{LONG}\n\n## B\n\n1. en[^b]\n2. to\n\n{LONG}\n\n"
        "[^1]: Note et\n[^b]: Note to\n[^3]: Note tre\n"
    )
    document = reading(text, "p.md")
    kinds = [e.kind for e in document.elements]
    assert kinds == (
        "caption heading paragraph note paragraph heading item item note paragraph note".split()
    )
    assert shown(document, "note") == ["¹ Note et", "² Note to", "³ Note tre"]


def test_deep_lists_and_quotes_are_read_to_the_end() -> None:
    """Nothing is dropped for its depth, and a quote's marks are not its words."""
    deep = "\n".join("  " * n + f"- punkt {n}" for n in range(15))
    document = reading(f"# P\n\n{deep}\n\n> Et citat,\n> som går videre.\n", "p.md")
    assert "- punkt 14" in document.text
    assert shown(document, "paragraph") == ["Et citat, som går videre."]


@pytest.mark.parametrize("text", [f"{LONG} {LONG}\n---\n\nNæste", f"# P\n\n## {LONG} {LONG}\n"])
def test_a_heading_as_long_as_a_paragraph_is_one(text: str) -> None:
    """What says something is found, though a rule or a mark makes it a heading."""
    assert f"{LONG} {LONG}" in found(reading(text, "p.md"))


def test_a_text_between_rules_is_no_metadata() -> None:
    """Only keys that are known make front matter of the first lines."""
    document = reading(f"---\nVelkomst: godt at se jer\n---\n\n{LONG}", "p.md")
    assert "Velkomst: godt at se jer" in found(document)


@pytest.mark.parametrize("line", ["published: 2024-02-30", "valid_from: snart", "period: længe"])
def test_a_date_that_is_none_is_refused_by_its_key(line: str) -> None:
    """Front matter is held to the same form as the owner's notes."""
    with pytest.raises(Refused, match=line.partition(":")[0]):
        reading(f"---\ntitle: Plan\n{line}\n---\n{LONG}", "p.md")


def test_front_matter_takes_strings_and_passes_over_the_rest() -> None:
    """Unknown keys, empty values and lists are no metadata, and half characters are no text."""
    front = 'author: x\nkind:\nperiod: 2022\nsupersedes: [a, b]\norganisation: "Faxe\\ud800"'
    metadata = reading(f"---\n{front}\n---\n# Plan\n\n{LONG}", "p.md").metadata
    assert (metadata.kind, metadata.period, metadata.supersedes) == ("", "2022", "")
    assert metadata.organisation == "Faxe?"


def test_a_table_drawn_with_empty_heads_has_none() -> None:
    """Its first row is a row: nobody's name becomes the head above somebody else's."""
    text = "# P\n\n| | |\n|---|---|\n| Projektleder | Anna |\n| Regnskabschef | Bo |\n"
    assert shown(reading(text, "p.md"), "row") == ["Projektleder\nAnna", "Regnskabschef\nBo"]


def test_a_table_of_heads_alone_is_a_row() -> None:
    """What stands there is not lost."""
    text = f"# P\n\n{LONG}\n\n| Projektleder | Anna Jensen |\n|---|---|\n"
    assert shown(reading(text, "p.md"), "row") == ["Projektleder\nAnna Jensen"]


def test_a_sentence_about_a_table_is_no_caption() -> None:
    """What states something is found, though it begins as a caption does."""
    line = "Tabel 3 viser, at udgiften til brobygning steg med 12 mio. kr."
    assert line in shown(reading(f"{LONG}\n\n{line}\n\n{LONG}\n"), "paragraph")


def test_what_is_struck_out_is_said_behind_the_text() -> None:
    """In a paragraph, an item and a cell; what stands reads as a sentence without it."""
    document = reading(
        f"# Plan\n\n{LONG}\n\nStien åbner ~~i maj~~ i juni.\n\n- en ~~to~~ tre\n- fire\n\n"
        "| Tiltag | Status |\n|---|---|\n| Lys | ~~Venter~~ I gang |\n| Bro | ~~Slut~~ |\n"
    )
    assert "Stien åbner i juni.\n\n[udgået: i maj]\n\n" in document.text
    assert shown(document, "item") == ["- en tre\n[udgået: to]", "- fire"]
    assert "Status: I gang\n[udgået: Venter]" in document.text
    assert "Tiltag: Bro\nStatus: [udgået: Slut]" in document.text
