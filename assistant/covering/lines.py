"""The themes that cover a topic, as lines of an answer: counted, in full, with what says why."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import kind_names, naming
from assistant.answer import Citing
from assistant.covering import Covered
from assistant.markdown import escaped, remark
from assistant.opened import Opened, cite, opened
from assistant.question import Language
from ingest import sentences
from ingest.passages import Span

_FEW = 8
"""So many themes at most are told with the words that say why; of more, the names."""
_LONGEST = 300
_MORE = 2
"""Characters that a sentence may have beyond the name and still be no more than it."""
_TELLING = ("handlinger", "status", "forventede_resultater", "mål", "formål")
"""The fields that tell best what a theme is, the best first."""


def told(covered: Sequence[Covered], language: Language, citing: Citing) -> tuple[str, ...]:
    """A line a theme, best first, below how many there are."""
    kinds = {one.held.theme.kind for one in covered}
    kind = next(iter(kinds)) if len(kinds) == 1 else "tema"
    across = len({one.held.metadata.organisation for one in covered}) > 1
    lines = [remark(f"{kind_names.counted(len(covered), kind, language)}:")]
    meant = {one.held.document_id for one in covered}
    documents = {
        entry.id: opened(entry, citing.catalogue)
        for entry in citing.catalogue.entries()
        if entry.id in meant
    }
    for one in covered:
        document = documents[one.held.document_id]
        theme, why = one.held.theme, _why(one, document)
        name = naming.shown(theme, document.text)
        whose = f" ({escaped(one.held.metadata.organisation)})" if across else ""
        marks = cite(document, naming.span(theme, document.text), citing)
        marks += cite(document, why, citing) if why else ""
        said = document.text[slice(*why)] if why and len(covered) <= _FEW else ""
        text = f": {naming.told(said, _LONGEST)}" if said else ""
        lines.append(f"- **{name}**{whose}{text} {marks}")
    return tuple(lines)


def _why(one: Covered, document: Opened) -> Span | None:
    """What the theme says of the topic; where its title alone does, what it begins by saying."""
    theme = one.held.theme
    start, end = naming.span(theme, document.text)
    said = (s for s in one.evidence if s[1] > end + _MORE or s[1] <= start)
    why = next(said, None)
    if why:
        return why
    told = {field.name: field.spans[0] for field in theme.fields}
    body = next((told[name] for name in _TELLING if name in told), None)
    first = next(sentences.spans(document.text[slice(*body)]), None) if body else None
    return (body[0] + first[0], body[0] + first[1]) if body and first else None
