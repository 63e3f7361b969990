"""Where files are added, and how each is shown on its way."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.pictures.frame import Language
from ingest import readers
from ingest.document import Metadata
from ingest.kinds import SUFFIXES
from ui.documents import fields
from ui.documents.listing import own
from ui.documents.words import WORDS

MEGABYTE = 1_000_000


def section(known: Iterable[Metadata], language: Language) -> str:
    """The place to drop files, what to tell of them, and room for word on each."""
    words = WORDS[language]
    limit = words["limit"].format(count=readers.MOST_BYTES // MEGABYTE)
    return (
        f"<noscript><p>{words['no script']}</p></noscript>"
        f'<section class="scripted" aria-labelledby="add"><h2 id="add">{words["add"]}</h2>'
        f'<div id="zone"><input type="file" id="choose" multiple accept="{",".join(SUFFIXES)}" '
        f'aria-describedby="hint"><p><label for="choose">{words["choose"]}</label> '
        f'<span class="drop">{words["drop"]}</span></p>'
        f'<p id="hint">{words["formats"]}. {limit}</p></div>'
        f"<details><summary>{words['about']}</summary><p>{words['about advice']}</p>"
        '<form id="about" autocomplete="off">'
        f"{fields.written(language, title_hint=words['one title'])}</form></details>"
        f'{fields.offered(known)}<ol id="files"></ol><div id="told" role="log"></div></section>'
    )


def template(language: Language) -> str:
    """One file on its way, to be filled in as text."""
    theirs = own(language)
    return (
        '<template id="file"><li tabindex="-1"><p class="name"></p><p class="state"></p>'
        f'<progress max="1"></progress><p class="with"></p><p class="detail"{theirs}></p>'
        f"<details hidden><summary></summary><ul{theirs}></ul></details>"
        '<p class="next"></p></li></template>'
    )
