"""Text that stands on its side, such as the heads of narrow columns: each line of it as a word."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.formats.decode import normalise
from ingest.formats.pdf.page import Letter, Page
from ingest.formats.pdf.words import Word

_FAR = 3.0
"""Letters further apart than so many type sizes are of two lines."""
_SAME = 1.0
"""Points by which letters of one line may lie beside one another."""


def turned_words(page: Page) -> list[Word]:
    """The lines of ``page`` that run upwards or downwards, each where it stands."""
    return [word for run in _runs(page) if (word := _word(run)).text]


def _runs(page: Page) -> Iterator[list[Letter]]:
    """Letters of one line, in the order of the file."""
    run: list[Letter] = []
    for letter in page.turned:
        if run and not _goes_on(run[-1], letter):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _goes_on(before: Letter, letter: Letter) -> bool:
    near = abs(letter.x0 - before.x0) < _SAME or abs(letter.x1 - before.x1) < _SAME
    far = abs(letter.base - before.base) > _FAR * letter.look.size
    return near and not far and letter.look.turned == before.look.turned


def _word(run: list[Letter]) -> Word:
    # Between letters above one another PDFium supposes line ends.
    text = "".join(letter.text for letter in run if letter.text != "\n")
    low = max(letter.base for letter in run)
    x0, x1 = min(letter.x0 for letter in run), max(letter.x1 for letter in run)
    return Word(" ".join(normalise(text).split()), x0, x1, low, run[0].look)
