"""A cited place in a PDF: the original page with the very words highlighted, beside the text."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import paper
import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from hashed import HashedEmbedder
from paper import Convert
from PIL import Image
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas
from test_format_pdf import LONG, OTHER, built, drawn, lines, p
from test_web import Visitor, browser, served  # noqa: F401 - a fixture

from assistant.asking import Assistant
from assistant.library import Library
from assistant.service import Service
from ingest.errors import Busy, Refused
from ingest.formats.pdf.finding import Finding, Script
from ingest.index import Index
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.shown import Area, Picture, Sheet, Wanted, is_sound_picture
from ui.body import Marked
from ui.place import figures, originals
from ui.place.originals import Originals
from ui.place.words import DANISH, ENGLISH

pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
TWICE = "Byrådet følger op på planen hvert efterår."
MIDDLE = "Skolerne melder ind til forvaltningen i august."
END = "Dagtilbuddene gør det i september."
FIRST = "Udvalget har i foråret besøgt alle skoler og talt med elever, forældre og ledere om"
SECOND = "de erfaringer, der er gjort, og om det, som skal ske i de kommende to skoleår."
Word = tuple[str, float]
"""A word of a page, and how much of its box is tinted in the picture."""


@contextlib.contextmanager
def held(folder: Path, files: dict[str, bytes]) -> Iterator[Service]:
    """A service over a few files, with a quick embedder."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, data in files.items():
        (corpus / name).write_bytes(data)
    settings = Settings(corpus=corpus, data=folder / "data")
    with Index(settings.data, HashedEmbedder()) as index:
        service = Service(settings, index, Assistant(index), Library(index, corpus), warm=True)
        assert not service.library.read().refused
        yield service


def asked(service: Service, quote: str, nth: int = 0, name: str = "plan") -> tuple[int, int]:
    """Where ``quote`` stands in a canonical text, the ``nth`` time."""
    text = service.library.open(name).text
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return start, start + len(quote)


def pictures(service: Service, start: int, end: int, name: str = "plan") -> tuple[Picture, ...]:
    """What the page of a document shows of its original."""
    opened = service.library.open(name)
    with service.index.reading() as catalogue:
        elements = catalogue.elements(name, 0, len(opened.text))
    marked = Marked(opened.text, start, end)
    return Originals().pictures(opened.entry.source, marked, elements)


