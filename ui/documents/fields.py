"""The fields for what is known of a document, when it is added and when it is put right."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.pictures.frame import Language
from ingest.document import Metadata
from ui.documents.words import WORDS

NAMES = ("title", "organisation", "kind", "period", "published")
_OFFERED = frozenset(("organisation", "kind"))


def written(language: Language, before: str = "", title_hint: str = "") -> str:
    """A field for each; ``before`` sets their ids apart from those of other forms."""
    return "".join(_field(name, language, before, title_hint) for name in NAMES)


def offered(known: Iterable[Metadata]) -> str:
    """What others of the documents have there, to choose from."""
    every = list(known)
    return "".join(_list(name, {getattr(one, name) for one in every}) for name in sorted(_OFFERED))


def _list(name: str, values: set[str]) -> str:
    options = "".join(f'<option value="{escape(value)}">' for value in sorted(values - {""}))
    return f'<datalist id="{name}-known">{options}</datalist>'


def _field(name: str, language: Language, before: str, title_hint: str) -> str:
    words, key = WORDS[language], before + name
    hint = title_hint if name == "title" else words[f"{name} hint"]
    described = f' aria-describedby="{key}-hint"' if hint else ""
    told = f'<p class="hint" id="{key}-hint">{hint}</p>' if hint else ""
    listed = f' list="{name}-known"' if name in _OFFERED else ""
    return (
        f'<div class="field {name}"><label for="{key}">{words[name]}</label>'
        f'<input id="{key}" name="{name}"{described}{listed}>{told}</div>'
    )
