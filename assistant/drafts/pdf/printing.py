"""A draft as a PDF: set by typst from a page of our own, which reads the draft as data."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from assistant.drafts.draft import Draft
from assistant.drafts.pdf.data import data
from ingest.errors import StrategiError

_HOME = Path(__file__).parent
_FONTS = _HOME.parents[1] / "pictures" / "fonts"
_PAGE = _HOME / "draft.typ"
_NOWHERE = _HOME / "packages"
"""Where packages would be looked for: the page asks for none, and there are none."""


def write(draft: Draft) -> bytes:
    """The draft as a PDF that programs can read aloud.

    It is PDF/UA-1 unless it has signs that no font of ours shows, which that standard forbids.

    Raises:
        StrategiError: it cannot be set.
    """
    try:
        return _set(draft, ["ua-1"])
    except typst.TypstError:
        pass
    try:
        return _set(draft, [])
    except typst.TypstError as error:
        raise StrategiError(
            "Udkastet kan ikke laves til en PDF. Hent det som Word eller Markdown i stedet."
        ) from error


def _set(draft: Draft, standards: list[Any]) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])
    compiler = typst.Compiler(
        _PAGE,
        root=_HOME,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"draft": json.dumps(data(draft), ensure_ascii=False)},
        package_path=_NOWHERE,
        package_cache_path=_NOWHERE,
    )
    moment = datetime.fromisoformat(draft.made).astimezone(UTC).replace(microsecond=0)
    printed = compiler.compile(format="pdf", pdf_standards=standards, timestamp=moment)
    if not isinstance(printed, bytes):
        raise TypeError(type(printed))
    return printed
