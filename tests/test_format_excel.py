"""Excel files: values as they are seen, hidden and marked things told."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from ingest import readers
from ingest.document import Document
from ingest.errors import Refused
from ingest.formats.numbers import shown

RED = "FFFF0000"


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(book: Workbook) -> Document:
    return readers.read(saved(book), "plan.xlsx")


def plan(*rows: list[object]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    return book, sheet


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The file with something else in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            held = before.read(name)
            after.writestr(name, held.replace(old, new) if name == part else held)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (1234.5, "General", "1234,5"),
        (0.1 + 0.2, "", "0,3"),
        (1234567, "#,##0", "1.234.567"),
        (0.125, "0.0%", "12,5 %"),
        (1234.5, '#,##0.00 "kr."', "1.234,50 kr."),
        (1234.5, '_-* #,##0.00\\ "kr."_-;\\-* #,##0.00\\ "kr."_-', "1.234,50 kr."),
        (0, '#,##0.00 "kr.";-#,##0.00 "kr.";"-"?? "kr."', "- kr."),
        (5, "[$kr.-406] #,##0", "kr. 5"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-0.001, "0.0", "0,0"),
        (2.5, "0", "3"),
        (7, "000", "007"),
        (1_500_000, '0.0,," mio."', "1,5 mio."),
        (12345678, "00 00 00 00", "12 34 56 78"),
        (5, ";;;", ""),
        (2.5, "# ?/?", "2,5"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_their_format_shows_them(value: float, code: str, seen: str) -> None:
    assert shown(value, code) == seen


def test_values_are_read_as_a_person_sees_them() -> None:
    book, sheet = plan(
        ["Indsats", "Frist", "Møde", "Klokken", "Besluttet"],
        ["Træer", date(2026, 3, 1), datetime(2026, 5, 1, 14, 30), time(9, 5), True],  # noqa: DTZ001
        ["Stier", date(2027, 1, 1), datetime(2026, 6, 1, 8, 0), time(10, 0), False],  # noqa: DTZ001
    )
    sheet["B3"].number_format = "mmmm yyyy"
    assert read(book).text == (
        "Indsats: Træer\nFrist: 01-03-2026\nMøde: 01-05-2026 14:30\nKlokken: 09:05\n"
        "Besluttet: ja\n\n"
        "Indsats: Stier\nFrist: januar 2027\nMøde: 01-06-2026 08:00\nKlokken: 10:00\n"
        "Besluttet: nej"
    )


def test_errors_are_left_out_and_formulas_have_their_results() -> None:
    book, sheet = plan(["Indsats", "Antal", "Andel"], ["Træer", 12, "=B2*2"], ["Stier", 7, 3])
    sheet["C3"] = "#REF!"
    sheet["C3"].data_type = "e"
    data = saved(book)
    for empty in (b"<v />", b"<v/>", b"<v></v>"):
        data = changed(data, "xl/worksheets/sheet1.xml", b"2</f>" + empty, b"2</f><v>24</v>")
    document = readers.read(data, "plan.xlsx")
    assert "Andel: 24" in document.text
    assert "#REF" not in document.text
    assert not document.warnings


def test_a_formula_without_result_is_told() -> None:
    book, _ = plan(["Indsats", "Antal"], ["Træer", 5], ["Stier", "=B2+1"])
    document = read(book)
    assert any("Formler uden gemt resultat" in warning for warning in document.warnings)


def test_a_merged_cell_stands_in_each_of_its_rows() -> None:
    book, sheet = plan(
        ["Indsats", "Ansvarlig"], ["Træer", "Park og Vej"], ["Buske", None], ["Stier", "Teknik"]
    )
    sheet.merge_cells("B2:B3")
    assert "Indsats: Buske\nAnsvarlig: Park og Vej" in read(book).text


def test_what_is_hidden_is_left_out_and_told() -> None:
    book, sheet = plan(
        ["Indsats", "Kladde", "Frist"],
        ["Træer", "intern", "2026"],
        ["Fortrolig", "intern", "2027"],
        ["Stier", "intern", "2028"],
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    lists = book.create_sheet("Opslag")
    lists["A1"] = "skjult liste"
    lists.sheet_state = "hidden"
    document = read(book)
    assert document.text == "Indsats: Træer\nFrist: 2026\n\nIndsats: Stier\nFrist: 2028"
    assert document.warnings == (
        "Skjulte ark er ikke læst: »Opslag«.",
        "Skjulte rækker og kolonner er ikke læst i: »Sheet«.",
    )


def test_sheets_are_sections_where_there_are_several() -> None:
    book, sheet = plan(["Indsats", "Antal"], ["Træer", 5], ["Stier", 7])
    sheet.title = "Natur"
    other = book.create_sheet("Økonomi")
    other.append(["År", "Beløb"])
    other.append([2025, 100])
    assert [section.path for section in read(book).sections] == [("Natur",), ("Økonomi",)]


def test_struck_and_coloured_text_is_said_to_be_marked() -> None:
    book, sheet = plan(
        ["Indsats", "Status"],
        ["Plant buske", "Planlagt til foråret og drøftet med lokalrådet"],
        ["Byg stier", "Stierne er anlagt og taget i brug af borgerne"],
        ["Mal broer", "Broerne er malet færdige før sommerferien"],
    )
    sheet["A2"] = CellRichText(
        "Plant ",
        TextBlock(InlineFont(strike=True), "buske"),
        TextBlock(InlineFont(color=Color(rgb=RED)), "træer"),
    )
    sheet["A3"].font = Font(color=RED)
    sheet["A4"].font = Font(strike=True)
    document = read(book)
    assert "Indsats: Plant træer\n[ændret: træer] [udgået: buske]\nStatus" in document.text
    assert "Indsats: Byg stier\n[ændret]\nStatus" in document.text
    assert "Indsats: [udgået: Mal broer]\nStatus" in document.text
    assert len(document.warnings) == 1


def test_coloured_heads_are_design() -> None:
    book, sheet = plan(
        ["Indsats", "Status"], ["Træer", "De er plantet i byen"], ["Stier", "De er anlagt i byen"]
    )
    for cell in sheet[1]:
        cell.font = Font(color="FF0070C0", b=True)
    document = read(book)
    assert "ændret" not in document.text
    assert not document.warnings


def test_a_sheet_that_claims_a_million_columns_and_rows_is_read_at_once() -> None:
    book, sheet = plan(["Indsats", "Antal"], ["Træer", 5], ["Stier", 7])
    sheet["XFD1048576"].font = Font(b=True)
    assert read(book).text == "Indsats: Træer\nAntal: 5\n\nIndsats: Stier\nAntal: 7"


def test_a_register_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.excel.reader.MOST_CELLS", 3)
    book, _ = plan(["Indsats", "Antal"], ["Træer", 5])
    with pytest.raises(Refused, match="udfyldte celler"):
        read(book)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_broken_part_is_a_damaged_file(part: str) -> None:
    book, _ = plan(["Indsats", "Antal"], ["Træer", 5])
    with pytest.raises(Refused, match="beskadiget"):
        readers.read(changed(saved(book), part, b"<", b"<<"), "plan.xlsx")


def test_the_strict_variety_is_named() -> None:
    book, _ = plan(["Indsats", "Antal"], ["Træer", 5])
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    with pytest.raises(Refused, match="Strict"):
        readers.read(changed(saved(book), "xl/workbook.xml", usual, strict), "plan.xlsx")
