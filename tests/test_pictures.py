"""Pictures for a page or a report: right, readable, the same each time, and no danger."""

from __future__ import annotations

import re
import struct
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.pictures import colours, written
from assistant.pictures.axis import Axis, spanned
from assistant.pictures.letters import clean, shortened, width, wrapped
from assistant.pictures.theme_map import Map, MapRow, theme_map
from assistant.pictures.timetable import Timetable, timetable
from assistant.pictures.timetable_rows import Bar
from ingest.errors import StrategiError

SVG = "{http://www.w3.org/2000/svg}"
MAP = Map(
    ("Solbjerg Kommune", "Ærø Kommune"),
    (MapRow("Skolefravær", (3, None)), MapRow("Øget trivsel på 5. årgang", (1, 12))),
    "Emner i strategierne",
)
TABLE = Timetable(
    (
        Bar("Åbent hus", "Solbjerg", "2024-05-17", "2024-05-17", "day", "17. maj 2024"),
        Bar("Trivselsteam", "Solbjerg", "2024-01-01", "2024-06-30", "half", "1. halvår 2024"),
        Bar("Løbende opfølgning", "Ærø", "2024-09-01", "", "range", "fra september 2024"),
        Bar("Forsøget", "Ærø", "", "2023-12-31", "range", "til udgangen af 2023"),
    ),
    "Tidsplan",
)


def root(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def texts(data: bytes) -> list[str]:
    return [element.text or "" for element in root(data).iter(f"{SVG}text")]


def said(data: bytes) -> list[str]:
    """What the shapes say where the pointer rests on them."""
    return [e.text or "" for e in root(data).iter(f"{SVG}title")][1:]


def number(element: etree._Element, name: str) -> float:
    return float(element.get(name, ""))


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def test_a_map_shows_each_value_once_and_larger_for_more() -> None:
    """The number in the circle, its words on it, and a speck where there is nothing."""
    data = theme_map(MAP)
    assert said(data) == [
        "Skolefravær – Solbjerg Kommune: 3",
        "Øget trivsel på 5. årgang – Solbjerg Kommune: 1",
        "Øget trivsel på 5. årgang – Ærø Kommune: 12",
    ]
    radii = [number(circle, "r") for circle in root(data).iter(f"{SVG}circle")]
    assert radii[1] < radii[2] < radii[0] < radii[3]
    assert {"Skolefravær", "3", "1", "12", "Emner i strategierne"} <= set(texts(data))


def test_a_map_of_scores_has_no_numbers() -> None:
    rows = (MapRow("Sundhed", (0.25, float("nan"))), MapRow("Ledelse", (0.9,)))
    data = theme_map(replace(MAP, rows=rows, measure="score"))
    assert said(data) == ["Sundhed – Solbjerg Kommune: 0,25", "Ledelse – Solbjerg Kommune: 0,90"]
    assert not [text for text in texts(data) if text[:1].isdigit()]


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (60, 12), (140, 30)])
def test_a_map_of_any_size_keeps_everything_on_the_sheet(rows: int, columns: int) -> None:
    """Long names are wrapped and cut; what is too much is told of."""
    names = tuple(f"Nordvestlige Ringkøbingegnens Kommune nr. {n}" for n in range(columns))
    label = "Tværgående samarbejde om børn og unge i udsatte positioner i hele kommunen " * 3
    data = theme_map(Map(names, (MapRow(label, (1.0,) * columns),) * rows, label))
    sheet, right = root(data), 0.0
    for element in sheet.iter(f"{SVG}text"):
        long = width(element.text or "", number(element, "font-size"))
        anchor = element.get("text-anchor")
        right = max(right, number(element, "x") + long * (0.5 if anchor == "middle" else 1))
    assert right <= number(sheet, "width")
    assert max(number(e, "y") for e in sheet.iter(f"{SVG}text")) < number(sheet, "height")
    assert ("og 40 flere" in texts(data)) == (rows > 100)
    assert ("og 6 organisationer mere" in texts(data)) == (columns > 24)


def test_nothing_to_show_is_said_in_plain_words() -> None:
    for empty in (replace(MAP, rows=()), replace(MAP, columns=())):
        assert "Der er ingen temaer at vise." in texts(theme_map(empty))
    assert "Der er ingen datoer at vise." in texts(timetable(replace(TABLE, bars=())))
    undated = Timetable((Bar("Always", "Ærø", "", ""),), "Dates", language="en")
    assert "There are no dates to show." in texts(timetable(undated))


