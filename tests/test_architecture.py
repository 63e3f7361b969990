"""The walls of the house: imports run one way, and each vendor has one room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGES = ("ingest", "assistant", "ui")
MAY_IMPORT = {"ingest": {"ingest"}, "assistant": {"assistant", "ingest"}, "ui": set(PACKAGES)}
VENDORS = {
    "chromadb": {"ingest/vectors.py"},
    "sentence_transformers": {"ingest/embedder.py"},
    "torch": {"ingest/embedder.py"},
    "gradio": {"ui/web.py", "ui/chat/layout.py", "ui/chat/events.py"},
    "Stemmer": {"ingest/analysis.py"},
    "docx": {"ingest/formats/word/package.py", "assistant/drafts/word/package.py"},
    "pptx": {"ingest/formats/powerpoint/reader.py"},
    "openpyxl": {"ingest/formats/excel/reader.py"},
    "odfdo": {"ingest/formats/opendocument/package.py"},
    "bs4": {"ingest/formats/web/tree.py"},
    "pypdfium2": {"ingest/formats/pdf/file.py"},
    "icalendar": {"assistant/calendars.py"},
    "typst": {"assistant/drafts/pdf/printing.py"},
    "resvg_py": {"assistant/pictures/raster.py"},
    "PIL": {"ingest/formats/pdf/file.py", "ingest/formats/pdf/highlight.py"},
    "olefile": {"ingest/kinds.py"},
    "puremagic": {"ingest/kinds.py"},
    "sqlite3": {"ingest/catalogue.py", "ingest/schema.py"},
    "markdown_it": {
        "ingest/formats/text/inline.py",
        "ingest/formats/text/markup.py",
        "ui/rendering.py",
    },
    # LangChain's interfaces are the seam: one file offers each.
    "langchain_core": {
        "ingest/embedder.py",
        "assistant/langchain.py",
        "assistant/generation/model.py",
    },
    "langchain": {"assistant/generation/model.py"},
    "mcp": {"assistant/mcp/server.py"},
    "openai": {"assistant/generation/model.py"},
}
FILES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    """Ui → assistant → ingest, and never back."""
    home = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported(path)} & set(PACKAGES)
    assert ours <= MAY_IMPORT[home]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_vendor_is_named_in_its_own_file_alone(path: Path) -> None:
    """Whoever replaces a library has one file to change."""
    name = path.relative_to(ROOT).as_posix()
    tops = {module.split(".")[0] for module in imported(path)}
    for vendor, homes in VENDORS.items():
        assert vendor not in tops or name in homes, f"{name} names {vendor}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_kept_in_modules(path: Path) -> None:
    """State lives in objects that are passed, so that two of them never meet: no ``global``."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    assert not [node for node in nodes if isinstance(node, ast.Global)]
