"""README, settings and the documents that come along cannot lie."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT
from typer.testing import CliRunner

from ingest import settings
from ingest.errors import SettingsError
from ingest.readers import read
from ingest.settings import Settings
from ui.command import app

README = (ROOT / "README.md").read_text("utf-8")
DIGESTS = sorted(path for path in CORPUS.glob("*.md") if path.stem.upper() != "README")


def test_the_table_of_settings_is_the_settings() -> None:
    """Each setting stands in the README with its default, and no other does."""
    rows = re.findall(r"^\| `STRATEGI_(\w+)` \|.*\| (?:`([^`]*)` )?\|$", README, re.MULTILINE)
    told = {name.lower(): default for name, default in rows}
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    assert told == {name: "" if one is None else str(one) for name, one in defaults.items()}


def test_the_readmes_commands_exist() -> None:
    """Every command and make target that the README names is there."""
    named = set(re.findall(r"strategi (\w+)", README)) - {"og"}
    helped = CliRunner().invoke(app, ["--help"]).output
    assert named
    assert all(re.search(rf"\b{name}\b", helped) for name in named)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"`?make (\w+)", README))


def test_what_the_readme_links_to_is_there() -> None:
    """Pictures and papers that it points at are in the repository."""
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_settings_come_from_the_environment_before_the_file(tmp_path: Path) -> None:
    """.env fills in what the environment leaves open."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("STRATEGI_PORT=9000\nSTRATEGI_ORGANISATION=Faxe Kommune\n", "utf-8")
    found = settings.load({"STRATEGI_PORT": "9001", "PATH": "/bin"}, dotenv)
    assert (found.port, found.organisation) == (9001, "Faxe Kommune")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STRATEGI_LLM_BASE_URL", "http://127.0.0.1:9/v1"), ("STRATEGI_LLM_TIMEOUT", "soon"),
        ("STRATEGI_LLM_UNSUPPORTED", "hide"), ("STRATEGI_CHROMA_URL", "http://localhost:9"),
        ("STRATEGI_API_KEYS_FILE", "keys"), ("STRATEGI_COLOR", "red"), ("STRATEGI_PORT", "many"),
        ("STRATEGI_HOST", "192.0.2.1"), ("STRATEGI_EMBEDDING_PRECISION", "float8"),
        ("STRATEGI_WORD_TEMPLATE", "nowhere/brev.docx"),
    ],
)  # fmt: skip
def test_a_setting_that_would_not_hold_is_refused_by_name(name: str, value: str) -> None:
    """Unknown, not yet supported or out of form: the start stops and names it."""
    with pytest.raises(SettingsError, match=name):
        settings.load({name: value}, None)


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_a_digest_says_what_it_is_and_keeps_its_size(path: Path) -> None:
    """Front matter, a line that it is a digest, 1,000 to 2,500 words."""
    text = path.read_text("utf-8")
    document = read(text.encode(), path.name)
    told = document.metadata
    assert told.organisation.endswith("Kommune")
    assert told.title
    assert told.kind
    assert "sammendrag" in text.lower()
    assert 1000 <= len(text.split("---", 2)[2].split()) <= 2500


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"</?\w+>", " ", text).lower())


def test_no_run_of_fourteen_words_is_the_originals(shared: Path) -> None:
    """Facts and figures carry over, wording does not: in no file of the repository."""
    runs: set[tuple[str, ...]] = set()
    for paper in sorted((shared / "corpus").glob("*.txt")):
        found = words(paper.read_text("utf-8"))
        runs |= {tuple(found[i : i + 14]) for i in range(len(found) - 13)}
    for kind in ("*.md", "*.py", "*.jsonl", "*.toml"):
        for path in ROOT.rglob(kind):
            if ".venv" in path.parts or "data" in path.relative_to(ROOT).parts:
                continue
            found = words(path.read_text("utf-8"))
            ours = {tuple(found[i : i + 14]) for i in range(len(found) - 13)}
            assert not ours & runs, path