def test_a_timetable_has_bars_for_periods_diamonds_for_days_and_arrows_for_open_ends() -> None:
    data = timetable(TABLE)
    shapes = {
        title.text: title.getparent() for title in root(data).iter(f"{SVG}title")
    }  # fmt: skip
    diamond = shapes["Åbent hus: 17. maj 2024"]
    assert len(diamond.get("points", "").split()) == 4
    assert shapes["Trivselsteam: 1. halvår 2024"].tag == f"{SVG}rect"
    onwards = shapes["Løbende opfølgning: fra september 2024"].get("points", "").split()
    until = shapes["Forsøget: til udgangen af 2023"].get("points", "").split()
    assert (len(onwards), len(until)) == (5, 5)
    assert max(float(p.split(",")[0]) for p in until) < min(float(p.split(",")[0]) for p in onwards)
    assert "fra september 2024" in texts(data)
    order = [t for t in texts(data) if t in {"Solbjerg", "Ærø", "Trivselsteam", "Åbent hus"}]
    assert order == ["Solbjerg", "Trivselsteam", "Åbent hus", "Ærø"]


def test_today_stands_where_it_is_given_and_only_then() -> None:
    assert "i dag" not in texts(timetable(TABLE))
    assert "i dag" in texts(timetable(replace(TABLE, today="2024-03-01")))
    assert "i dag" not in texts(timetable(replace(TABLE, today="2031-03-01")))


def test_years_far_off_do_not_make_a_timetable_unreadable() -> None:
    """They stand at the edge as hollow arrows with their year."""
    far = (
        Bar("Skoleloven", "Solbjerg", "1814-07-29", "1814-07-29", "day"),
        Bar("Visionen", "Solbjerg", "9999-01-01", "9999-12-31", "year"),
    )
    data = timetable(replace(TABLE, bars=TABLE.bars + far))
    assert {"1814", "9999", "2024"} <= set(texts(data))
    assert "1900" not in texts(data)
    hollow = [e for e in root(data).iter(f"{SVG}polygon") if e.get("fill") == colours.SHEET]
    assert len(hollow) == 2


def test_given_ends_bound_the_calendar() -> None:
    data = timetable(replace(TABLE, first="2024-04-01", last="2024-06-30"))
    assert {"2024", "apr.", "maj", "jun."} <= set(texts(data))
    assert not {"mar.", "jul.", "2023"} & set(texts(data))


def test_of_many_bars_the_first_of_every_group_stand() -> None:
    bars = tuple(
        Bar(f"Møde {n}", group, f"2024-01-{n % 28 + 1:02}", "")
        for group, count in (("Solbjerg", 100), ("Ærø", 90), ("Faxe", 2))
        for n in range(count)
    )
    data = timetable(Timetable(bars, "Møder"))
    assert len([t for t in texts(data) if t.startswith("Møde ")]) == 80
    assert [t for t in texts(data) if t.startswith("og ")] == ["og 61 flere", "og 51 flere"]
    alone = timetable(Timetable(tuple(replace(b, group=b.label + b.group) for b in bars), "Møder"))
    assert "og 112 flere" in texts(alone)


@pytest.mark.parametrize(
    ("first", "last", "years", "parts"),
    [
        ("2024-01-01", "2024-12-31", ["2024"], ["jan.", "feb.", "mar."]),
        ("2023-01-01", "2025-12-31", ["2023", "2024", "2025"], ["1. kv.", "2. kv.", "3. kv."]),
        ("2022-01-01", "2025-12-31", ["2022", "2023", "2024", "2025"], ["1. halvår", "2. halvår"]),
        ("2001-01-01", "2012-12-31", ["2001", "2002", "2003"], []),
        ("1800-01-01", "2100-12-31", ["1800", "1820", "1840"], []),
    ],
)
def test_the_calendar_is_as_fine_as_there_is_room(
    first: str, last: str, years: list[str], parts: list[str]
) -> None:
    axis = Axis(day(first), day(last) + 1, 0, 640)
    assert [mark.label for mark in axis.years()][: len(years)] == years
    assert [mark.label for mark in axis.parts("da")][: len(parts)] == parts
    assert bool(axis.parts("en")) == bool(parts)


@given(
    st.lists(st.dates().map(date.toordinal), min_size=1, max_size=12),
    st.none() | st.dates().map(date.toordinal),
    st.none() | st.dates().map(date.toordinal),
)
def test_an_axis_of_any_days_has_a_length_and_marks(
    days: list[int], first: int | None, last: int | None
) -> None:
    axis = Axis(*spanned(days, first, last), 10, 640)
    assert axis.first < axis.end
    assert all(10 <= axis.at(day) <= 650 for day in days)
    marks = axis.years()
    assert 1 <= len(marks) <= 17
    assert all(mark.start < mark.end for mark in [*marks, *axis.parts("da")])


NASTY = st.text(max_size=60) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "$x^2$",
        "&amp; ]]>",
        "\x00\x1b\ud800",
        "שלום 😀 مرحبا",
        "\u202etxet",
    ]
)


