"""Files that are made, or happen, to hurt whoever reads them; each is to be refused by name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import docx
import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    f'PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/></Types>'
)
_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' if n else '<!ENTITY lol0 "lol">' for n in range(10)
)


def files() -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its name."""
    return {
        "zipbombe.docx": lambda: word(b"\0" * 300_000_000),
        "zipbombe-mange.docx": _many_parts,
        "latter.docx": lambda: word(_laughs(f'<w:document xmlns:w="{_W}">').encode()),
        "latter-utf16.docx": lambda: word(_laughs(f'<w:document xmlns:w="{_W}">').encode("utf-16")),
        "latter.xml": lambda: _laughs("<x>").encode(),
        "latter.html": lambda: _laughs("<x>").encode(),
        "skrammel.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
        "afkortet.pdf": lambda: _pdf()[:300],
        "dybt.pdf": _deep_pdf,
        "rundt.pdf": _endless_pages,
        "oppustet.pdf": _inflating_pdf,
        "krypteret.pdf": lambda: _pdf(StandardEncryption("kode", canPrint=0)),
        "tom.txt": lambda: b"",
        "tom.docx": lambda: b"",
        "blank.md": lambda: b" \n\t\n" * 9,
        "kodeord.docx": lambda: _locked(good_word()),
        "stor.txt": lambda: b"Trivsel er for alle. " * 10_000_000,
        "nul.txt": lambda: b"Trivsel for alle b\x00rn i kommunen.\n" * 200,
        "program.docx": lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 40,
        "afkortet.docx": lambda: good_word()[:-400],
        "beskadiget.docx": lambda: _damaged(good_word()),
        "intet.docx": lambda: word(b"<x/>"),
        "dybt.docx": _deep_word,
        "arkiv.zip": lambda: _zipped({"a.txt": b"Tekst"}),
        "gammel.doc": lambda: _ole("WordDocument"),
        "gammel.xls": lambda: _ole("Workbook"),
        "gammel.ppt": lambda: _ole("PowerPoint Document"),
        "billede.png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "brev.rtf": lambda: b"{\\rtf1\\ansi Trivsel for alle.}",
        "kæmpe.xlsx": _huge_sheet,
        "oven-i-hinanden.docx": _overlapping,
        "løgn.docx": _lying,
        "i-ring.pdf": _calling_itself,
        "papkasser.docx": lambda: _zipped({f"{n}.xml": b"<x/>" for n in range(10_001)}),
        "side-og-arkiv.docx": lambda: b"<html><body><p>Trivsel</p></body></html>" + good_word(),
        "skrift-og-arkiv.pdf": lambda: b"%PDF-1.7\n" + good_word(),
    }


