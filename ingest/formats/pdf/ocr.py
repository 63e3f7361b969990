"""Text recognised on pictures of pages, by the program tesseract where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import groupby
from statistics import median

from ingest.formats.decode import normalise
from ingest.formats.pdf.page import Look
from ingest.formats.pdf.words import Strip, Word

_LANGUAGE = "dan"
_SECONDS = 60
_BEAT = 4
"""So many seconds pass at most until whoever waits is told that the page is still worked on."""
_SURE = 30.0
"""A word that tesseract believes in less than this is a speck or a line of a picture."""
_EXTENT = 1.05
"""Type size by the height of a line from its highest to its lowest letter."""
_ALIKE = 0.2
"""Heights measured on pictures differ by so much where the type is the same."""
_BULLETS = frozenset([*"+*e¢°«»·.-–—®©o", "o&"])
"""What a printed bullet is taken for."""


@cache
def program() -> str:
    """Where tesseract with Danish is, or "" where it is not."""
    found = shutil.which("tesseract")
    if found is None:
        return ""
    try:
        listed = subprocess.run(  # noqa: S603
            [found, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found if _LANGUAGE in listed.stdout.decode("utf-8", "replace").split() else ""


def recognised(
    picture: bytes, page: int, points: float, beat: Callable[[], None]
) -> tuple[Strip, ...]:
    """The lines on ``picture``, of which one pixel is ``points`` wide; none where it fails.

    ``beat`` is called every few seconds.
    """
    command = [program(), "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(round(72 / points)),
               "tsv"]  # fmt: skip
    try:
        found = _run(command, picture, beat)
    except OSError:
        return ()
    strips = _strips(found.decode("utf-8", "replace"), page, points)
    return tuple(sorted(strips, key=lambda strip: (strip.base, strip.x0)))


def _run(command: list[str], picture: bytes, beat: Callable[[], None]) -> bytes:
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Its own threads wait for one another longer than they help.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ) as running:
        given: bytes | None = picture
        for _ in range(_SECONDS // _BEAT):
            try:
                told, _errors = running.communicate(given, timeout=_BEAT)
            except subprocess.TimeoutExpired:
                given = None
                beat()
            else:
                return told if running.returncode == 0 else b""
        running.kill()
        return b""


def _strips(table: str, page: int, points: float) -> list[Strip]:
    rows = [row.split("\t") for row in table.splitlines()]
    words = [row for row in rows if len(row) == 12 and row[0] == "5" and _is_told(row)]
    paragraphs = [
        [list(line) for _, line in groupby(group, key=lambda row: row[4])]
        for _, group in groupby(words, key=lambda row: row[2:4])
    ]
    sizes = [median(map(_height, lines)) * points * _EXTENT for lines in paragraphs]
    usual = median(
        [size for size, lines in zip(sizes, paragraphs, strict=True) for _ in lines] or [0]
    )
    return [
        _strip(line, page, points, usual if abs(size - usual) < _ALIKE * usual else size)
        for size, lines in zip(sizes, paragraphs, strict=True)
        for line in lines
    ]


def _height(line: list[list[str]]) -> int:
    return max(int(row[7]) + int(row[9]) for row in line) - min(int(row[7]) for row in line)


def _strip(line: list[list[str]], page: int, points: float, size: float) -> Strip:
    # Most letters stand on the line; descenders and commas reach below it.
    base = median(int(row[7]) + int(row[9]) for row in line) * points
    look = Look("", round(size, 1))
    words = tuple(
        Word(normalise(row[11]), int(row[6]) * points, (int(row[6]) + int(row[8])) * points, base,
             look)
        for row in line
    )  # fmt: skip
    if len(words) > 1 and words[0].text in _BULLETS:
        words = (replace(words[0], text="•"), *words[1:])
    text = " ".join(word.text for word in words)
    return Strip(text, words[0].x0, words[-1].x1, base, look.size, bold=False, italic=False,
                 words=words, page=page)  # fmt: skip


def _is_told(row: list[str]) -> bool:
    try:
        bullet = row[5] == "1" and row[11] in _BULLETS
        return bool(row[11].strip()) and (bullet or float(row[10]) >= _SURE)
    except ValueError:
        return False
