"""Letters to words, and words to strips: the text on one baseline without a wide gap in it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.formats.decode import normalise
from ingest.formats.pdf.page import Box, Letter, Look, Page
from ingest.marks import Mark, Run, marked
from ingest.words import raised

_WIDE = 1.3
"""A gap of so many type sizes is between columns and not between words."""
_SPACED = 5
_WORD_APART = 0.15
"""So many type sizes more than between spaced letters lie between their words."""
_BESIDE = 0.6
"""A bullet begins a line: so narrow a gap before it parts columns."""
_BEGIN, _END = f"[{Mark.GONE}: ", "]"
_STRUCK = re.compile(rf"{re.escape(_BEGIN)}([^\]]*){_END}")
_SMALL = 0.86
_RAISED = 0.12
_CLEARLY = 0.25
"""A figure raised by so many type sizes refers to a note, be it as large as the text or not."""
_MOST_DOTS = 300
_REAL, _SUPPOSED, _NONE = -0.05, 0.06, 0.13
"""How wide a gap must be, in type sizes, where the file has a space, PDFium one, or nobody."""
_AGAIN = 0.08
_SYMBOLS = ("symbol", "wingdings", "dingbats", "webdings")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that stand together, of one look and on one baseline."""

    text: str
    x0: float
    x1: float
    base: float
    look: Look
    apart: float = 0.13
    """The least gap behind it, in type sizes, that is a space."""
    struck: bool = False
    """Whether a line runs through it: it no longer holds."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Words on one baseline. ``size`` is that of most of them; ``bold`` says that all are."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool
    words: tuple[Word, ...]
    page: int

    @property
    def top(self) -> float:
        """Where its letters begin, about."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Where its letters end, about."""
        return self.base + 0.2 * self.size


def words_of(page: Page) -> list[Word]:
    """The words that a reader of ``page`` sees."""
    letters = _once(letter for letter in page.letters if _is_seen(letter, page))
    words = [_word(run, apart) for run, apart in _runs(letters)]
    found = _with_initials([word for word in words if word.text])
    return found + [_bullet(dot) for dot in page.dots[:_MOST_DOTS] if _leads(dot, found)]


def _with_initials(words: list[Word]) -> list[Word]:
    """Words with a large first letter that reaches over several lines put to the first of these."""
    found = list(words)
    for initial in [w for w in words if len(w.text) == 1 and w.text.isupper()][:_MOST_DOTS]:
        size = initial.look.size
        beside = [
            (word.base, at)
            for at, word in enumerate(found)
            if word.look.size < 0.6 * size
            and -1 < word.x0 - initial.x1 < 0.5 * size
            and initial.base - 0.95 * size < word.base < initial.base + 1
        ]
        if len(beside) > 1:
            at = min(beside)[1]
            word = found[at]
            found[at] = replace(word, text=initial.text + word.text, x0=initial.x0)
            found.remove(initial)
    return found


def _leads(dot: Box, words: Sequence[Word]) -> bool:
    """Whether a line of text begins behind a drawn dot."""
    middle = (dot.top + dot.bottom) / 2
    return any(
        0 < word.x0 - dot.x1 < 2.5 * word.look.size
        and 0 < word.base - middle < 0.7 * word.look.size
        for word in words
    )


def _once(letters: Iterable[Letter]) -> list[Letter]:
    """Letters without those that are drawn again at the same place, for shade or boldness."""
    seen: set[tuple[str, float, int, int]] = set()
    found: list[Letter] = []
    for letter in letters:
        if not letter.text.isspace():
            # Finer than the narrowest letter is wide: "ll" is two.
            step = _AGAIN * max(1.0, letter.look.size)
            x, y = round(letter.x0 / step), round(letter.base / step)
            near = ((letter.text, step, x + i, y + j) for i in (0, -1, 1) for j in (0, -1, 1))
            if any(place in seen for place in near):
                continue
            seen.add((letter.text, step, x, y))
        found.append(letter)
    return found


