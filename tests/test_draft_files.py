"""A draft's Word and PDF files: whole, cited, well-formed, in styles that can be changed."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor
from lxml import etree
from paper import Convert

from assistant.answer import Citation
from assistant.drafts import pdf, word
from assistant.drafts.asked import DraftAsked
from assistant.drafts.draft import Bullets, Draft, Paragraph, Part, Sentence, Table
from assistant.drafts.pdf import printing
from assistant.drafts.word import package
from ingest.errors import StrategiError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
QUOTES = (
    "Byrådet vedtog trivselsplanen i juni 2024.",
    "- I skoleåret 2022/23 havde 412 elever et fravær\n  over ti procent.",
    "Fraværsteamet begyndte arbejdet 1. oktober 2024.",
    "Evalueringen forelægges udvalget i marts 2027.",
)
SECTIONS = ((), ("2. Baggrund",), ("3. Indsatser", "Hurtig tilbagevenden"), ("5. Opfølgning",))
PAGES = (1, 2, None, 12)
OWN = "Egen formulering; ikke fra dokumenterne."
PLAN = "Solbjerg Kommune: Trivselsplan 2024-2027, "
FIRST = "side 1. »Byrådet vedtog trivselsplanen i juni 2024.«"
THIRD = "»Fraværsteamet begyndte arbejdet 1. oktober 2024.«"
NOTES = (
    f"{PLAN}{FIRST}",
    f"{PLAN}2. Baggrund, side 2. »I skoleåret 2022/23 havde 412 elever et fravær over ti procent.«",
    f"{PLAN}3. Indsatser › Hurtig tilbagevenden. {THIRD}",
    f"{PLAN}5. Opfølgning, side 12. »Evalueringen forelægges udvalget i marts 2027.«",
)
"""What the notes of the four sources say."""
FIRST_AGAIN = f"Trivselsplan 2024-2027, {FIRST}"
THIRD_AGAIN = f"Trivselsplan 2024-2027. {THIRD}"
UNSAID = "Står ikke i kilderne: 3,4 millioner."
HEADS = ("Indsats", "Ansvarlig", "Status")


def sentence(text: str, *marks: int, origin: str = "cited", missing: str = "") -> Sentence:
    return Sentence(text, marks, origin, missing=missing)  # type: ignore[arg-type]


def draft() -> Draft:
    """A short draft that has one of everything."""
    sources = tuple(
        Citation(
            place + 1, "d", "Trivselsplan 2024-2027", "Solbjerg Kommune", section, page, 0, 9, quote
        )
        for place, (section, page, quote) in enumerate(zip(SECTIONS, PAGES, QUOTES, strict=True))
    )
    said = (sentence("Planen er fra juni 2024.", 1), sentence("Fraværet er steget.", 2, 1))
    name = Sentence("Fraværsteam", (3,), strong=True)
    row = ((sentence("Fraværsteam", 3),), (sentence("PPR", 3),), (sentence("I gang", 3),))
    remark = sentence("Dokumenterne nævner ingen økonomi.", origin="remark")
    own = sentence("Jeg anbefaler, at planen fortsætter.", origin="own")
    bare = sentence("Økonomien er 3,4 millioner.", 4, origin="own", missing="3,4 millioner")
    parts = (
        Part("background", "Baggrund", (Paragraph(said),)),
        Part("done", "Hvad der er gjort", (Bullets(((name, sentence("Det er i gang.", 3)),)),)),
        Part("status", "Status", (Table(HEADS, (row,)),)),
        Part("next", "Hvad der kommer", (Paragraph((own,)), Paragraph((bare,)))),
        Part("open", "Åbne punkter", (Paragraph((remark,)),)),
    )
    asked = DraftAsked(subject="skolefravær", organisation="Solbjerg Kommune", period="2026")
    made = "2026-11-22T12:00:00Z"
    return Draft("d7", "Status på fravær", "Til udvalget", parts, sources, asked, made)


IN_ORDER = (
    *(NOTES[0], NOTES[1], FIRST_AGAIN, NOTES[2], *[THIRD_AGAIN] * 4),
    *(OWN, NOTES[3], OWN, UNSAID),
)
"""The notes of the draft, one for each mark."""
TEXTS = (
    "Status på fravær",
    "Til udvalget",
    "Baggrund",
    "Planen er fra juni 2024. Fraværet er steget.,",
    "Hvad der er gjort",
    "Fraværsteam: Det er i gang.",
    "Status",
    *HEADS,
    *("Fraværsteam", "PPR", "I gang", ""),
    "Hvad der kommer",
    "Jeg anbefaler, at planen fortsætter.",
    "Økonomien er 3,4 millioner. [uden kilde],,",
    "Åbne punkter",
    "Dokumenterne nævner ingen økonomi.",
)
"""The paragraphs of the draft; commas hold the marks of several notes apart."""


def roots(data: bytes) -> dict[str, etree._Element]:
    """Every part of a Word file that is XML, by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {
            name: etree.fromstring(packed.read(name))
            for name in packed.namelist()
            if name.endswith((".xml", ".rels"))
        }


