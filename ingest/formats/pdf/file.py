"""A PDF file opened with pypdfium2: its pages, its outline, and pictures of pages.

PDFium is built to meet hostile files; what it hands out is bounded here in number, so that a
page of a million strokes costs no more than a page that a person reads.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from types import TracebackType
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c
from PIL import Image

from ingest import archive
from ingest.errors import Refused
from ingest.formats.pdf.page import Box, Letter, Look, Page

MOST_PAGES = 2_000
_MOST_LETTERS = 60_000
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 2_000
_DEEPEST = 6
"""Forms within forms."""
_MOST_TITLES = 2_000
_BOXY = 0.6
"""A shape of whose outline so much is straight is a box, its corners rounded."""
_THIN = 2.6
"""A rectangle thinner than this is a line."""
_WIDEST = 20_000
"""Points; a page larger than this is no paper."""
_MOST_PIXELS = 8_000_000
_DPI = 200
_BOLD = re.compile(r"bold|black|heavy|semib|demi|[-,]fed\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_WHITE = 250
_LINE, _BEZIER, _MOVE = c.FPDF_SEGMENT_LINETO, c.FPDF_SEGMENT_BEZIERTO, c.FPDF_SEGMENT_MOVETO
_FINE = 100_000
"""Steps that a page is measured in, across and down."""
_FAR = 1000.0
_Matrix = tuple[float, float, float, float, float, float]
_STILL: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Title:
    """An entry of the outline: ``level`` from 1, ``page`` from 1 where it leads to one."""

    text: str
    level: int
    page: int | None


class PdfFile:
    """A PDF that is open; to be used as a context manager."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the file in ``data``.

        Raises:
            Refused: damaged, kept by a password, or of too many pages.
        """
        self._name = name
        try:
            self._file = pdfium.PdfDocument(data)
            self.pages = len(self._file)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) in {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY}:
                raise archive.locked(name) from error
            raise damaged(name) from error
        if not self.pages:
            raise damaged(name)
        if self.pages > MOST_PAGES:
            raise Refused(
                name,
                f"Filen har {self.pages} sider, og grænsen er {MOST_PAGES}.",
                "Del dokumentet i flere filer.",
            )

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def page(self, index: int) -> Page | None:
        """The page at ``index`` from 0, or None for one that is broken."""
        try:
            page = self._file[index]
        except pdfium.PdfiumError:
            return None
        try:
            left, bottom, right, top = page.get_cropbox()
            if not (0 < right - left < _WIDEST and 0 < top - bottom < _WIDEST):
                return None
            signs, unmapped = _signs(page)
            frame = _Frame(left, bottom, right, top, _direction(signs))
            letters = [letter for sign in signs if (letter := _letter(sign, frame))]
            turned = [letter for sign in signs if (letter := _turned(sign, frame))]
            drawn = _Drawn(frame)
            drawn.look_at(page.raw, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, _STILL, 0)
        finally:
            page.close()
        return Page(
            index + 1, frame.width, frame.height, tuple(letters), tuple(drawn.rules),
            tuple(drawn.fills), tuple(drawn.dots), drawn.pictured, unmapped,
            tuple(turned),
        )  # fmt: skip

    def outline(self) -> list[Title]:
        """The bookmarks, as many as a person would set."""
        found: list[Title] = []
        try:
            for mark in self._file.get_toc(max_depth=8):
                target = mark.get_dest()
                page = target.get_index() if target else None
                found.append(Title(mark.get_title() or "", mark.level + 1, _from_one(page)))
                if len(found) == _MOST_TITLES:
                    break
        except pdfium.PdfiumError:
            return found
        return found

    def picture(self, index: int) -> tuple[bytes, float]:
        """The page at ``index`` as a grey PGM picture, and how many points wide a pixel is."""
        page = self._file[index]
        try:
            width, height = page.get_size()
            scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
            bitmap = page.render(scale=scale, grayscale=True)
            try:
                rows = bytes(bitmap.buffer)
                lines = [rows[i * bitmap.stride :][: bitmap.width] for i in range(bitmap.height)]
                head = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height)
                return head + b"".join(lines), 1 / scale
            finally:
                bitmap.close()
        finally:
            page.close()

    def drawing(self, index: int, width: int, tallest: int) -> bytes:
        """The page at ``index`` as a PNG picture, ``width`` pixels across or ``tallest`` high."""
        written = io.BytesIO()
        self.image(index, width, tallest).save(written, format="PNG", optimize=True)
        return written.getvalue()

    def image(self, index: int, width: int, tallest: int) -> Image.Image:
        """The same as a picture that can be drawn on.

        Raises:
            Refused: the page is broken.
        """
        with self._opened(index) as page:
            across, down = page.get_size()
            scale = min(width / max(across, 1), tallest / max(down, 1))
            bitmap = page.render(scale=scale)
            try:
                picture: Image.Image = bitmap.to_pil().copy()
            finally:
                bitmap.close()
            return picture

    def size(self, index: int) -> tuple[float, float]:
        """Width and height in points of the page at ``index`` as a picture shows it.

        Raises:
            Refused: the page is broken.
        """
        with self._opened(index) as page:
            across, down = page.get_size()
        return float(across), float(down)

    def signs(self, index: int) -> Iterator[tuple[str, Box]]:
        """The characters of the page at ``index`` in the file's order, those out of view left out.

        Boxes are in points, as a picture shows the page.

        Raises:
            Refused: the page is broken.
        """
        with self._opened(index) as page:
            across, down = page.get_size()
            view = _view(page, across, down)
            for sign in _signs(page)[0]:
                left, bottom, right, top = sign.box
                (xa, ya), (xb, yb) = _moved(view, left, bottom), _moved(view, right, top)
                box = Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
                if 0 <= box.x0 + box.x1 <= 2 * across and 0 <= box.top + box.bottom <= 2 * down:
                    yield sign.text, box

    @contextmanager
    def _opened(self, index: int) -> Iterator[Any]:
        try:
            page = self._file[index]
        except pdfium.PdfiumError as error:
            raise damaged(self._name) from error
        try:
            yield page
        finally:
            page.close()


def damaged(name: str) -> Refused:
    """The refusal of a file that is broken."""
    return Refused(
        name, "Filen er beskadiget.", "Åbn den i det program, den er lavet i, og gem den igen."
    )


def _from_one(index: int | None) -> int | None:
    return None if index is None or index < 0 else index + 1


@dataclass(frozen=True)
class _Frame:
    """The visible part of a page, turned so that most of its text runs from left to right."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turned % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turned % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place as points from the left and from the top."""
        if self.turned == 1:
            return y - self.bottom, x - self.left
        if self.turned == 2:
            return self.right - x, y - self.bottom
        if self.turned == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (xa, ya), (xb, yb) = self.point(x0, y0), self.point(x1, y1)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def shows(self, x: float, y: float) -> bool:
        return -2 <= x <= self.width + 2 and -2 <= y <= self.height + 2