def _is_seen(letter: Letter, page: Page) -> bool:
    if letter.look.hidden:
        # Below a scan, hidden text is what was recognised on it.
        return page.pictured > 0.5
    if not letter.look.white:
        return True
    middle = letter.base - 0.3 * letter.look.size
    return any(fill.holds(letter.x0, middle) for fill in page.fills)


def _runs(letters: Iterable[Letter]) -> Iterator[tuple[list[Letter], float]]:
    """Letters that stand together, and the least gap behind them that is a space."""
    run: list[Letter] = []
    for letter in letters:
        if letter.text.isspace():
            # A line end is one that PDFium supposes, and no letter of the file.
            if run:
                yield run, _REAL if letter.text == " " else _SUPPOSED
            run = []
        elif run and not _follows(run[-1], letter):
            yield run, _NONE
            run = [letter]
        else:
            run.append(letter)
    if run:
        yield run, _NONE


def _follows(before: Letter, letter: Letter) -> bool:
    size = letter.look.size
    gap = letter.x0 - before.x1
    near = -0.3 * size <= gap <= 0.3 * size
    return near and abs(letter.base - before.base) < 0.1 * size and letter.look == before.look


def _word(run: list[Letter], apart: float) -> Word:
    text = "".join(_LIGATURES.get(letter.text, letter.text) for letter in run)
    look = run[0].look
    symbol = any(name in look.font.lower() for name in _SYMBOLS)
    if len(text) == 1 and (symbol or "\ue000" <= text <= "\uf8ff"):
        text = "•"
    return Word(normalise(text).strip(), run[0].x0, run[-1].x1, run[0].base, look, apart)


def _bullet(dot: Box) -> Word:
    size = 2.2 * dot.width
    return Word("•", dot.x0, dot.x1, dot.bottom + 0.5 * dot.height, Look("", size))


def strips_of(words: Iterable[Word], page: int) -> list[Strip]:
    """The strips that ``words`` make, from the top down and from left to right."""
    strips: list[Strip] = []
    for row in _rows(words):
        row.sort(key=lambda word: word.x0)
        strips += [_strip(part, page) for part in _parted(row)]
    return sorted(strips, key=lambda strip: (strip.base, strip.x0))


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words by baseline; small raised or lowered ones with the text that they belong to."""
    rows: list[list[Word]] = []
    bases: list[tuple[float, int]] = []
    for word in sorted(words, key=lambda word: (-round(2 * word.look.size), word.base)):
        at = _row_for(word, rows, bases)
        if at is None:
            insort(bases, (word.base, len(rows)))
            rows.append([word])
        else:
            rows[at].append(word)
    return rows


def _row_for(word: Word, rows: list[list[Word]], bases: list[tuple[float, int]]) -> int | None:
    size = word.look.size
    first = bisect_left(bases, (word.base - size, -1))
    best: tuple[float, int] | None = None
    for base, number in bases[first:]:
        if base > word.base + 2 * size:
            break
        lead = rows[number][0]
        if abs(base - word.base) <= 0.22 * max(size, 4) or _is_raised(word, lead, rows[number]):
            away = abs(base - word.base)
            best = min(best, (away, number)) if best else (away, number)
    return best[1] if best else None


def _is_raised(word: Word, lead: Word, row: list[Word]) -> bool:
    clear = word.text.isdigit() and lead.base - word.base > _CLEARLY * lead.look.size
    if word.look.size > (1 if clear else _SMALL) * lead.look.size and word.text != "•":
        return False
    if not -0.3 * lead.look.size <= lead.base - word.base <= 0.65 * lead.look.size:
        return False
    reach = 0.35 * lead.look.size if word.text != "•" else 3 * lead.look.size
    return any(-reach <= word.x0 - near.x1 <= reach or -reach <= near.x0 - word.x1 <= reach
               for near in row)  # fmt: skip


def _parted(row: list[Word]) -> Iterator[list[Word]]:
    """A row's words without those drawn twice, apart where a wide gap lies."""
    part: list[Word] = []
    for word in row:
        if part and word.text == part[-1].text and word.x0 - part[-1].x0 < 0.2 * word.look.size:
            continue
        wide = _BESIDE if word.text == "•" else _WIDE
        if part and word.x0 - part[-1].x1 > wide * max(word.look.size, part[-1].look.size):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _strip(words: list[Word], page: int) -> Strip:
    sizes: Counter[float] = Counter()
    bases: Counter[float] = Counter()
    for word in words:
        sizes[word.look.size] += len(word.text)
        bases[word.base] += len(word.text) if word.text != "•" else 0
    size, base = sizes.most_common(1)[0][0], bases.most_common(1)[0][0]
    told = [word for word in words if word.text != "•"] or words
    return Strip(
        _text(words, size, base), words[0].x0, words[-1].x1, base, size,
        all(word.look.bold for word in told), all(word.look.italic for word in told),
        tuple(words), page,
    )  # fmt: skip