def written(folder: Path) -> Iterator[Path]:
    """Each file in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in files().items():
        path = folder / name
        path.write_bytes(make())
        yield path


def good_word() -> bytes:
    """A Word file that there is nothing wrong with."""
    document = docx.Document()
    document.add_heading("Trivselsplan", 1)
    document.add_paragraph("Trivselsteamet besøger alle skoler i kommunen hvert forår.")
    return _saved(document.save)


def reaching(address: str) -> dict[str, bytes]:
    """Files, by name, that name much at ``address`` for whoever reads them to fetch."""
    dtd = f'<!DOCTYPE x SYSTEM "{address}x.dtd">'
    text = "<w:p><w:r><w:t>Trivsel for alle.</w:t></w:r></w:p>"
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{address}x.xml"/>'
    body = f'<w:document xmlns:w="{_W}"><w:body>{text}{include}</w:body></w:document>'
    links = "".join(
        f'<Relationship Id="rId{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{address}{kind}" TargetMode="External"/>'
        for kind in ("attachedTemplate", "image", "footnotes", "aFChunk", "styles")
    )
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    page = (
        f'{dtd.replace("x", "html", 1)}<html><head><link rel="stylesheet" href="{address}c.css">'
        f'<base href="{address}"></head><body><p>Trivsel for alle.</p><img src="{address}i.png">'
        f'<iframe src="{address}f"></iframe></body></html>'
    )
    head = '<?xml version="1.0" encoding="{}"?>' + dtd
    return {
        "dtd.docx": word((head.format("utf-8") + body).encode()),
        "dtd-utf16.docx": word((head.format("utf-16") + body).encode("utf-16")),
        "dtd-utf7.docx": word((head.format("utf-7") + body).encode("utf-7")),
        "henvisninger.docx": word(
            body.encode(), {"word/_rels/document.xml.rels": relations.encode()}
        ),
        "side.html": page.encode(),
    }


def word(body: bytes, more: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """A Word package whose text part is ``body``; ``more`` are further parts."""
    return _zipped({
        "[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _RELS.encode(),
        "word/document.xml": body, **more,
    })  # fmt: skip


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    written_to = io.BytesIO()
    save(written_to)
    return written_to.getvalue()


def _many_parts() -> bytes:
    pictures = {f"word/media/{n}.bmp": b"\0" * 50_000_000 for n in range(12)}
    return _zipped({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": b"<x/>",
                    **pictures})  # fmt: skip


def _laughs(element: str) -> str:
    name = element.split(" ", maxsplit=1)[0].strip("<>")
    return f'<?xml version="1.0"?><!DOCTYPE x [{_LAUGHS}]>{element}&lol9;</{name}>'


def _pdf(encrypt: StandardEncryption | None = None) -> bytes:
    paper = io.BytesIO()
    canvas = Canvas(paper, encrypt=encrypt)
    canvas.drawString(72, 720, "Trivsel for alle.")
    canvas.save()
    return paper.getvalue()


def _objects(*bodies: bytes) -> bytes:
    """A PDF of numbered objects, the first its catalogue, without a table of where they are."""
    numbered = (b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(bodies, start=1))
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def _deep_pdf() -> bytes:
    deep = b"[" * 200_000 + b"]" * 200_000
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Deep %s >>" % deep
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    text = b"q " * 300_000 + deep
    content = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text)
    return _objects(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, content)


def _endless_pages() -> bytes:
    pages = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"
    return _objects(b"<< /Type /Catalog /Pages 2 0 R >>", pages)


def _inflating_pdf() -> bytes:
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * 30_000_000, 9)
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>"
    return _objects(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page,
        content,
    )  # fmt: skip


def _locked(data: bytes) -> bytes:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("kode", locked)
    return locked.getvalue()


def _damaged(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(64) + data[middle + 64 :]


def _deep_word() -> bytes:
    table, end = "<w:tbl><w:tr><w:tc>" * 50_000, "</w:tc></w:tr></w:tbl>" * 50_000
    text = f'<w:document xmlns:w="{_W}"><w:body>{table}<w:p/>{end}</w:body></w:document>'
    return word(text.encode())


def _ole(stream: str) -> bytes:
    """The container of Office before 2007, with one stream of that name."""
    free, end, fat = b"\xff" * 4, b"\xfe\xff\xff\xff", b"\xfd\xff\xff\xff"
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
        + bytes(10) + (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4)
        + (4096).to_bytes(4, "little") + end + bytes(4) + end + bytes(4)
        + (0).to_bytes(4, "little") + free * 108
    )  # fmt: skip
    sectors = (fat + end + free * 126).ljust(512, b"\xff")

    def entry(name: str, kind: int, child: int, size: int) -> bytes:
        coded = name.encode("utf-16-le") + b"\0\0"
        return (
            coded.ljust(64, b"\0") + len(coded).to_bytes(2, "little") + bytes([kind, 1])
            + free * 2 + child.to_bytes(4, "little") + bytes(36)
            + end + size.to_bytes(8, "little")
        )  # fmt: skip

    nothing = bytes(128)
    folder = entry("Root Entry", 5, 1, 0) + entry(stream, 2, 0xFFFFFFFF, 0) + nothing * 2
    return header + sectors + folder


def _huge_sheet() -> bytes:
    """A workbook of a few kilobytes whose one sheet unpacks to more than may be parsed."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Skole"
    whole = io.BytesIO(_saved(book.save))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = parts["xl/worksheets/sheet1.xml"]
    start = sheet.index(b"<sheetData>") + len(b"<sheetData>")
    parts["xl/worksheets/sheet1.xml"] = (
        sheet[:start] + row * 2_000_000 + b"</sheetData></worksheet>"
    )
    return _zipped(parts)


def _overlapping() -> bytes:
    """An archive whose parts all begin at one place: it unpacks to more than it holds."""
    data = bytearray(_zipped({"word/document.xml": b"<x/>", "a.xml": b"<x/>" * 99}))
    for entry in re.finditer(b"PK\x01\x02", bytes(data)):
        data[entry.start() + 42 : entry.start() + 46] = bytes(4)
    return bytes(data)


def _lying() -> bytes:
    """An archive that says of a part that it is small."""
    data = bytearray(word(b"<x/>" * 9_000))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def _calling_itself() -> bytes:
    """A page that draws a form that draws itself, twice."""
    draws = b"<< /XObject << /X 5 0 R >> >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources %s >>"
        % draws
    )
    form = (
        b"<< /Length 11 /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %s >>\n"
        b"stream\n/X Do /X Do\nendstream" % draws
    )
    return _objects(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page,
        b"<< /Length 5 >>\nstream\n/X Do\nendstream", form,
    )  # fmt: skip
