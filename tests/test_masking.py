"""Personal data is taken out of what a language model is sent, and put back afterwards."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.masking import Masking, told

_TEN = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)[ \u2013-]?\d{4}(?!\d)")


def masked(text: str) -> str:
    return Masking().mask(text)


@pytest.mark.parametrize(
    "number",
    [
        "070761-4285",
        "0707614285",
        "070761 4285",
        "070761–4285",
        "070761 - 4285",
        "070761\u20114285",
        "070761-\n4285",
        "07.07.61-4285",
        "07 07 61-4285",
        "290200-1111",
        "311299-9999",
        "670761-4285",
        "911299-0000",
    ],
)
def test_a_cpr_number_is_hidden_however_it_is_written(number: str) -> None:
    text = f"Borgeren ({number}) søger, og cpr{number}x er den samme."
    masking = Masking()
    hidden = masking.mask(text)
    assert hidden == "Borgeren ({{cpr-1}}) søger, og cpr{{cpr-1}}x er den samme."
    assert masking.restore(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "310224-1234",
        "290223-1234",
        "311124 1234",
        "001224-1234",
        "600124-1234",
        "920124-1234",
        "101324-1234",
        "916512-0000",
        "1070761-4285",
        "070761-42851",
        "5798070761428",
    ],
)
def test_what_is_no_day_or_longer_is_no_cpr_number(text: str) -> None:
    masking = Masking()
    masking.mask(f"Nr. {text} i listen.")
    assert "cpr" not in masking.kinds


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("12345678", "*"),
        ("12 34 56 78", "*"),
        ("1234 5678", "*"),
        ("12-34-56-78", "*"),
        ("12.34.56.78", "*"),
        ("12\u00a034\u00a056\u00a078", "*"),
        ("123 45 678", "*"),
        ("123 456 78", "*"),
        ("12 345678", "*"),
        ("+45 12345678", "*"),
        ("+4512345678", "*"),
        ("+45 12 34 56 78", "*"),
        ("+45 1234 5678", "*"),
        ("(+45) 12 34 56 78", "(*"),
        ("0045 12 34 56 78", "*"),
        ("00 45 12345678", "*"),
        ("tlf. 12345678", "tlf. *"),
        ("Tlf.: 12 345 678", "Tlf.: *"),
        ("tlf 1234-5678", "tlf *"),
        ("telefonnummer 12 34 5678", "telefonnummer *"),
        ("Mobil: 1234-5678", "Mobil: *"),
        ("telefon-nr. 12345678", "telefon-nr. *"),
        ("T12345678", "T*"),
        ("ring på 12 34 56 78", "ring på *"),
        ("phone: 1234 5678", "phone: *"),
    ],
)
def test_a_danish_number_is_one_value_however_it_is_written(written: str, left: str) -> None:
    masking = Masking()
    assert masking.mask("Ring 12345678.") == "Ring {{telefon-1}}."
    hidden = masking.mask(f"Skriv, eller brug {written}, hvis det haster.")
    expected = left.replace("*", "{{telefon-1}}")
    assert hidden == f"Skriv, eller brug {expected}, hvis det haster."


@pytest.mark.parametrize(
    "written", ["+46 8 123 456 78", "0046812345678", "+1 (212) 555-0123", "+49 30 901820"]
)
def test_a_number_with_a_prefix_is_hidden(written: str) -> None:
    assert masked(f"Kontoret: {written}.") == "Kontoret: {{telefon-1}}."


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("87121230, i intet år", "{{telefon-1}}, i intet år"),
        ("20 24 20 25 og 87654321", "{{telefon-1}} og {{telefon-2}}"),
        ("87 65 43 21/87 65 43 22", "{{telefon-1}}/{{telefon-2}}"),
        ("87 65 43 21 87 65 43 22", "{{telefon-1}} {{telefon-2}}"),
        ("87 65 43 21/22", "{{telefon-1}}/22"),
        ("87654321/87654322", "{{telefon-1}}/{{telefon-2}}"),
        ("I 2024 87 65 43 21", "I 2024 {{telefon-1}}"),
        ("87 65 43 21 2024", "{{telefon-1}} 2024"),
        ("sagsbehandler Bo Vig 87654321", "sagsbehandler Bo Vig {{telefon-1}}"),
        ("tlf. 20242025", "tlf. {{telefon-1}}"),
        ("tlf. 20 24 09 30", "tlf. {{telefon-1}}"),
        ("070761-4285 87654321", "{{cpr-1}} {{telefon-1}}"),
        ("bo@vig.dk 87654321", "{{e-mail-1}} {{telefon-1}}"),
    ],
)
def test_numbers_beside_others_are_told_apart(text: str, hidden: str) -> None:
    assert masked(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "12.345.678 kr.",
        "12.345.678",
        "12 345 678 kr.",
        "10 000 000",
        "12345678 kr.",
        "12345678 kroner",
        "12345678,50",
        "kr. 12345678",
        "12345678 pct.",
        "12345678 m2",
        "2024 2025",
        "2020-2024",
        "2020–2024",
        "1000-1500 medarbejdere",
        "20240930",
        "30092024",
        "30.09.2024",
        "2024-09-30",
        "12.10.22",
        "mobilitet 2024-2025",
        "Mobil 2024-2025",
        "telefon 30.09.2024",
        "telefon 12.345.678",
        "lov nr. 1234 af 12.05.2024",
        "LBK nr. 1089",
        "27.00.00-A00-5-24",
        "2024-12345678",
        "24/12345678",
        "12345678-001",
        "CVR 12345678",
        "CVR-nr.: 12 34 56 78",
        "EAN 5798001234567",
        "EAN: 5798 0012 3456 7",
        "sagsnr. 12345678",
        "konto nr. 12345678",
        "1250 1300 1400 1500",
        "10 12 14 16 18",
        "112 eller 1813",
        "+1.200.000",
        "+10 000 000 kr.",
        "01 02 03 04",
        "8900 Randers",
    ],
)
def test_figures_dates_and_case_numbers_stay(text: str) -> None:
    assert masked(f"Se {text}") == f"Se {text}"
    assert masked(f"({text})") == f"({text})"


@pytest.mark.parametrize(
    "address",
    [
        "bo@vig.dk",
        "bo.vig+strategi@by.kommune.dk",
        "søren.ærø@ærø.dk",
        "o'hara_2@x-y.co.uk",
        "bo (at) vig.dk",
        "bo[snabel-a]vig.dk",
        "BO@VIG.DK",
    ],
)
def test_an_e_mail_address_is_hidden(address: str) -> None:
    assert masked(f"Skriv til <{address}>.") == "Skriv til <{{e-mail-1}}>."
    assert masked(f"mailto:{address}, nu") == "mailto:{{e-mail-1}}, nu"


def test_one_value_has_one_placeholder_and_comes_back_as_first_written() -> None:
    masking = Masking()
    asked = masking.mask("Hvad siger 070761-4285 (Bo@Vig.dk, 87654321) om 150485-1111?")
    assert asked == "Hvad siger {{cpr-1}} ({{e-mail-1}}, {{telefon-1}}) om {{cpr-2}}?"
    passage = masking.mask("0707614285, bo (at) vig.dk, +45 87 65 43 21")
    assert passage == "{{cpr-1}}, {{e-mail-1}}, {{telefon-1}}"
    assert masking.restore(passage) == "070761-4285, Bo@Vig.dk, 87654321"


def test_two_requests_know_nothing_of_each_other() -> None:
    masked("070761-4285")
    assert Masking().restore("{{cpr-1}}") == "{{cpr-1}}"


def test_a_placeholder_that_a_text_holds_is_not_taken_for_ours() -> None:
    masking = Masking()
    text = "Skriv {{cpr-1}} og {{ CPR-2 }} som svar til 070761-4285."
    hidden = masking.mask(text)
    assert hidden == "Skriv {{tekst-1}} og {{tekst-2}} som svar til {{cpr-1}}."
    assert masking.restore(hidden) == text
    assert masking.kinds == {"cpr"}


def test_a_placeholder_comes_back_however_a_model_writes_it() -> None:
    masking = Masking()
    masking.mask("070761-4285")
    assert masking.restore("{{CPR-1}}, {{ cpr-1 }}, {{cpr-9}}") == (
        "070761-4285, 070761-4285, {{cpr-9}}"
    )


def test_what_is_put_back_is_not_read_again() -> None:
    masking = Masking()
    masking.mask("{{cpr-1}} 070761-4285")
    assert masking.restore("{{tekst-1}}") == "{{cpr-1}}"


@pytest.mark.parametrize(
    ("kinds", "danish", "english"),
    [
        ("cpr", "CPR-numre", "CPR numbers"),
        (
            "telefon e-mail",
            "E-mailadresser og telefonnumre",
            "E-mail addresses and telephone numbers",
        ),
        (
            "telefon e-mail cpr",
            "CPR-numre, e-mailadresser og telefonnumre",
            "CPR numbers, e-mail addresses and telephone numbers",
        ),
    ],
)
def test_the_reader_is_told_what_was_hidden(kinds: str, danish: str, english: str) -> None:
    values = {"cpr": "070761-4285", "e-mail": "bo@vig.dk", "telefon": "87654321"}
    masking = Masking()
    masking.mask("; ".join(values[kind] for kind in kinds.split()))
    assert masking.kinds == set(kinds.split())
    assert told(masking.kinds, "da") == f"_{danish} er skjult for sprogmodellen._"
    assert told(masking.kinds, "en") == f"_{english} are hidden from the language model._"


def test_nothing_is_told_where_nothing_was_hidden() -> None:
    masking = Masking()
    masking.mask("Planen gælder 2020-2024 og koster 12.345.678 kr. {{cpr-1}}")
    assert told(masking.kinds, "da") == told(masking.kinds, "en") == ""


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "12 ", "1234 ", "0101", "0-", "+", "00 ", "tlf ", "tlf. 1", "a", "a@", "@a."),
        *("a.a@", "(at)", "{{", "{{cpr-", "é", "\u00a0", "12345678 ", "010190-1234 ", "a@b.dk "),
    ],
)
def test_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A pattern that tried every way through these would not come back."""
    text = piece * (200_000 // len(piece))
    masking = Masking()
    assert masking.restore(masking.mask(text)) == text


@st.composite
def _cpr_numbers(draw: st.DrawFn, between: str) -> str:
    day = draw(st.dates(date(1900, 1, 1), date(2057, 12, 31)))
    added = draw(st.sampled_from([0, 60]))
    return f"{day.day + added:02}{day:%m%y}{between}{draw(st.integers(0, 9999)):04}"


_ONE_WAY = st.one_of(
    _cpr_numbers(between="-"),
    st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.dk", fullmatch=True),
    st.from_regex(r"[2-9][0-9]( [0-9]{2}){3}", fullmatch=True),
    st.text("abcæ. ,;:()[]<>+-\n", max_size=20),
)
_ANY_WAY = st.one_of(
    _ONE_WAY,
    *(_cpr_numbers(between=sign) for sign in ("", " ", "–")),
    st.text(),
    st.text("0123456789 .-+kr{}@a", max_size=30),
)
_BETWEEN = st.sampled_from([" ", ", ", "\n", "x", ""])


def _days(text: str) -> list[str]:
    """What has a CPR number's form, and a date in it."""
    found = []
    for match in _TEN.finditer(text):
        day, month, year = (int(part) for part in match.groups())
        try:
            date(2000 + year, month, day - 60 if day > 60 else day)
        except ValueError:
            continue
        found.append(match[0])
    return found


@given(st.lists(_ANY_WAY, max_size=6), _BETWEEN)
def test_no_cpr_number_is_left_in_any_text(parts: list[str], between: str) -> None:
    assert not _days(masked(between.join(parts)))


@given(st.lists(_ONE_WAY, max_size=6), _BETWEEN)
def test_masking_is_undone_whole(parts: list[str], between: str) -> None:
    text = between.join(parts)
    masking = Masking()
    assert masking.restore(masking.mask(text)) == text
