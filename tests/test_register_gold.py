"""The register of real papers against one that was read by hand before any of this was written.

`gold/register.jsonl` has the digests of `corpus/`: titles, kinds, numbers, what each theme is
under, and each field's beginning and end. `gold/shared.json` has the originals as numbers, counts
and hashes. More than one kind, number or title: the paper itself gives it several. ``optional``
themes and ``either`` fields may be found or not; of ``undivided`` fields one is enough.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS

from ingest import readers, register
from ingest.document import Document
from ingest.theme import Theme
from ingest.words import folded

GOLD = Path(__file__).parent / "gold"
_LONG = 60
Entry = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A document with its themes by hand; how titles and values are written there."""

    document: Document
    entries: Sequence[Entry]
    title: Callable[[str], str]
    value: Callable[[str], str]

    def differences(self, themes: Sequence[Theme]) -> list[str]:
        """What is missed, invented or told otherwise; empty where all is right."""
        left = list(themes)
        matched: dict[int, Theme] = {}
        wrong: list[str] = []
        for index, entry in enumerate(self.entries):
            theme = self._match(entry, left)
            if theme is None:
                wrong += [] if entry.get("optional") else [f"missed: {entry['titles'][0]}"]
                continue
            left.remove(theme)
            matched[index] = theme
            wrong += self._otherwise(entry, theme)
            wrong += self._under(entry, theme, matched, {one.key: one for one in themes})
        return wrong + [f"invented: {theme.title}" for theme in left]

    def _match(self, entry: Entry, left: Sequence[Theme]) -> Theme | None:
        found = [
            one for one in left if self.title(one.title) in map(self.title_as, entry["titles"])
        ]
        found.sort(key=lambda one: (one.kind not in entry["kinds"], one.number != _first(entry)))
        return found[0] if found else None

    def title_as(self, title: str) -> str:
        """A title of the gold register as this paper's are compared."""
        return title if self.title is hashed_title else self.title(title)

    def _otherwise(self, entry: Entry, theme: Theme) -> list[str]:
        wrong = []
        if theme.kind not in entry["kinds"]:
            wrong.append(f"{theme.title}: kind {theme.kind}")
        if theme.number not in entry["numbers"]:
            wrong.append(f"{theme.title}: number {theme.number}")
        told = {field.name: self._said(field.spans) for field in theme.fields}
        undivided, either = entry.get("undivided", []), entry.get("either", [])
        for name, value in entry["fields"].items():
            other = name in undivided and any(one in told for one in undivided if one != name)
            if told.get(name) != value and not (other and name not in told):
                wrong.append(f"{theme.title}: field {name} is {told.get(name)}")
        more = set(told) - set(entry["fields"]) - set(either)
        return wrong + [f"{theme.title}: field {name} is invented" for name in sorted(more)]

    def _said(self, spans: Sequence[tuple[int, int]]) -> str:
        return self.value("\n".join(self.document.text[start:end] for start, end in spans))

    def _under(
        self, entry: Entry, theme: Theme, matched: dict[int, Theme], known: dict[str, Theme]
    ) -> list[str]:
        above = known.get(theme.parent)
        right = matched.get(self._above(entry)) is above
        return [] if right else [f"{theme.title}: under {above.title if above else None}"]

    def _above(self, entry: Entry) -> int:
        """The entry that one is under, by its place or its number and title; -1 for none."""
        if isinstance(entry["parent"], int):
            return entry["parent"]
        names = [f"{_first(one)} {one['titles'][0]}".strip() for one in self.entries]
        return names.index(entry["parent"]) if entry["parent"] else -1


def hashed_title(title: str) -> str:
    """A title so that the paper's own words are not written down."""
    return hashed(folded(title))


def hashed(text: str) -> str:
    """The first of a SHA-256's digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def edges(text: str) -> str:
    """The beginning and the end of a value."""
    return f"{text[:40]} … {text[-20:]}" if len(text) > _LONG else text


def _first(entry: Entry) -> str:
    return str(entry["numbers"][0])


def _digests() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for line in (GOLD / "register.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        found.setdefault(entry["document"], []).append(entry)
    return found


def _originals() -> dict[str, Any]:
    return dict(json.loads((GOLD / "shared.json").read_text(encoding="utf-8")))


def _digest(name: str) -> Paper:
    path = CORPUS / f"{name}.md"
    return Paper(readers.read(path.read_bytes(), path.name), _digests()[name], folded, edges)


def _original(shared: Path, name: str) -> Paper:
    path = next((shared / "corpus").glob(f"{name}.*"))
    entries = _originals()[name]["themes"]
    return Paper(readers.read(path.read_bytes(), path.name), entries, hashed_title, hashed)


@pytest.mark.parametrize("name", sorted(_digests()))
def test_a_digest_has_the_register_that_was_read_by_hand(name: str) -> None:
    """All found, none invented, each under its own, with its fields and no others."""
    paper = _digest(name)
    assert paper.differences(register.read(paper.document)) == []


@pytest.mark.parametrize("name", sorted(_originals()))
def test_an_original_has_the_register_that_was_read_by_hand(shared: Path, name: str) -> None:
    """So has the paper itself, by hashes of titles and of values."""
    paper = _original(shared, name)
    themes = register.read(paper.document)
    assert paper.differences(themes) == []
    required = [entry for entry in paper.entries if not entry.get("optional")]
    assert len(themes) >= len(required)
    assert dict(Counter(entry["kinds"][0] for entry in required)) == _originals()[name]["kinds"]


@pytest.mark.parametrize("name", sorted(_digests()))
def test_a_theme_or_field_that_is_missing_or_too_many_is_noticed(name: str) -> None:
    """The comparison itself would see what goes wrong."""
    paper = _digest(name)
    themes = register.read(paper.document)
    for index, theme in enumerate(themes):
        without = [*themes[:index], *themes[index + 1 :]]
        more = replace(theme, title="Noget andet", key="tema-andet", fields=())
        assert paper.differences(without), theme.title
        assert paper.differences([*themes, more]), theme.title
        for field in theme.fields:
            fewer = tuple(one for one in theme.fields if one is not field)
            told = [*themes[:index], replace(theme, fields=fewer), *themes[index + 1 :]]
            sure = _sure(paper, theme, field.name)
            assert not sure or paper.differences(told), (theme.title, field.name)


def _sure(paper: Paper, theme: Theme, name: str) -> bool:
    """Whether the gold register demands a field of a theme."""
    entries = [e for e in paper.entries if folded(theme.title) in map(folded, e["titles"])]
    return all(
        name in entry["fields"] and name not in entry.get("undivided", []) for entry in entries
    )