def tints(picture: Picture, data: bytes) -> list[Word]:
    """Each word of the page, with how much of it the pen went over."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    with pdfplumber.open(io.BytesIO(data)) as file:
        page = file.pages[picture.sheet.page - 1]
        left, top, right, _ = page.cropbox
        scale = image.width / (right - left)
        sides = {"x0": left, "top": top, "x1": left, "bottom": top}
        return [
            (word["text"], tint(image, [scale * (word[s] - off) for s, off in sides.items()]))
            for word in page.extract_words()
        ]


def tint(image: Image.Image, box: Sequence[float]) -> float:
    part = image.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))
    colours = part.tobytes()
    blues, reds = colours[2::3], colours[0::3]
    yellow = sum(red - blue > 60 for red, blue in zip(reds, blues, strict=True))
    return yellow / max(1, len(reds))


def covered(words: Sequence[Word]) -> list[str]:
    """The words under the pen; there is none that it only touches."""
    assert not [word for word in words if 0.15 < word[1] < 0.4]
    return [text for text, share in words if share >= 0.4]


def shown(service: Service, quote: str, name: str) -> list[str]:
    """The words that are highlighted for a quote, over all its pictures."""
    found = pictures(service, *asked(service, quote, name=name), name)
    return [word for one in found for word in covered(tints(one, file_of(service, name)))]


def file_of(service: Service, name: str) -> bytes:
    return (service.settings.corpus / f"{name}.pdf").read_bytes()


def turned(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    lines(canvas, 60, 500, LONG[:80], TWICE, MIDDLE)


def cropped(canvas: Canvas) -> None:
    canvas.setCropBox((40, 300, 520, 760))
    lines(canvas, 60, 700, LONG[:70], TWICE, MIDDLE)


def parted(canvas: Canvas) -> None:
    lines(canvas, 60, 700, "Forvaltningen tager initiativ til et nyt og forpligtende samar-",
          "bejde mellem skolerne og de lokale foreninger i hele kommunen.", MIDDLE)  # fmt: skip


def before(canvas: Canvas) -> None:
    lines(canvas, 60, 760, "Solbjerg Kommune")
    for number in range(30):
        lines(canvas, 60, 700 - 20 * number, f"Punkt {number} handler om sag {number * 7}.")
    lines(canvas, 60, 90, FIRST)
    lines(canvas, 60, 40, "Side 1")


def after(canvas: Canvas) -> None:
    lines(canvas, 60, 760, "Solbjerg Kommune")
    lines(canvas, 60, 715, SECOND)
    lines(canvas, 60, 660, "Derefter tager udvalget stilling til økonomien for det næste år.")
    lines(canvas, 60, 40, "Side 2")


def table(folder: Path, convert: Convert) -> bytes:
    source = folder / "tabel.odt"
    paper._open_document(source)
    return convert(source, "pdf").read_bytes()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, libreoffice: Convert) -> Iterator[Service]:
    """PDF files of all sorts, and a text."""
    folder = tmp_path_factory.mktemp("small")
    plain = built(p(LONG), p(MIDDLE))
    files = {
        "plan.pdf": built(*map(p, [LONG, TWICE, MIDDLE, OTHER, TWICE, END, *[OTHER] * 9])),
        "notat.md": f"# Notat\n\n{LONG}\n\n{MIDDLE}\n".encode(),
        "turned.pdf": drawn(turned), "cropped.pdf": drawn(cropped), "parted.pdf": drawn(parted),
        "two.pdf": drawn(before, after), "table.pdf": table(folder, libreoffice),
        "once.pdf": built(p(LONG), p(OTHER), p(MIDDLE)), "gone.pdf": plain, "changed.pdf": plain,
    }  # fmt: skip
    with held(folder, files) as service:
        yield service


@pytest.fixture(scope="module")
def base(small: Service) -> Iterator[str]:
    """Where the page over them is."""
    with served(small) as address:
        yield address


def test_the_highlight_lies_over_the_quoted_words(small: Service) -> None:
    """All words of the quote are under it, over a line's end, and no other word is."""
    quote = OTHER.split(", ", 1)[1]
    assert shown(small, quote, "once") == quote.split()
    found = pictures(small, *asked(small, quote, name="once"), "once")
    assert len(found[0].sheet.areas) == 2


@pytest.mark.parametrize("name", ["turned", "cropped"])
def test_a_page_that_is_turned_or_cut_is_shown_so(small: Service, name: str) -> None:
    """The highlight is where the words are in the picture, whatever the file's own axes."""
    assert shown(small, MIDDLE, name) == MIDDLE.split()


@pytest.mark.parametrize("nth", [0, 1])
def test_the_same_words_twice_on_a_page_are_told_apart(small: Service, nth: int) -> None:
    """What stands around the quote says which of them is meant; the other stays as it is."""
    found = pictures(small, *asked(small, TWICE, nth))
    words = tints(found[0], file_of(small, "plan"))
    assert covered(words) == TWICE.split()
    first = next(at for at, word in enumerate(words) if word[1] >= 0.4)
    assert (words[first - 1][0] == OTHER.split()[-1]) == bool(nth)


def test_where_nothing_tells_two_places_apart_none_is_shown() -> None:
    """No place is better than a wrong one."""
    page = Script.of(f"{TWICE}\n{TWICE}\n{TWICE}")
    assert Finding(Wanted(1, 1, "", (TWICE,), ""), page).found() == []
    assert Finding(Wanted(1, 1, MIDDLE, (TWICE,), END), page).found() == []


def test_too_little_of_a_quote_is_no_place() -> None:
    """A few words in common are chance: a page where less than half stands has no highlight."""
    page = Script.of(f"{LONG}\n{TWICE}")
    assert Finding(Wanted(1, 1, "", (f"{OTHER} {OTHER} {TWICE}",), ""), page).found() == []
    assert Finding(Wanted(1, 1, "", (f"{TWICE} {END}",), ""), page).found()


