"""``strategi inspect`` shows what a reader made of a file, and puts nothing into the index."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import hostile
import pytest
import samples
from PIL import Image
from typer.testing import CliRunner, Result

from ui.command import app

FILES = samples.files()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with each sample; commands run in it."""
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["inspect", *arguments], env={"COLUMNS": "200"})


@pytest.mark.parametrize("name", sorted(FILES))
def test_it_tells_of_every_format(folder: Path, name: str) -> None:
    """Tables with their heads, passages with their words; nothing is left behind."""
    shown = run(name)
    assert shown.exit_code == 0
    assert name in shown.output
    assert "Indsats | Ansvarlig (2 rækker)" in shown.output
    assert "Karen Holm" in shown.output
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


def test_as_json_the_passages_are_places_in_the_text(folder: Path) -> None:
    """As a program wants it."""
    assert folder
    found = json.loads(run("plan.md", "--json").stdout)
    assert found["metadata"]["title"] == samples.HEADING
    assert found["tables"] == [
        {"caption": "", "heads": ["Indsats", "Ansvarlig"], "rows": 2, "page": None}
    ]
    texts = [found["text"][p["start"] : p["end"]] for p in found["passages"]]
    assert any(samples.TEXT in text for text in texts)


def test_a_pdf_is_shown_beside_the_pictures_of_its_pages(folder: Path) -> None:
    """In one HTML file that needs no other, and in which nothing runs."""
    assert run("plan.pdf", "--html", "plan.html.html").exit_code == 0
    html = (folder / "plan.html.html").read_text("utf-8")
    pictures = re.findall(r'<img alt="side (\d+)" src="data:image/png;base64,([^"]+)"', html)
    assert [number for number, _ in pictures] == ["1"]
    picture = Image.open(io.BytesIO(base64.b64decode(pictures[0][1])))
    assert picture.width >= 600
    assert picture.convert("L").getextrema() == (0, 255)
    assert samples.TEXT in html
    assert "Passage 1 · " in html
    assert "default-src 'none'" in html
    assert "<script" not in html


def test_what_a_document_says_is_escaped(folder: Path) -> None:
    """A file may say what it likes; a page made of it shows that as text."""
    (folder / "ond.md").write_text(
        "# <img src=x>\n\nEn <script>alert(1)</script> tekst.\n", "utf-8"
    )
    assert run("ond.md", "--html", "ud.html").exit_code == 0
    html = (folder / "ud.html").read_text("utf-8")
    assert "<script" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("kodeord.docx", hostile.files()["kodeord.docx"](), "adgangskode"),
        ("tom.pdf", b"", "tom"),
        ("findes-ikke.pdf", None, "åbnes"),
    ],
)
def test_a_refusal_is_told_in_one_line(
    folder: Path, name: str, data: bytes | None, word: str
) -> None:
    """As ``strategi ingest`` tells it."""
    if data is not None:
        (folder / name).write_bytes(data)
    shown = run(name, "--html", "ud.html")
    assert shown.exit_code == 1
    assert name in shown.output
    assert word in shown.output
    assert "Traceback" not in shown.output
    assert not (folder / "ud.html").exists()
