"""Word documents that tests make: with the library, and with raw XML where it has no way to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from ingest import readers
from ingest.document import Document as Paper
from ingest.formats.word import reader as word
from ingest.raw import Raw, unheard

LONG = "Kommunen vil sikre gode rammer for fællesskab og bevægelse i alle dele af kommunen."
ALTERNATE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
SPACES = (
    f'{nsdecls("w", "r", "wp", "a")} xmlns:mc="{ALTERNATE}" xmlns:wps="{SHAPE}" '
    f'xmlns:m="{MATHS}" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document: Word) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def add(document: Word, *blocks: str) -> Word:
    """Put blocks of raw XML behind what ``document`` holds."""
    for block in blocks:
        whole = parse_xml(f"<w:body {SPACES}>{block}</w:body>")
        for element in list(whole):
            document.element.body[-1].addprevious(element)
    return document


def raws(document: Word) -> list[Raw]:
    return list(word.read(saved(document), "plan.docx", unheard).raws)


def said(document: Word) -> list[tuple[str, str]]:
    return [(raw.kind, f"{raw.marker} {raw.text}".strip()) for raw in raws(document)]


def rows(document: Word) -> list[tuple[str, ...]]:
    return [raw.cells for raw in raws(document) if raw.kind == "row"]


def paper(document: Word) -> Paper:
    return readers.read(saved(document), "plan.docx")


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run, or of the runs that ``text`` is."""
    runs = text if text.startswith("<") else run(text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styled(style: str, text: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def gone(text: str) -> str:
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def new(text: str) -> str:
    return f'<w:ins w:id="2" w:author="A">{run(text)}</w:ins>'


def field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(text: str) -> str:
    """A text box as Word writes it: once for itself, once for its predecessors."""
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(*lines: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr/>{properties}{''.join(lines)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    told = [cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(told)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith(("<w:p>", "<w:tbl>")) else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def with_notes(document: Word, kind: str, notes: Mapping[int, str]) -> Word:
    """Give ``document`` a part of footnotes or endnotes, which the library has no way to."""
    inner = "".join(f'<w:{kind} w:id="{key}">{text}</w:{kind}>' for key, text in notes.items())
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        f"<w:{kind}s {SPACES}>{inner}</w:{kind}s>".encode(),
        document.part.package,
    )
    kinds = RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rpartition("/")[0]
    document.part.relate_to(part, f"{kinds}/{kind}s")
    return document


def referring(kind: str, key: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A file with parts changed, or left out where ``change`` gives None."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as made:
        for info in old.infolist():
            part = change(info.filename, old.read(info))
            if part is not None:
                made.writestr(info.filename, part)
    return target.getvalue()


def without(data: bytes, *names: str) -> bytes:
    return repacked(data, lambda name, part: None if name in names else part)


def lists(document: Word, *levels: str, number: int = 77, more: str = "") -> Word:
    """Give ``document`` a list of these levels, under the given number."""
    root = document.part.numbering_part.element
    head = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
    root.insert(0, parse_xml(f"{head}{''.join(levels)}</w:abstractNum>"))
    named = f'<w:abstractNumId w:val="{number}"/>{more}'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{named}</w:num>'))
    return document


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(text: str, depth: int = 0, number: int = 77) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def style(document: Word, key: str, name: str, inner: str) -> Word:
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{key}">'
            f'<w:name w:val="{name}"/>{inner}</w:style>'
        )
    )
    return document