def _text(words: Sequence[Word], size: float, base: float) -> str:
    parts: list[str] = []
    end, apart, gone = words[0].x0, _NONE, False
    for word in words:
        up = (base - word.base) / size
        above = up > _CLEARLY or (word.look.size <= _SMALL * size and up > _RAISED)
        text = raised(word.text) if above and word.text.isdigit() else word.text
        gap = word.x0 - end
        if parts and gap > (_NONE if above else apart) * size:
            parts.append(f"{_END} " if gone and not word.struck else " ")
        elif gone and not word.struck:
            parts.append(_END)
        parts.append(f"{_BEGIN}{text}" if word.struck and not gone else text)
        end, apart, gone = word.x1, word.apart, word.struck
    return _unspaced(words, "".join(parts)) + (_END if gone else "")


def standing(text: str) -> str:
    """``text`` of strips as it stands now, with what is struck out said on a line behind it."""
    parts = _STRUCK.split(text.replace(f"{_END} {_BEGIN}", " "))
    runs = [Run(part, Mark.GONE if at % 2 else None) for at, part in enumerate(parts)]
    return marked(runs).cell() if len(runs) > 1 else text


def _unspaced(words: Sequence[Word], text: str) -> str:
    """Letter-spaced capitals as words, which lie further apart than their letters do."""
    tokens = text.split()
    letters = all(token.isalpha() or not token.isalnum() for token in tokens)
    if len(words) < _SPACED or any(len(token) > 1 for token in tokens) or not letters:
        return text
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    wide = median(gaps) + _WORD_APART * words[0].look.size
    return words[0].text + "".join(
        f" {word.text}" if gap > wide else word.text
        for gap, word in zip(gaps, words[1:], strict=True)
    )


def joined(strips: Sequence[Strip]) -> list[Strip]:
    """Strips of one column with those on the same baseline made one, its gaps as tabs."""
    found: list[Strip] = []
    for _, group in groupby(sorted(strips, key=lambda s: (s.base, s.x0)), key=_Near()):
        parts = sorted(group, key=lambda strip: strip.x0)
        found.append(parts[0] if len(parts) == 1 else _one(parts))
    return found


def _one(parts: list[Strip]) -> Strip:
    lead = max(parts, key=lambda strip: len(strip.text))
    return Strip(
        "\t".join(strip.text for strip in parts), parts[0].x0, parts[-1].x1, lead.base, lead.size,
        all(strip.bold for strip in parts), all(strip.italic for strip in parts),
        tuple(word for strip in parts for word in strip.words), lead.page,
    )  # fmt: skip


class _Near:
    """A key that is the same for strips, in order, whose baselines differ by a hair."""

    def __init__(self) -> None:
        self._base = -1e9

    def __call__(self, strip: Strip) -> float:
        if strip.base - self._base > 0.25 * strip.size:
            self._base = strip.base
        return self._base
