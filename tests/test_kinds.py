"""The kind of a file is told by what it holds; its name only tells text from text."""

from __future__ import annotations

import io
import zipfile

import pytest
import samples

from ingest import readers
from ingest.errors import Refused
from ingest.kinds import SUFFIXES, Kind, kind_of

FILES = samples.files()


@pytest.mark.parametrize("name", sorted(set(FILES) - {"plan.md", "plan.txt", "plan.csv"}))
@pytest.mark.parametrize(
    "given", ["plan.docx", "plan.pdf", "plan.txt", "plan.ukendt", "plan", "a.doc"]
)
def test_whatever_its_name_a_file_is_read_as_what_it_is(name: str, given: str) -> None:
    """And the document says so where the name says another thing."""
    document = readers.read(FILES[name], given)
    assert "Karen Holm" in document.text
    kind = kind_of(FILES[name], name)
    suffix = given[given.find(".") :] if "." in given else ""
    told = any(f"hedder {suffix}, men er læst som" in warning for warning in document.warnings)
    assert told == (bool(suffix) and SUFFIXES.get(suffix) is not kind)


def test_text_is_told_from_text_by_its_name() -> None:
    """Rows of a table look like any other lines."""
    data = FILES["plan.csv"]
    assert kind_of(data, "plan.csv") is Kind.CSV
    assert kind_of(data, "plan.txt") is Kind.TEXT
    assert kind_of(data, "plan") is Kind.TEXT


def test_a_web_page_may_begin_with_a_comment_and_a_declaration() -> None:
    page = (
        b"<?xml version='1.0'?>\n<!-- gemt -->\n<!DOCTYPE html>\n<html><body><p>Tekst.</p></html>"
    )
    assert kind_of(page, "side.txt") is Kind.HTML


def _packed(kind: bytes, manifest: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
    return written.getvalue()


_OPEN = b"application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"Tekst", "plan.docx", r"hedder \.docx"),
        (b"Tekst", "plan.json", r"Formatet \.json"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "plan.pdf", "et billede"),
        (b"MZ\x90\0" + bytes(99), "plan", "et program"),
        (b"7z\xbc\xaf'\x1c" + bytes(99), "plan.7z", r"af typen \.7z"),
        (b"<?xml version='1.0'?><x/>", "plan.txt", "XML-data"),
        (b"{\\rtf1 Tekst}", "plan.txt", r"Gem som \.docx"),
        (_packed(_OPEN + b"presentation"), "plan.odp", r"Gem som \.pptx"),
        (_packed(_OPEN + b"text", b"<manifest:encryption-data/>"), "plan.odt", "adgangskode"),
        (_packed(b"application/epub+zip"), "bog.epub", "zip-arkiv"),
    ],
)
def test_what_no_reader_reads_is_named(data: bytes, name: str, says: str) -> None:
    """With a word on what to do."""
    with pytest.raises(Refused, match=says) as refused:
        kind_of(data, name)
    assert refused.value.advice