class _Sign(NamedTuple):
    """A character as the file has it: its box and the point that it is drawn from."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    look: Look


def _view(page: Any, across: float, down: float) -> _Matrix:  # noqa: ANN401
    """From places in the file to those on the page's picture, in points from its top left."""
    (x, y), (xa, ya), (xb, yb) = (_shown(page, *at) for at in ((0, 0), (_FAR, 0), (0, _FAR)))
    return (
        (xa - x) * across / _FAR, (ya - y) * down / _FAR,
        (xb - x) * across / _FAR, (yb - y) * down / _FAR, x * across, y * down,
    )  # fmt: skip


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:  # noqa: ANN401
    """A point of the file as fractions of the page's picture, from its top left."""
    across, down = ctypes.c_int(), ctypes.c_int()
    c.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _direction(signs: Iterable[_Sign]) -> int:
    """The way that most of a page's text runs: a page may be turned as a whole."""
    ways = Counter(sign.look.turned for sign in signs if sign.look.turned >= 0)
    return ways.most_common(1)[0][0] if ways else 0


def _signs(page: Any) -> tuple[list[_Sign], float]:  # noqa: ANN401
    """The characters of a page in the file's order, and the share that has no meaning."""
    text = c.FPDFText_LoadPage(page.raw)
    if not text:
        return [], 0.0
    try:
        return _read_signs(text)
    finally:
        c.FPDFText_ClosePage(text)


