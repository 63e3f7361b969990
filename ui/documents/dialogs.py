"""What is asked before a document is put right, or goes."""

from __future__ import annotations

from assistant.pictures.frame import Language
from ui.documents import fields
from ui.documents.listing import own
from ui.documents.words import WORDS


def correcting(language: Language) -> str:
    """The form for what is known of a document; the script fills it in."""
    words = WORDS[language]
    return (
        '<dialog id="correcting" aria-labelledby="correcting-title">'
        f'<h2 id="correcting-title">{words["correct title"]}</h2>{_title(language)}'
        f'<form autocomplete="off" novalidate>{fields.written(language, "correct-")}'
        f'<p class="hint advice">{words["correct advice"]}</p>'
        f"{_problem('correcting', language)}"
        f'<p class="state" role="status"></p><div class="choices">'
        f'<button type="button" class="cancel">{words["cancel"]}</button>'
        f'<button class="save">{words["save"]}</button></div></form></dialog>'
    )


def removing(language: Language) -> str:
    """The question before a document goes."""
    words = WORDS[language]
    return (
        '<dialog id="removing" aria-labelledby="removing-title">'
        f'<h2 id="removing-title">{words["remove title"]}</h2>{_title(language)}'
        f"<p>{words['remove advice']}</p>{_problem('removing', language)}"
        f'<div class="choices"><button type="button" class="keep">{words["keep"]}</button>'
        f'<button type="button" class="sure">{words["remove"]}</button></div></dialog>'
    )


def _title(language: Language) -> str:
    return f'<p class="title"{own(language)}></p>'


def _problem(of: str, language: Language) -> str:
    return f'<p class="problem" id="{of}-problem" role="alert"{own(language)}></p>'