@settings(deadline=None, max_examples=60)
@given(NASTY, NASTY, st.floats() | st.none())
def test_whatever_is_written_stays_text(label: str, title: str, value: float | None) -> None:
    """Well-formed XML, words as they are, no other elements than a picture has."""
    drawn = [
        theme_map(Map((label or "x",), (MapRow(title, (value,)),), title)),
        timetable(Timetable((Bar(label, title, "2024-01-01", "", "range", label),), title)),
    ]
    for data in drawn:
        sheet = root(data)
        assert {etree.QName(e).localname for e in sheet.iter()} <= set(
            "svg title desc rect circle polygon line text".split()
        )
        assert sheet.findtext(f"{SVG}title") == (clean(title) or None or "")
        assert not re.search(rb"(?:href|src|url\()", re.sub(rb">[^<]*<", b"><", data))


def test_a_label_that_looks_like_code_is_shown_as_it_is() -> None:
    row = MapRow("<script>$x$</script> & co.", (1,))
    data = theme_map(replace(MAP, rows=(row,)))
    assert "<script>$x$</script> & co." in texts(data)
    assert b"<script" not in data


def test_an_svg_can_be_read_aloud_and_asks_for_nothing() -> None:
    """It has a role, a title and a description in words, and names no address but its kind."""
    for data in (theme_map(MAP), timetable(TABLE)):
        sheet = root(data)
        names = (sheet.get("aria-labelledby") or "").split()
        assert [e.get("id") for e in sheet.iter(f"{SVG}title", f"{SVG}desc")][:2] == names
        assert (sheet.get("role"), sheet.get("lang")) == ("img", "da")
        assert re.findall(rb"https?://[^\"]*", data) == [b"http://www.w3.org/2000/svg"]
        assert b"<!" not in data
    assert "Øget trivsel på 5. årgang: Solbjerg Kommune 1, Ærø Kommune 12." in str(
        root(theme_map(MAP)).findtext(f"{SVG}desc")
    )
    told = str(root(timetable(TABLE)).findtext(f"{SVG}desc"))
    assert "Trivselsteam: 1. halvår 2024; Åbent hus: 17. maj 2024." in told


def test_a_png_is_drawn_at_twice_the_size_for_print() -> None:
    for draw in (lambda fmt: theme_map(MAP, fmt), lambda fmt: timetable(TABLE, fmt)):
        sheet, data = root(draw("svg")), draw("png")
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        across, high = struct.unpack(">II", data[16:24])
        assert across == pytest.approx(2 * number(sheet, "width"), abs=2)
        assert high == pytest.approx(2 * number(sheet, "height"), abs=2)


def test_the_same_picture_is_the_same_file_from_any_thread() -> None:
    """Eight at once."""
    with ThreadPoolExecutor(8) as threads:
        files = list(threads.map(lambda n: timetable(TABLE, "png" if n % 2 else "svg"), range(16)))
    assert len(set(files)) == 2
    assert theme_map(MAP, "png") == theme_map(MAP, "png")


def test_a_png_holds_nobody_up() -> None:
    """A server goes on answering while a large one is drawn."""
    rows = tuple(MapRow(f"Tema {n}", (n,) * 12) for n in range(60))
    large = Map(tuple(f"Kommune {n}" for n in range(12)), rows, "Hele registeret")
    drawing = threading.Thread(target=theme_map, args=(large, "png"))
    drawing.start()
    turns = 0
    while drawing.is_alive():
        drawing.join(0.01)
        turns += 1
    assert turns > 20


def test_a_png_that_cannot_be_drawn_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "_RASTER", ROOT / "missing.py")
    with pytest.raises(StrategiError, match="Hent det som SVG"):
        theme_map(MAP, "png")


def test_text_is_cut_and_wrapped_to_its_width() -> None:
    words = "Tværfaglig indsats for børn-og-unge i Vesthimmerlandsmodelkommunerne"
    for most in (40.0, 90.0, 200.0, 1000.0):
        lines = wrapped(words, 13, most, 3)
        assert len(lines) <= 3
        assert all(width(line, 13) <= most for line in lines)
    assert "".join(wrapped(words, 13, 200, 9)).replace(" ", "") == words.replace(" ", "")
    assert shortened("Kort", 13, 100) == "Kort"
    assert shortened(words, 13, 100).endswith("…")


def test_the_colours_are_those_of_the_pages() -> None:
    """Of the light theme: a report is printed on white paper."""
    sheet = (ROOT / "ui/static/colours.css").read_text().partition("@media")[0]
    own = {name: value for name, value in vars(colours).items() if name.isupper()}
    for name, value in own.items():
        assert f"--{name.lower().replace('_', '-')}: {value};" in sheet