def test_a_quote_over_two_pages_shows_both(small: Service) -> None:
    """Heads and feet between its halves do not part it, and are not highlighted."""
    text, data = small.library.open("two").text, file_of(small, "two")
    found = pictures(small, text.index(FIRST[:30]), text.index(SECOND[-30:]) + 30, "two")
    assert [one.sheet.page for one in found] == [1, 2]
    assert covered(tints(found[0], data)) == FIRST.split()
    assert covered(tints(found[1], data)) == SECOND.split()


def test_a_word_that_a_line_end_parts_is_found(small: Service) -> None:
    """Its two halves are highlighted, a line each."""
    found = shown(small, "forpligtende samarbejde mellem skolerne", "parted")
    assert found == ["forpligtende", "samar-", "bejde", "mellem", "skolerne"]


def test_a_row_is_highlighted_in_its_table(small: Service) -> None:
    """The row's own cells are: not the heads above them, nor what it has from the row before."""
    _, action, person, when = paper.ROWS[5]
    with small.index.reading() as catalogue:
        text = catalogue.text("table") or ""
        rows = catalogue.elements("table", 0, len(text))
    row = next(e for e in rows if e.kind == "row" and action in text[e.start : e.end])
    found = pictures(small, row.start, row.end, "table")
    words = [word for one in found for word in covered(tints(one, file_of(small, "table")))]
    assert sorted(words) == sorted(f"{action} {person} {when}".split())


def way(service: Service, quote: str = MIDDLE, name: str = "plan") -> str:
    start, end = asked(service, quote, name=name)
    return f"dokument/{name}?fra={start}&til={end}"


def test_the_picture_has_an_address_of_its_own(base: str, small: Service) -> None:
    """It is a PNG that the browser may keep, and pages without the place have none."""
    start, end = asked(small, MIDDLE)
    response = httpx.get(f"{base}dokument/plan/side/1.png?fra={start}&til={end}")
    assert response.headers["content-type"] == "image/png"
    assert "private" in response.headers["cache-control"]
    assert Image.open(io.BytesIO(response.content)).width == 1200
    for path in (
        "plan/side/2.png", "plan/side/0.png", "notat/side/1.png", "nix/side/1.png",
        "..%2F..%2Fplan/side/1.png",
    ):  # fmt: skip
        assert httpx.get(f"{base}dokument/{path}?fra={start}&til={end}").status_code == 404
    assert httpx.get(f"{base}dokument/plan/side/1.png").status_code == 404


def test_a_text_has_no_picture(base: str, small: Service) -> None:
    """It is shown as before, with its place marked."""
    page = httpx.get(base + way(small, name="notat")).text
    assert "<img" not in page
    assert f'<mark id="sted">{MIDDLE}</mark>' in page


@pytest.mark.parametrize("name", ["gone", "changed"])
def test_a_file_that_is_gone_or_changed_leaves_the_text(
    base: str, small: Service, name: str
) -> None:
    """The page is whole without its picture, and nothing fails."""
    address = base + way(small, name=name)
    assert "<img" in httpx.get(address).text
    path = small.settings.corpus / f"{name}.pdf"
    path.unlink() if name == "gone" else path.write_bytes(built(p(OTHER), p(MIDDLE)))
    page = httpx.get(address)
    assert page.status_code == 200
    assert "<img" not in page.text
    assert f'<mark id="sted">{MIDDLE}</mark>' in page.text
    picture = f"dokument/{name}/side/1.png"
    assert httpx.get(address.replace(f"dokument/{name}", picture)).status_code == 404


def test_the_page_says_which_document_and_where(base: str, small: Service) -> None:
    """The head names the headings above the place and its page; nothing can run on the page."""
    _, action, *_ = paper.ROWS[5]
    response = httpx.get(base + way(small, action, "table"))
    assert '<li lang="da">3. Indsatser</li><li class="at">side 2</li>' in response.text
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "img-src 'self' data:;" in policy
    assert "script-src" not in policy