def said(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def ids(elements: Iterator[etree._Element]) -> list[int]:
    return [int(one.get(f"{W}id", "")) for one in elements]


def told_notes(parts: dict[str, etree._Element]) -> dict[int, str]:
    """What each note says, by its id; the lines above the notes are none."""
    notes = parts["word/footnotes.xml"].iterchildren(f"{W}footnote")
    return {ids(iter([one]))[0]: said(one).strip() for one in notes if not one.get(f"{W}type")}


def styled(data: bytes) -> list[tuple[str, str]]:
    """The style and text of each paragraph, cells of tables too."""
    opened = docx.Document(io.BytesIO(data))
    names = {one.style_id: one.name or "" for one in opened.styles}
    return [
        (names[one.find(f"{W}pPr/{W}pStyle").get(f"{W}val")], said(one))
        for one in opened.element.body.iter(f"{W}p")
    ]


def test_every_mark_has_its_note_and_every_note_its_mark() -> None:
    """Document, section, page and quote stand at each mark, in the order of the text."""
    parts = roots(word.write(draft()))
    marks = ids(parts["word/document.xml"].iter(f"{W}footnoteReference"))
    notes = told_notes(parts)
    assert marks == list(notes) == list(range(1, len(IN_ORDER) + 1))
    assert tuple(notes.values()) == IN_ORDER


def test_a_source_that_is_not_in_the_draft_is_said_to_be_missing() -> None:
    """A mark is never dropped in silence."""
    bare = dataclasses.replace(draft(), citations=())
    assert "Kilde 2 er ikke i udkastet." in told_notes(roots(word.write(bare))).values()
    assert squeezed("Kilde 2 er ikke i udkastet.") in printed(pdf.write(bare))


def test_the_notes_are_what_word_makes_of_them() -> None:
    """Marks and numbers in their styles, and the lines above the notes declared."""
    parts = roots(word.write(draft()))
    special = [
        one for one in parts["word/footnotes.xml"].iter(f"{W}footnote") if one.get(f"{W}type")
    ]
    assert [one.get(f"{W}type") for one in special] == ["separator", "continuationSeparator"]
    declared = parts["word/settings.xml"].find(f"{W}footnotePr")
    assert declared is not None
    assert ids(iter(declared)) == ids(iter(special))
    tags = [one.tag for one in parts["word/settings.xml"]]
    assert tags.index(f"{W}footnotePr") < tags.index(f"{W}compat")
    for part, mark in (("document", "footnoteReference"), ("footnotes", "footnoteRef")):
        runs = [one.getparent() for one in parts[f"word/{part}.xml"].iter(f"{W}{mark}")]
        styles = {one.find(f"{W}rPr/{W}rStyle").get(f"{W}val") for one in runs}  # type: ignore[union-attr]
        assert styles == {"FootnoteReference"}
    texts = parts["word/footnotes.xml"].findall(f".//{W}pStyle")
    assert {one.get(f"{W}val") for one in texts} == {"FootnoteText"}


def test_all_of_the_draft_is_in_the_word_file() -> None:
    """Nothing is lost between page and file, and each text stands in the style that it is for."""
    paragraphs = styled(word.write(draft()))
    assert tuple(text for _, text in paragraphs) == TEXTS
    styles = [style for style, _ in paragraphs]
    assert styles[:4] == ["Title", "Subtitle", "Heading 1", "Body Text"]
    assert [*styles[5:6], styles[7], styles[10]] == [
        "List Bullet",
        "Strategi Table Heading",
        "Strategi Table Text",
    ]


def test_names_are_bold_remarks_italic_and_what_has_no_source_stands_out() -> None:
    opened = docx.Document(io.BytesIO(word.write(draft())))
    runs = {run.text: run for one in opened.paragraphs for run in one.runs}
    assert runs["Fraværsteam:"].style.name == "Strong"
    assert runs["Dokumenterne nævner ingen økonomi."].style.name == "Emphasis"
    assert runs["Det er i gang."].style.name == "Default Paragraph Font"
    assert runs["[uden kilde]"].font.highlight_color is not None
    assert runs["Økonomien er 3,4 millioner."].font.highlight_color is None


def test_every_part_has_its_kind_and_every_pointer_its_target() -> None:
    """Word calls a file damaged where one of these is missing."""
    parts = roots(word.write(draft()))
    kinds = {
        one.get("PartName"): one.get("ContentType", "")
        for one in parts["[Content_Types].xml"]
        if one.get("PartName")
    }
    assert kinds["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    assert kinds["/word/document.xml"].endswith("wordprocessingml.document.main+xml")
    targets = {one.get("Id"): one.get("Target") for one in parts["word/_rels/document.xml.rels"]}
    assert {f"/word/{target}" for target in targets.values()} <= kinds.keys()
    pointed = {one.get(f"{R}id") for one in parts["word/document.xml"].iter(f"{W}footerReference")}
    assert pointed <= targets.keys()
    have = {one.get(f"{W}styleId") for one in parts["word/styles.xml"].iter(f"{W}style")}
    asked = {
        one.get(f"{W}val")
        for name in ("document", "footnotes", "footer", "styles")
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for one in parts[f"word/{name}.xml"].iter(f"{W}{tag}")
    }
    assert asked <= have
    numbers = {one.get(f"{W}numId") for one in parts["word/numbering.xml"].iter(f"{W}num")}
    assert {one.get(f"{W}val") for one in parts["word/styles.xml"].iter(f"{W}numId")} <= numbers


def test_the_properties_are_the_drafts_and_nothing_is_left_of_a_template() -> None:
    data = word.write(dataclasses.replace(draft(), title="Å" * 400))
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.subject) == ("Å" * 255, "skolefravær")
    assert (core.author, core.last_modified_by, core.language) == ("Strategi", "Strategi", "da-DK")
    assert core.created == core.modified == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert core.keywords == "skolefravær, Solbjerg Kommune, 2026"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        whole = b"".join(map(packed.read, packed.namelist()))
    assert not re.findall(rb"python-docx|2013-|Macintosh|thumbnail", whole)


def test_the_page_is_a4_in_danish_with_its_number_and_who_made_it() -> None:
    parts = roots(word.write(draft()))
    size = parts["word/document.xml"].find(f".//{W}pgSz")
    assert size is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    language = parts["word/styles.xml"].find(f"{W}docDefaults//{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == "da-DK"
    footer = parts["word/footer.xml"]
    fields = [str(one.text).strip() for one in footer.iter(f"{W}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    by = "Udkast lavet af Strategi ud fra dokumenterne og rettet i hånden, 22. november 2026"
    assert said(footer) == f"{by}Side 1 af 1"


def test_a_draft_that_nobody_has_written_in_is_the_machines_alone() -> None:
    only = dataclasses.replace(draft(), parts=draft().parts[:2])
    footer = said(roots(word.write(only))["word/footer.xml"])
    assert footer.startswith("Udkast lavet af Strategi ud fra dokumenterne, 22. november 2026")


def test_the_table_repeats_its_heads_keeps_its_rows_and_fills_the_line() -> None:
    parts = roots(word.write(draft()))
    table = parts["word/document.xml"].find(f".//{W}tbl")
    assert table is not None
    kept = parts["word/styles.xml"].find(f"{W}style[@{W}styleId='StrategiTableText']//{W}keepLines")
    assert kept is not None
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    grid = [int(one.get(f"{W}w", "")) for one in table.iter(f"{W}gridCol")]
    assert sum(grid) == 11906 - 2 * 1304
    assert all([int(c.get(f"{W}w", "")) for c in row.iter(f"{W}tcW")] == grid for row in rows)
    assert table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "StrategiTable"  # type: ignore[union-attr]


def test_a_column_with_more_to_say_is_wider_and_none_is_too_narrow() -> None:
    row = tuple((sentence(text),) for text in ("Ja", "Trivselsvejleder", "ord " * 60))
    table = Part("status", "Status", (Table(HEADS, (row,)),))
    parts = roots(word.write(dataclasses.replace(draft(), parts=(table,))))
    short, middle, long = (
        int(one.get(f"{W}w", "")) for one in parts["word/document.xml"].iter(f"{W}gridCol")
    )
    assert 1700 < short < middle < long < 4500


def test_libreoffice_keeps_the_notes(libreoffice: Convert, tmp_path: Path) -> None:
    """As notes of its own where they are edited, and below the page where they are printed."""
    path = tmp_path / "udkast.docx"
    path.write_bytes(word.write(draft()))
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    with zipfile.ZipFile(libreoffice(path, "odt")) as packed:
        content = etree.fromstring(packed.read("content.xml"))
    bodies = [str(one.xpath("string()")).strip() for one in content.iter(f"{{{text}}}note-body")]
    assert tuple(bodies) == IN_ORDER
    assert {one.get(f"{{{text}}}note-class") for one in content.iter(f"{{{text}}}note")} == {
        "footnote"
    }
    assert len(list(content.iter(f"{{{text}}}list-item"))) == 1
    shown = printed(libreoffice(path, "pdf").read_bytes())
    assert all(squeezed(note) in shown for note in IN_ORDER)


def test_libreoffice_loses_no_row_and_no_note_where_a_page_is_full(
    libreoffice: Convert, tmp_path: Path
) -> None:
    """It does where rows may not be split and their notes run over a page."""
    sources: list[Citation] = []

    def long(length: int) -> Sentence:
        number = len(sources) + 1
        text = f"Nummer {number} " + "handler om trivsel i skolen og " * 9
        quote = text[:length].strip() + "."
        sources.append(Citation(number, "d", "Status på børneområdet", "", (), 4, 0, 1, quote))
        return Sentence(quote, (number,))

    parts = (
        Part("background", "Baggrund", (Paragraph(tuple(long(160) for _ in range(12))),)),
        Part(
            "status",
            "Status",
            (Table(HEADS, tuple(((long(100),), (long(20),), (long(150),)) for _ in range(5))),),
        ),
        Part("next", "Hvad der kommer", (Bullets(tuple((long(130),) for _ in range(6))),)),
    )
    path = tmp_path / "udkast.docx"
    full = dataclasses.replace(draft(), parts=parts, citations=tuple(sources))
    path.write_bytes(word.write(full))
    shown = printed(libreoffice(path, "pdf").read_bytes())
    told = {one.number: shown.count(f"Nummer{one.number}handler") for one in sources}
    assert told == dict.fromkeys(told, 2)


def danish_template(path: Path, *, side: bool = True) -> Path:
    """A municipality's template as a Danish Word names things: "Overskrift1", not "Heading1"."""
    made = docx.Document()
    for style in list(made.styles):
        if style.type == WD_STYLE_TYPE.TABLE or style.name in {"List Bullet", "Subtitle", "Strong"}:
            style.delete()
    other = made.styles.add_style("Kontorets egen", WD_STYLE_TYPE.PARAGRAPH)
    other.element.set(f"{W}styleId", "Subtitle")
    made.styles["Heading 1"].font.color.rgb = RGBColor(0xAA, 0x11, 0x22)
    made.styles["Heading 1"].element.set(f"{W}styleId", "Overskrift1")
    made.add_paragraph("Skabelonens egen tekst", style="Heading 1")
    section = made.sections[0]
    section.header.paragraphs[0].text = "Solbjerg Kommune · Børn og Unge"
    if side:
        section.footer.paragraphs[0].text = "Rådhuspladsen 1"
    # The text ends in a section of its own, which has the header of the one before.
    made.add_section()
    made.core_properties.author = "Kontoret"
    made.core_properties.category = "Skabelon"
    made.save(str(path))
    return path


def test_a_templates_styles_header_and_footer_are_taken_over(tmp_path: Path) -> None:
    data = word.write(draft(), danish_template(tmp_path / "skabelon.docx"))
    opened = docx.Document(io.BytesIO(data))
    heading = next(one for one in opened.paragraphs if one.text == "Baggrund")
    assert heading.style is not None
    assert heading.style.style_id == "Overskrift1"
    assert heading.style.font.color.rgb == RGBColor(0xAA, 0x11, 0x22)
    (section,) = opened.sections
    assert section.header.paragraphs[0].text == "Solbjerg Kommune · Børn og Unge"
    assert section.footer.paragraphs[0].text == "Rådhuspladsen 1"
    *texts, notice = (text for _, text in styled(data))
    assert tuple(texts) == TEXTS
    assert notice.startswith("Udkast lavet af Strategi")
    assert (opened.core_properties.author, opened.core_properties.category) == ("Strategi", "")
    assert tuple(told_notes(roots(data)).values()) == IN_ORDER


def test_styles_that_a_template_lacks_are_added_with_what_they_need(tmp_path: Path) -> None:
    """A list has its bullets, and a style is based on the template's, not on one of ours."""
    data = word.write(draft(), danish_template(tmp_path / "skabelon.docx"))
    parts = roots(data)
    styles = {one.get(f"{W}styleId"): one for one in parts["word/styles.xml"].iter(f"{W}style")}
    names = {value.get(f"{W}val") for value in parts["word/styles.xml"].iter(f"{W}name")}
    assert {"List Bullet", "Subtitle", "Strategi Table", "footnote text"} <= names
    assert len(styles) == len(names)
    assert dict(styled(data))["Subtitle"] == "Til udvalget"
    language = parts["word/styles.xml"].find(f"{W}docDefaults//{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == "da-DK"
    number = styles["ListBullet"].find(f".//{W}numId")
    assert number is not None
    (use,) = (
        one
        for one in parts["word/numbering.xml"].iter(f"{W}num")
        if one.get(f"{W}numId") == number.get(f"{W}val")
    )
    kind = use.find(f"{W}abstractNumId").get(f"{W}val")  # type: ignore[union-attr]
    (level,) = (
        one.find(f"{W}lvl/{W}lvlText")
        for one in parts["word/numbering.xml"].iter(f"{W}abstractNum")
        if one.get(f"{W}abstractNumId") == kind
    )
    assert level is not None
    assert level.get(f"{W}val") == "•"
    based = {
        one.get(f"{W}val")
        for tag in ("basedOn", "next")
        for one in parts["word/styles.xml"].iter(f"{W}{tag}")
    }
    assert based <= styles.keys()


def test_a_template_without_a_footer_gets_ours(tmp_path: Path) -> None:
    """Then nothing has to be said of the draft below its text."""
    data = word.write(draft(), danish_template(tmp_path / "skabelon.docx", side=False))
    assert tuple(text for _, text in styled(data)) == TEXTS
    footer = docx.Document(io.BytesIO(data)).sections[0].footer.paragraphs[0].text
    assert footer.startswith("Udkast lavet af Strategi")


def test_our_footer_stands_on_pages_that_a_template_sets_apart(tmp_path: Path) -> None:
    """Many a letter's first page has a head of its own."""
    path = danish_template(tmp_path / "skabelon.docx", side=False)
    made = docx.Document(str(path))
    made.sections[-1].different_first_page_header_footer = True
    made.settings.odd_and_even_pages_header_footer = True
    made.save(str(path))
    (section,) = docx.Document(io.BytesIO(word.write(draft(), path))).sections
    for footer in (section.footer, section.first_page_footer, section.even_page_footer):
        assert footer.paragraphs[0].text.startswith("Udkast lavet af Strategi")


def test_nothing_of_a_templates_own_text_goes_along(tmp_path: Path) -> None:
    """Its pictures and comments would travel unseen."""
    path = danish_template(tmp_path / "skabelon.docx")
    made = docx.Document(str(path))
    picture = Path(__file__).parent.parent / "docs" / "start-390.png"
    made.add_paragraph().add_run().add_picture(str(picture))
    made.add_comment(made.paragraphs[0].runs, text="Hemmelig bemærkning")
    made.sections[1].header.is_linked_to_previous = False
    made.sections[1].header.paragraphs[0].text = "Sidste afsnit"
    made.settings.element.append(made.settings.element.makeelement(f"{W}endnotePr"))
    made.save(str(path))
    with zipfile.ZipFile(io.BytesIO(word.write(draft(), path))) as packed:
        names = packed.namelist()
        whole = b"".join(map(packed.read, names)).decode(errors="replace")
    assert not [name for name in names if re.search("media|comments|thumbnail", name)]
    assert "Sidste afsnit" in whole
    for left in ("Skabelonens egen", "Hemmelig", "Solbjerg Kommune · Børn", "endnotePr"):
        assert left not in whole


def test_a_word_template_serves_as_well(tmp_path: Path) -> None:
    """A .dotx becomes a document, as it does when Word opens it."""
    source, path = danish_template(tmp_path / "skabelon.docx"), tmp_path / "skabelon.dotx"
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(path, "w") as made:
        for name in packed.namelist():
            kind = packed.read(name).replace(b".document.main+xml", b".template.main+xml")
            made.writestr(name, kind if name == "[Content_Types].xml" else packed.read(name))
    with pytest.raises(ValueError, match="not a Word file"):
        docx.Document(str(path))
    data = word.write(draft(), path)
    assert (
        docx.Document(io.BytesIO(data)).sections[0].footer.paragraphs[0].text == "Rådhuspladsen 1"
    )


@pytest.mark.parametrize("content", [None, b"", b"intet", b"PK\x03\x04", "regneark", "uden tekst"])
def test_a_template_that_is_none_is_said_to_be(tmp_path: Path, content: bytes | str | None) -> None:
    path = tmp_path / "skabelon.docx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        old, new = {
            "regneark": (b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"),
            "uden tekst": (b"body>", b"krop>"),
        }[content]
        source = danish_template(tmp_path / "god.docx")
        with zipfile.ZipFile(source) as packed, zipfile.ZipFile(path, "w") as made:
            for name in packed.namelist():
                made.writestr(name, packed.read(name).replace(old, new))
    with pytest.raises(StrategiError, match=r"Skabelonen 'skabelon\.docx' kan ikke bruges"):
        word.write(draft(), path)


def test_a_template_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = danish_template(tmp_path / "skabelon.docx")
    word.write(draft(), path)
    monkeypatch.setattr(package, "_LARGEST", 10_000)
    with pytest.raises(StrategiError, match="kan ikke bruges"):
        word.write(draft(), path)


def squeezed(text: str) -> str:
    """Without spaces and the signs that lines are cut at."""
    return re.sub("[\\s\u00ad\u200b\ufffe\x02]+", "", text)


def printed(data: bytes) -> str:
    """A PDF's text, squeezed."""
    opened = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()
    return squeezed("".join(pages))


def test_the_pdf_says_all_of_it() -> None:
    """Every sentence, each source once, and its number again where it is used again."""
    shown = printed(pdf.write(draft()))
    for text in ("Status på fravær", "Til udvalget", *HEADS, "Fraværsteam:", "Det er i gang."):
        assert squeezed(text) in shown
    for one in draft().sentences():
        assert squeezed(one.text) in shown
    for note in (*NOTES, OWN, UNSAID):
        assert shown.count(squeezed(note)) == 1
    assert squeezed("Planen er fra juni 2024.1 Fraværet er steget.2,1") in shown
    assert squeezed("PPR3I gang3") in shown
    assert squeezed("Økonomien er 3,4 millioner.[uden kilde]5,4,6") in shown
    assert squeezed("rettet i hånden, 22. november 2026Side 1 af 1") in shown


def test_the_pdf_is_made_to_be_read_aloud() -> None:
    """PDF/UA-1: tagged, in Danish, with a title."""
    data = pdf.write(draft())
    assert b"pdfuaid:part>1<" in data
    assert re.search(rb"/Lang\s*\(da-DK\)", data)
    opened = pypdfium2.PdfDocument(data)
    try:
        found = opened.get_metadata_dict()
        assert opened.is_tagged()
    finally:
        opened.close()
    assert (found["Title"], found["Author"]) == ("Status på fravær", "Strategi")
    assert found["CreationDate"].startswith("D:20261122120000")


HOSTILE = (
    "Nul\x00 og \x0b\x1f\x85 styretegn \ud800\ufffe\x7f.",
    '#panic("x") $x^2$ ] [ *fed* _k_ @navn <mærke> \\ // `kode` #import "@preview/x:0.1.0": y',
    "&amp; <b>fed</b> ]]> </w:t> {{ felt }}",
    "ord" * 200,
    "https://solbjerg.example/" + "sti/" * 60,
    "שלום עולם بيان \u202eomvendt\u2066 tekst",
    "Fest 🎉 og 日本語, Ω ж ½ m²",
    "- punkt",
    "= Overskrift",
    "linje\u2028skift\nog\ttabulator",
)
SEEN = {
    HOSTILE[0]: "Nul og styretegn .",
    HOSTILE[5]: "שלום עולם بيان omvendt tekst",
    HOSTILE[9]: "linje skift og tabulator",
}
"""What is left where signs are taken out."""


def hostile() -> Draft:
    """Two hundred sources, and texts that are markup to somebody."""
    texts = [HOSTILE[place % len(HOSTILE)] for place in range(200)]
    sources = tuple(
        Citation(place + 1, "d", text, texts[place - 1], (texts[place - 2],), 1, 0, 1, text)
        for place, text in enumerate(texts)
    )
    said = [
        Sentence(text, (place + 1,), strong=place % 5 == 0, missing=text if place % 7 == 0 else "")
        for place, text in enumerate(texts)
    ]
    blocks = (
        Paragraph(tuple(said[:60])),
        Bullets((*((one,) for one in said[60:140]), ())),
        Table((HOSTILE[3], HOSTILE[1]), tuple(((one,), (one,)) for one in said[140:])),
        Table(HEADS, ()),
        Table((), ()),
        Bullets(()),
        Paragraph(()),
    )
    part = Part("background", HOSTILE[1], blocks)
    asked = DraftAsked(subject=HOSTILE[0] * 30, audience=HOSTILE[1])
    made = "2026-11-22T13:00:00.123456+01:00"
    return Draft(HOSTILE[0], HOSTILE[1], HOSTILE[0] + HOSTILE[5], (part,), sources, asked, made)


def test_no_text_breaks_the_word_file(libreoffice: Convert, tmp_path: Path) -> None:
    data = word.write(hostile())
    parts = roots(data)
    document = said(parts["word/document.xml"])
    notes = "\n".join(told_notes(parts).values())
    for text in HOSTILE:
        assert SEEN.get(text, text) in document
        assert f"»{SEEN.get(text, text).removeprefix('- ')}«" in notes
    path = tmp_path / "udkast.docx"
    path.write_bytes(data)
    with zipfile.ZipFile(libreoffice(path, "odt")) as packed:
        content = packed.read("content.xml")
    assert len(list(parts["word/document.xml"].iter(f"{W}tbl"))) == 2
    assert content.count(b"<text:note-body") == len(told_notes(parts)) > 200


def test_no_text_breaks_the_pdf() -> None:
    """Nothing in a text is markup, and nothing runs over the edge of its page."""
    data = pdf.write(hostile())
    shown = printed(data)
    for text in (*HOSTILE[1:5], *HOSTILE[7:9], *SEEN.values()):
        # Words that run from right to left are told in the order of their signs on the page.
        words = [word for word in SEEN.get(text, text).split() if word.isascii()]
        assert all(squeezed(word) in shown for word in words)
    opened = pypdfium2.PdfDocument(data)
    try:
        for page in opened:
            text = page.get_textpage()
            rights = [text.get_charbox(at)[2] for at in range(text.count_chars())]
            assert max(rights) < page.get_width() - 40
    finally:
        opened.close()


def test_signs_that_no_font_has_cost_the_standard_and_not_the_file() -> None:
    emoji = dataclasses.replace(draft(), byline="Tillykke 🎉")
    data = pdf.write(emoji)
    assert b"pdfuaid" not in data
    assert b"/StructTreeRoot" in data
    assert squeezed("Planen er fra juni 2024.") in printed(data)


def test_a_pdf_that_cannot_be_set_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "data", lambda _: {"title": "kun en titel"})
    with pytest.raises(StrategiError, match="Hent det som Word eller Markdown"):
        pdf.write(draft())