def _read_signs(text: Any) -> tuple[list[_Sign], float]:  # noqa: ANN401
    looks: dict[int, Look] = {}
    found: list[_Sign] = []
    box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    unmapped = 0
    for index in range(min(c.FPDFText_CountChars(text), _MOST_LETTERS)):
        drawn = c.FPDFText_GetTextObject(text, index)
        code = c.FPDFText_GetUnicode(text, index)
        if not drawn or c.FPDFText_IsGenerated(text, index) == 1:
            # A space that PDFium only supposes parts words; their distance tells whether it is.
            if code in {0x20, 0x0D, 0x0A} and found and not found[-1].text.isspace():
                found.append(found[-1]._replace(text="\n"))
            continue
        unmapped += c.FPDFText_HasUnicodeMapError(text, index) == 1
        c.FPDFText_GetLooseCharBox(text, index, box)
        c.FPDFText_GetCharOrigin(text, index, x, y)
        place = ctypes.addressof(drawn.contents)
        look = looks.get(place)
        if look is None:
            look = looks[place] = _look(text, index, drawn)
        corners, origin = (box.left, box.bottom, box.right, box.top), (x.value, y.value)
        if (
            found
            and found[-1].look is look
            and (found[-1].origin, found[-1].box) == (origin, corners)
        ):
            # One sign of several letters, such as "ff", comes letter by letter from one place.
            found[-1] = found[-1]._replace(text=found[-1].text + _character(code))
            continue
        found.append(_Sign(_character(code), corners, origin, look))
    return found, unmapped / max(1, len(found))


def _character(code: int) -> str:
    # PDFium tells a hyphen that a line end set by a control character.
    if code in {0x02, 0xFFFE, 0xAD}:
        return "-"
    # Half a character is none.
    return " " if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _letter(sign: _Sign, frame: _Frame) -> Letter | None:
    """A letter that is seen on its page and runs as the page does, or None."""
    if sign.look.turned != frame.turned:
        return None
    x, base = frame.point(*sign.origin)
    box = frame.box(*sign.box)
    return Letter(sign.text, box.x0, box.x1, base, sign.look) if frame.shows(x, base) else None


def _turned(sign: _Sign, frame: _Frame) -> Letter | None:
    """A letter that is seen on its page and stands on its side, or None."""
    if sign.look.turned < 0 or (sign.look.turned - frame.turned) % 2 == 0:
        return None
    x, y = frame.point(*sign.origin)
    box = frame.box(*sign.box)
    seen = frame.shows(x, y) and not sign.look.hidden
    return Letter(sign.text, box.x0, box.x1, box.bottom, sign.look) if seen else None


def _look(text: Any, index: int, drawn: Any) -> Look:  # noqa: ANN401
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(text, index, matrix)
    size = c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    c.FPDFText_GetFontInfo(text, index, name, 128, flags)
    font = name.value.decode("utf-8", "replace").rpartition("+")[2]
    mode = c.FPDFTextObj_GetTextRenderMode(drawn)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    quarter = round(angle / 90)
    return Look(
        font,
        round(size, 1),
        bold=bool(_BOLD.search(font)) or bool(flags.value & 1 << 18) or mode == 2,
        italic=bool(_ITALIC.search(font)) or bool(flags.value & 1 << 6),
        turned=quarter % 4 if abs(angle - 90 * quarter) < 3 else -1,
        hidden=mode in {c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP},
        white=_is_white(drawn, c.FPDFPageObj_GetFillColor),
    )


def _is_white(drawn: Any, colour: Any) -> bool:  # noqa: ANN401
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour(drawn, red, green, blue, alpha):
        return False
    return alpha.value < 5 or min(red.value, green.value, blue.value) >= _WHITE


