"""Word files of all kinds: templates, damaged ones, and ones made to do harm."""

from __future__ import annotations

import re
import time

import pytest
from docx import Document
from docx.oxml.ns import nsmap
from word_made import (
    LONG,
    SPACES,
    add,
    p,
    paper,
    raws,
    repacked,
    run,
    saved,
    table,
    tc,
    tr,
    without,
)

from ingest import readers
from ingest.errors import Refused
from ingest.formats.word import reader as word
from ingest.raw import unheard


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plan.docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        (
            "plan.dotx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        ),
    ],
)
def test_templates_and_documents_with_macros(name: str, kind: str) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    document = Document()
    document.add_heading("Kultur", 1)
    document.add_paragraph(LONG)
    data = repacked(saved(document), lambda _, part: part.replace(usual, kind.encode()))
    assert readers.read(data, name).text == f"Kultur\n\n{LONG}"


def test_a_document_by_the_letter_of_the_standard() -> None:
    """Word's "Strict Open XML" names its elements otherwise."""
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = Document()
    document.add_paragraph(LONG)
    data = repacked(saved(document), lambda _, part: part.replace(nsmap["w"].encode(), strict))
    assert readers.read(data, "plan.docx").text == LONG


def test_parts_that_are_missing_or_broken_are_done_without() -> None:
    document = Document()
    document.add_heading("Kultur", 1)
    document.add_paragraph(LONG)
    document.add_paragraph("Et punkt", style="List Bullet")
    bare = without(saved(document), "word/styles.xml", "word/numbering.xml", "docProps/core.xml")
    torn = repacked(saved(document), lambda n, part: b"<w:x" if n == "word/styles.xml" else part)
    for data in (bare, torn):
        assert readers.read(data, "plan.docx").text == f"Kultur\n\n{LONG}\n\n- Et punkt"


@pytest.mark.parametrize("content", [b"", b"<html/>", b"<w:document", b'<?xml version="1.0"?><a/>'])
def test_a_main_part_that_is_none_is_refused(content: bytes) -> None:
    data = repacked(
        saved(Document()), lambda n, part: content if n == "word/document.xml" else part
    )
    with pytest.raises(Refused, match="beskadiget") as refusal:
        readers.read(data, "plan.docx")
    assert "gem" in refusal.value.advice


def test_an_empty_document_has_no_pieces() -> None:
    assert raws(add(Document(), p(""), p("   "))) == []


def test_another_file_within_is_told() -> None:
    document = add(Document(), p(LONG), '<w:altChunk r:id="rId99"/>')
    assert paper(document).warnings == (
        "En del af dokumentet er en anden fil, der er lagt ind i det, og er ikke læst.",
    )


def test_the_title_in_the_properties_counts_where_the_text_names_it() -> None:
    document = Document()
    document.add_paragraph("Ribe Kommune")
    document.add_paragraph(f"Klimaplan for Ribe. {LONG}")
    document.core_properties.title = "Klimaplan for Ribe"
    assert paper(document).metadata.title == "Klimaplan for Ribe"
    document.core_properties.title = "Microsoft Word - Dokument1"
    assert word.read(saved(document), "plan.docx", unheard).told == {}
    document.add_heading("Kultur", 1)
    document.core_properties.title = "Klimaplan for Ribe"
    assert word.read(saved(document), "plan.docx", unheard).told == {}


@pytest.mark.parametrize("deep", [30, 75])
def test_tables_in_tables_in_tables_are_read(deep: int) -> None:
    nested = p("Inderst i alle.")
    for depth in range(deep):
        nested = table(tr(tc(nested + p("")), tc(f"Ved {depth}")), tr("Under", "Ved"))
    text = paper(add(Document(), p(LONG), nested)).text
    assert "Inderst i alle." in text


def test_tables_without_end_in_one_another_are_refused_and_not_crashed_on() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 3000 + p("x") + "</w:tc></w:tr></w:tbl>" * 3000
    body = f"<w:document {SPACES}><w:body>{nested}</w:body></w:document>".encode()
    data = repacked(saved(Document()), lambda n, part: body if n == "word/document.xml" else part)
    with pytest.raises(Refused):
        readers.read(data, "plan.docx")


def test_time_grows_with_length_alone() -> None:
    """Four times the text takes about four times as long, wide tables and open fields included."""

    def seconds(count: int) -> float:
        open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        shows = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        lines = p(open_field + shows + run(LONG)) * count
        merged = (
            tr(tc("a", '<w:vMerge w:val="restart"/>'), "b") + tr(tc("", "<w:vMerge/>"), "b") * count
        )
        data = saved(add(Document(), lines, table(merged), table(tr(*["x"] * count) * 2)))
        before = time.process_time()
        word.read(data, "plan.docx", unheard)
        return time.process_time() - before

    seconds(50)
    few, many = min(seconds(400), seconds(400)), seconds(1600)
    assert many < 12 * few + 0.2


def test_no_mark_of_word_is_left_in_the_text() -> None:
    document = add(Document(), p(run("Et\uf0b7 to\u00ad tre", '<w:rFonts w:ascii="Symbol"/>')))
    assert not re.search("[\ue000-\uf8ff]", paper(document).text)


def test_drawings_that_are_not_read_are_told() -> None:
    chart = '<a:graphic><a:graphicData uri="http://x/drawingml/2006/diagram"/></a:graphic>'
    inline = f"<w:r><w:drawing><wp:inline>{chart}</wp:inline></w:drawing></w:r>"
    document = add(Document(), p(run(LONG) + inline))
    assert paper(document).warnings == ("Tekst i SmartArt og diagrammer er ikke læst (1)",)


def test_a_part_that_is_named_but_missing_is_done_without() -> None:
    """Programs that export documents leave pictures out and name them still."""
    document = Document()
    document.add_paragraph(LONG)
    added = (
        b'<Relationship Id="rId98" Type="http://x/image" Target="media/NULL"/>'
        b'<Relationship Id="rId97" Type="http://x/footnotes" Target="NULL"/></Relationships>'
    )
    data = repacked(
        saved(document),
        lambda name, part: part.replace(b"</Relationships>", added) if "rels" in name else part,
    )
    assert readers.read(data, "plan.docx").text == LONG