def test_the_page_is_there_in_english(base: str, small: Service) -> None:
    """Its own words are English, the document's are said to be Danish, and the place stays."""
    start, end = asked(small, MIDDLE)
    page = httpx.get(f"{base}{way(small)}&lang=en").text
    assert page.startswith('<!doctype html><html lang="en">')
    assert ENGLISH["to place"] in page
    assert DANISH["to place"] not in page
    assert ENGLISH["alt marked"].format(page=1) in page
    assert '<article lang="da">' in page
    assert f'lang="da" hreflang="da" href="plan?fra={start}&amp;til={end}#sted"' in page
    danish = httpx.get(base + way(small)).text
    assert f'href="plan?fra={start}&amp;til={end}&amp;lang=en#sted"' in danish
    assert ENGLISH["unknown"] in httpx.get(f"{base}dokument/nix?lang=en").text


@pytest.mark.parametrize("width", [390, 1280])
def test_the_picture_is_there_in_a_browser(base: str, small: Service, visitor: Visitor,
                                           width: int) -> None:  # fmt: skip
    """It is loaded, its highlight in view: over the marked text on a telephone, else beside it."""
    page = visitor.browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.context.on("console", visitor._hear)
    page.goto(f"{base}{way(small)}#sted")
    picture = page.get_by_role("img")
    expect(picture).to_have_attribute("alt", DANISH["alt marked"].format(page=1))
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
    sheet = page.locator(".sheet")
    seen = Image.open(io.BytesIO(sheet.screenshot())).convert("RGB")
    assert tint(seen, (0, 0, *seen.size)) > 0.002
    image, mark = sheet.bounding_box(), page.locator("#sted").bounding_box()
    assert image
    assert mark
    expect(page.locator("#sted")).to_be_in_viewport()
    if width == 390:
        assert 0 <= image["y"] < image["y"] + image["height"] <= mark["y"]
    else:
        assert mark["x"] + mark["width"] <= image["x"]
        assert abs(image["y"] - mark["y"]) < 100
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sheet.click()
    version = small.library.open("plan").entry.source.sha256[:12]
    asked_for = f"{way(small).split('?')[1]}&v={version}"
    expect(page).to_have_url(f"{base}dokument/plan/side/1.png?{asked_for}")


