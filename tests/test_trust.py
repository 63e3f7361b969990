"""Whether an answer's lines bear marks, and whether these say what the lines say."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.trust import statements, trust

Json = dict[str, Any]
BATH = "Havnebadet i Klitby åbner den 4. juni og holder lukket om mandagen."


def cited(quote: str) -> Json:
    return {"number": 1, "title": "Badet", "organisation": "", "section": [], "quote": quote}


def test_a_line_that_states_something_is_told_from_one_that_does_not() -> None:
    answer = "\n".join([
        "# Åbningstider for badet i Klitby om sommeren", "**Om badet siger planen dette her:**",
        f"- {BATH} [1]", "| Hvad der sker | hvornår det sker | hvor det sker |",
        "| --- | --- | --- |", "| Badet åbner for alle | den 4. juni | i Klitby | [1]",
        "_Spørg om en del ad gangen, så går det._", "Kort linje [1]",
        "Vil du vide mere om badet?",
    ])  # fmt: skip
    bath, row = statements(answer)
    assert bath.startswith("Havnebadet")
    assert row.startswith("| Badet")


@pytest.mark.parametrize(
    ("line", "marked", "supported"),
    [
        (f"{BATH} [1]", True, 1),
        (BATH, False, 0),
        (f"{BATH} [2]", False, 0),
        (f"{BATH.replace('4.', '5.')} [1]", True, 0),
        ("Kamelen i Timbuktu koster hundrede dinarer om året. [1]", True, 0),
    ],
)
def test_a_statement_needs_a_mark_and_the_words_and_numbers_behind_it(
    line: str, *, marked: bool, supported: int
) -> None:
    found = trust(line, [cited(BATH)])
    assert (found.marked, found.statements, found.supported) == (marked, 1, supported)
    assert found.unsupported == (() if supported else (line,))
