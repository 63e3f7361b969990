"""A model's text as statements, however it is cut into pieces on its way."""

from __future__ import annotations

import pytest

from assistant.generation.statements import Said, statements

TOLD = "Parken åbner i 2026."


@pytest.mark.parametrize("size", [1, 4, 10_000])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Parken åbner i 2026 [P1].", [(TOLD, (1,))]),
        ("Parken åbner i 2026. [P1][P3]", [(TOLD, (1, 3))]),
        ("Parken åbner i 2026.[P1, P3] Den er stor. [2]", [(TOLD, (1, 3)), ("Den er stor.", (2,))]),
        ("Parken åbner i 2026. Den er stor. [P4]", [(TOLD, (4,)), ("Den er stor.", (4,))]),
        ("Parken [P1] og stien [P2] åbner.", [("Parken og stien åbner.", (1, 2))]),
        ("Parken åbner i 2026.\n[P1]", [(TOLD, (1,))]),
        ("Parken åbner i 2026.\n\n[P1]\n", [(TOLD, (1,))]),
        ("Parken åbner i 2026.\nDen er stor. [P1]", [(TOLD, ()), ("Den er stor.", (1,))]),
        ('"Parken åbner i 2026." [P1]', [(f'"{TOLD}"', (1,))]),
        ("Parken åbner i 2026 (kilde P1).", [(TOLD, (1,))]),
        ("Parken åbner i 2026 【P1】.", [(TOLD, (1,))]),
        ("Parken åbner i 2026 [P1-P2].", [(TOLD, (1, 2))]),
        ("Ifølge [P1] åbner parken.", [("Ifølge kilden åbner parken.", (1,))]),
        (
            "According to [P1], the park opens.",
            [("According to the source, the park opens.", (1,))],
        ),
        ("Ja, parken åbner i 2026 [P1].", [(TOLD, (1,))]),
        ("Svar: Parken åbner i 2026 [P1].", [(TOLD, (1,))]),
        ("Ja. Parken åbner i 2026 [P1].", [(TOLD, (1,))]),
        ("> **Parken** åbner i 2026. [P1]", [(TOLD, (1,))]),
        ("## Parken åbner i 2026. [P1]", [(TOLD, (1,))]),
        ("<think>Parken lukker [P1].\nHm.</think>Parken åbner i 2026. [P2]", [(TOLD, (2,))]),
        ("<think>Parken lukker [P1].", []),
        ("14. juni 2026 åbner parken. [P1]", [("14. juni 2026 åbner parken.", (1,))]),
        ("Parken får 12 (tolv) træer. [P1]", [("Parken får 12 (tolv) træer.", (1,))]),
        ("Prisen er 3 (2025) mio. kr. [P1]", [("Prisen er 3 (2025) mio. kr.", (1,))]),
        ("Parken åbner i 2026. [P1] Parken åbner i 2026. [P1]", [(TOLD, (1,))]),
        ("I 2024 [2024] åbner parken. [P1]", [("I 2024 [2024] åbner parken.", (1,))]),
        ("", []),
        ("[P1]", []),
        ("... \n - \n", []),
    ],
)
def test_statements_name_their_sources(text: str, said: list[object], size: int) -> None:
    """Tokens are read wherever models put them, and are no part of what is said."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert [(one.text, one.named) for one in statements(pieces)] == said


def test_items_of_a_list_are_told_from_running_text() -> None:
    """With or without numbers; a date is no number of an item."""
    text = "- Et punkt [P1]\n2. Et andet [P2]\n3) et tredje [P3]\n4. maj [P4]\nRen tekst [P5]"
    assert [one.bullet for one in statements([text])] == [True, True, True, False, False]


def test_a_statement_is_given_once_it_can_change_no_more() -> None:
    """Before the model is done, and never before its tokens are all there."""
    given: list[Said] = []
    seen: list[int] = []

    def pieces() -> object:
        for piece in ("Parken åbner [P1]", "[P2].", " Den", " er stor [P3].", "\n", "Slut."):
            yield piece
            seen.append(len(given))

    given.extend(statements(pieces()))  # type: ignore[arg-type]
    assert seen == [0, 0, 1, 1, 2, 2]
    assert given[0].named == (1, 2)


@pytest.mark.parametrize("text", ["ord " * 20_000, "Det er sådan [P1]. " * 5_000, "x" * 200_000])
def test_a_model_that_never_stops_is_stopped(text: str) -> None:
    """What goes on, or in circles, ends; nobody waits for all of it."""
    taken: list[str] = []

    def pieces() -> object:
        for at in range(0, len(text), 8):
            taken.append(text[at : at + 8])
            yield taken[-1]

    assert len(list(statements(pieces()))) <= 60  # type: ignore[arg-type]
    assert sum(map(len, taken)) < 13_000


@pytest.mark.parametrize(
    "text",
    [
        "Årene [" + "2020, " * 500,
        "Tallene [" + "1" * 4_000,
        "Tallet er [" + "1" * 5_000 + "].",
        "Rum [" + " " * 3_000 + "x",
        "Navne (" + "P1 og " * 500,
    ],
)
def test_a_bracket_that_names_nothing_is_given_up_at_once(text: str) -> None:
    """However long it is, and though it is never closed: it would hold up everybody else."""
    assert all(one.named == () for one in statements([text]))