@pytest.mark.parametrize("name", ["table", "notat"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible(
    base: str, small: Service, visitor: Visitor, name: str, width: int
) -> None:
    """With a picture and without, in Danish and in English, axe finds nothing."""
    quote = paper.ROWS[5][1] if name == "table" else MIDDLE
    page = visitor.browser.new_context(viewport={"width": width, "height": 800}).new_page()
    for language in ("", "&lang=en"):
        page.goto(f"{base}{way(small, quote, name)}{language}#sted")
        found = Axe().run(page).response["violations"]
        nodes = [(one["id"], node["html"]) for one in found for node in one["nodes"]]
        # The line at the top is every page's, and no part of this one.
        assert [node for node in nodes if node[0] != "region"] == []


@pytest.fixture
def visitor(browser: object, base: str) -> Iterator[Visitor]:  # noqa: F811 - the fixture
    """Somebody whose browser never complains of the page's policy."""
    visitor = Visitor(browser, base)  # type: ignore[arg-type]
    yield visitor
    for context in visitor.browser.contexts:
        context.close()
    assert not [c for c in visitor.complaints if "Content Security Policy" in c]


def test_a_page_without_letters_says_that_it_is_a_scan() -> None:
    """So does one where the place was not found for certain; a highlighted one needs no word."""
    marked, areas = Marked("abc", 0, 1), (Area(0.1, 0.1, 0.5, 0.02),)
    sheet = Sheet(3, 1200, 1697, (), written=False)
    told = [
        figures.shown("plan", "0", marked, [Picture(one, b"")], "da")
        for one in (sheet, replace(sheet, written=True), replace(sheet, areas=areas, written=True))
    ]
    assert [DANISH["scanned"] in one for one in told] == [True, False, False]
    assert [DANISH["not found"] in one for one in told] == [False, True, False]


def test_a_quote_that_is_not_on_the_page_shows_it_plain() -> None:
    """The page is there, and nothing on it is highlighted; beyond the file there is no page."""
    data = built(p(LONG))
    with Sandbox() as sandbox:
        missing = Wanted(1, 1, "", (OTHER,), "")
        assert [one.sheet.areas for one in sandbox.places(data, "a.pdf", missing)] == [()]
        assert not list(sandbox.places(data, "a.pdf", replace(missing, first=7, last=8)))
        assert not list(sandbox.places(b"# Plan\n\nTekst.", "a.md", missing))
        with pytest.raises(Refused):
            list(sandbox.places(b"%PDF-1.7 nej", "a.pdf", missing))


@pytest.mark.parametrize(
    "change",
    [{"page": 4}, {"width": 0}, {"height": 10**9}, {"areas": (Area(0, 0, math.nan, 1),)},
     {"areas": (Area(-1, 0, 1, 1),)}],
)  # fmt: skip
def test_what_the_other_process_tells_is_looked_at(change: dict[str, object]) -> None:
    """A reader that was taken over can put nothing but fractions and small numbers in the page."""
    sheet = Sheet(1, 1200, 1697, (Area(0, 0, 1, 1),), written=True)
    wanted = Wanted(1, 2, "", ("a",), "")
    png = b"\x89PNG\r\n\x1a\n"
    assert is_sound_picture(Picture(sheet, png), wanted)
    assert not is_sound_picture(Picture(sheet, b"<svg>"), wanted)
    assert not is_sound_picture(Picture(replace(sheet, **change), png), wanted)  # type: ignore[arg-type]


def test_pictures_are_kept_for_a_while_and_made_by_few_at_once(
    small: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same place is not drawn twice; whoever comes while all are busy is told so at once."""
    opened = small.library.open("plan")
    with small.index.reading() as catalogue:
        elements = catalogue.elements("plan", 0, len(opened.text))
    source, kept = opened.entry.source, Originals()
    marked = Marked(opened.text, *asked(small, MIDDLE))
    made = kept.pictures(source, marked, elements)
    monkeypatch.setattr(originals, "Sandbox", None)
    assert kept.pictures(source, marked, elements) == made
    other = Marked(opened.text, *asked(small, END))
    with contextlib.ExitStack() as stack:
        for _ in range(originals._AT_ONCE + originals._WAITING):
            stack.enter_context(kept._queue)
        with pytest.raises(Busy):
            kept.pictures(source, other, elements)
        assert kept.pictures(source, marked, elements) == made


def test_only_so_many_pictures_are_kept() -> None:
    """The oldest go first, and no more than a few megabytes stay."""
    kept = Originals()
    sheet = Sheet(1, 1, 1, (), written=True)
    for number in range(100):
        quote = Wanted(number, number, "", ("a",), "")
        kept._keep(("a", quote), (Picture(sheet, bytes(5_000_000)),))
    assert [key[1].first for key in kept._kept] == [96, 97, 98, 99]


def test_a_text_that_is_read_anew_has_no_older_highlight(small: Service) -> None:
    """The same offsets in another text are another quote of the same file."""
    opened = small.library.open("once")
    with small.index.reading() as catalogue:
        elements = catalogue.elements("once", 0, len(opened.text))
    source, kept = opened.entry.source, Originals()
    start, end = asked(small, MIDDLE, name="once")
    first = kept.pictures(source, Marked(opened.text, start, end), elements)
    text = opened.text[:start] + OTHER[: end - start].ljust(end - start) + opened.text[end:]
    second = kept.pictures(source, Marked(text, start, end), elements)
    assert first[0].sheet.areas
    assert first[0].sheet.areas != second[0].sheet.areas


def test_a_file_that_cannot_be_drawn_is_tried_once(
    small: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each attempt may take its whole time, and the page is asked for again and again."""
    opened = small.library.open("plan")
    with small.index.reading() as catalogue:
        elements = catalogue.elements("plan", 0, len(opened.text))
    tried: list[str] = []

    def refusing(_: Sandbox, __: bytes, name: str, ___: Wanted) -> Iterator[Picture]:
        tried.append(name)
        raise Refused(name, "Filen tager for lang tid.", "Gem den på ny.")

    monkeypatch.setattr(Sandbox, "places", refusing)
    kept, marked = Originals(), Marked(opened.text, *asked(small, MIDDLE))
    for _ in range(2):
        assert kept.pictures(opened.entry.source, marked, elements) == ()
    assert tried == ["plan.pdf"]
