"""CSV and TSV files as people save them."""

from __future__ import annotations

import pytest

from ingest import readers
from ingest.errors import Refused


def text_of(content: str | bytes, name: str = "plan.csv") -> str:
    data = content if isinstance(content, bytes) else content.encode()
    return readers.read(data, name).text


PLAN = "Indsats;Frist;Budget\nTræer;01-03-2026;1,5\nStier;01-04-2026;2,5\n"
READ = (
    "Indsats: Træer\nFrist: 01-03-2026\nBudget: 1,5\n\n"
    "Indsats: Stier\nFrist: 01-04-2026\nBudget: 2,5"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_gives_the_same_rows(encoding: str) -> None:
    assert text_of(PLAN.encode(encoding)) == READ


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_decimal_comma_is_no_delimiter(delimiter: str) -> None:
    assert text_of(PLAN.replace(";", delimiter)) == READ


def test_commas_delimit_where_they_do() -> None:
    plan = 'Indsats,Ansvarlig,Status\nTræer,Park,"Godt, i gang; fint"\nStier,Vej,\n'
    assert text_of(plan) == (
        "Indsats: Træer\nAnsvarlig: Park\nStatus: Godt, i gang; fint\n\n"
        "Indsats: Stier\nAnsvarlig: Vej"
    )


def test_a_first_line_may_name_the_delimiter() -> None:
    """Excel reads and writes such a line, which is no text."""
    assert text_of("sep=|\r\n" + PLAN.replace(";", "|")) == READ


def test_a_quoted_cell_keeps_its_lines_and_delimiters() -> None:
    plan = 'Indsats;Tekst\r\nTræer;"Vi planter;\r\nog vander"\r\nStier;Vi bygger nye stier\r\n'
    assert "Tekst: Vi planter;\nog vander\n\n" in text_of(plan)


def test_a_title_above_the_table_is_no_row() -> None:
    document = readers.read(("Handleplan for natur\n\n" + PLAN).encode(), "plan.csv")
    assert document.text == "Handleplan for natur\n\n" + READ
    assert document.metadata.title == "Handleplan for natur"


def test_rows_of_unequal_length_are_read_as_far_as_they_go() -> None:
    read = text_of("Indsats;Frist;Note\nTræer;2026\nStier;2027;haster;ekstra\n")
    assert "Indsats: Træer\nFrist: 2026" in read
    assert "haster" in read
    assert "ekstra" in read


def test_lines_without_delimiter_are_text() -> None:
    read = text_of("Vi planter flere træer.\nVi bygger stier, og vi gør det nu.\nTak for i dag.\n")
    assert "Vi bygger stier, og vi gør det nu." in read


@pytest.mark.parametrize("content", ["", "\n\n \n", ";;;\n;;;\n"])
def test_a_file_that_says_nothing_is_refused(content: str) -> None:
    with pytest.raises(Refused):
        text_of(content)


def test_a_quote_that_is_never_closed_is_refused_in_plain_words() -> None:
    with pytest.raises(Refused, match="anførselstegn"):
        text_of('A;B\n"åben;x\n' + "en linje med tekst\n" * 60_000)


def test_a_register_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.delimited.MOST_CELLS", 5)
    with pytest.raises(Refused, match="udfyldte celler"):
        text_of(PLAN)


def test_a_first_row_of_shortened_names() -> None:
    plan = "Sagsnr.;Titel;Ansv.\n25-001;Cykelsti i byen;Vej\n25-002;Legeplads;Park\n"
    assert text_of(plan).endswith("Sagsnr.: 25-002\nTitel: Legeplads\nAnsv.: Park")