class _Drawn:
    """The lines, areas and pictures that a page draws, those inside its forms too."""

    def __init__(self, frame: _Frame) -> None:
        self.rules: list[Box] = []
        self.fills: list[Box] = []
        self.dots: list[Box] = []
        self.pictured = 0.0
        self._frame = frame
        self._left = _MOST_OBJECTS

    def look_at(self, holder: Any, count: Any, get: Any, matrix: _Matrix, deep: int) -> None:  # noqa: ANN401
        for index in range(count(holder)):
            self._left -= 1
            if self._left < 0:
                return
            drawn = get(holder, index)
            kind = c.FPDFPageObj_GetType(drawn)
            if kind == c.FPDF_PAGEOBJ_PATH:
                self._path(drawn, _times(_matrix(drawn), matrix))
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self._image(_times(_matrix(drawn), matrix))
            elif kind == c.FPDF_PAGEOBJ_FORM and deep < _DEEPEST:
                inner = _times(_matrix(drawn), matrix)
                self.look_at(drawn, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner,
                             deep + 1)  # fmt: skip

    def _image(self, matrix: _Matrix) -> None:
        corners = [_moved(matrix, x, y) for x, y in ((0, 0), (1, 1), (0, 1), (1, 0))]
        xs, ys = zip(*corners, strict=True)
        box = self._frame.box(min(xs), min(ys), max(xs), max(ys))
        width = min(box.x1, self._frame.width) - max(0, box.x0)
        height = min(box.bottom, self._frame.height) - max(0, box.top)
        if width > 0 and height > 0:
            share = width * height / (self._frame.width * self._frame.height)
            self.pictured = max(self.pictured, share)
            self.fills.append(box)

    def _dot(self, drawn: Any, matrix: _Matrix) -> Box | None:  # noqa: ANN401
        """A small round or square shape, which is how a browser prints a bullet."""
        count = c.FPDFPath_CountSegments(drawn)
        if not 4 <= count <= 80:
            return None
        bezier, points = False, []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(count):
            segment = c.FPDFPath_GetPathSegment(drawn, index)
            bezier = bezier or c.FPDFPathSegment_GetType(segment) == _BEZIER
            c.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(_moved(matrix, x.value, y.value))
        xs, ys = zip(*points, strict=True)
        box = self._frame.box(min(xs), min(ys), max(xs), max(ys))
        even = abs(box.width - box.height) < 1
        return box if even and 1.5 <= box.width <= (9 if bezier else 6) else None

    def _path(self, drawn: Any, matrix: _Matrix) -> None:  # noqa: ANN401
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        c.FPDFPath_GetDrawMode(drawn, mode, stroke)
        if dot := self._dot(drawn, matrix):
            self.dots.append(dot)
            return
        for points in _polygons(drawn, matrix):
            boxes = [self._frame.box(*a, *b) for a, b in pairwise(points)]
            whole = Box(
                min(b.x0 for b in boxes), min(b.top for b in boxes),
                max(b.x1 for b in boxes), max(b.bottom for b in boxes),
            )  # fmt: skip
            if min(whole.width, whole.height) <= _THIN:
                self.rules.append(whole)
            elif stroke.value:
                self.rules += [box for box in boxes if min(box.width, box.height) <= 0.5]
            if mode.value and min(whole.width, whole.height) > _THIN and _is_upright(boxes):
                white = _is_white(drawn, c.FPDFPageObj_GetFillColor)
                self.fills += [] if white else [whole]


def _is_upright(boxes: list[Box]) -> bool:
    return len(boxes) <= 6 and all(min(box.width, box.height) <= 0.5 for box in boxes)


def _polygons(drawn: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
    """The straight-lined parts of a path, each as its corners.

    Curves are left out but for those that round the corners of a box.
    """
    points: list[tuple[float, float]] = []
    curved, straight = False, 0.0
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(c.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
        segment = c.FPDFPath_GetPathSegment(drawn, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == _MOVE:
            yield from _shape(points, straight if curved else None)
            points, curved, straight = [], False, 0.0
        curved = curved or kind == _BEZIER
        points.append(_moved(matrix, x.value, y.value))
        if kind == _LINE:
            straight += math.dist(*points[-2:])
        if kind != _MOVE and c.FPDFPathSegment_GetClose(segment):
            straight += math.dist(points[-1], points[0])
            points.append(points[0])
    yield from _shape(points, straight if curved else None)


def _shape(
    points: list[tuple[float, float]], straight: float | None
) -> Iterator[list[tuple[float, float]]]:
    """A polygon, or the box of a curved one of which so much is ``straight``, if it is one."""
    if len(points) < 2:
        return
    if straight is None:
        yield points
        return
    xs, ys = zip(*points, strict=True)
    (left, right), (low, high) = (min(xs), max(xs)), (min(ys), max(ys))
    if straight > _BOXY * 2 * (right - left + high - low):
        yield [(left, low), (right, low), (right, high), (left, high), (left, low)]


def _matrix(drawn: Any) -> _Matrix:  # noqa: ANN401
    m = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(drawn, m):
        return _STILL
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    if outer == _STILL:
        return inner
    a, b, cc, d, e, f = inner
    m = outer
    return (
        a * m[0] + b * m[2], a * m[1] + b * m[3], cc * m[0] + d * m[2], cc * m[1] + d * m[3],
        e * m[0] + f * m[2] + m[4], e * m[1] + f * m[3] + m[5],
    )  # fmt: skip


def _moved(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
