"""What the assistant says of its own accord, in the question's language."""

from __future__ import annotations

from assistant.markdown import escaped, remark
from assistant.question import Language


def not_found(language: Language, *, near: bool) -> str:
    """There is no answer in the documents."""
    if language == "en":
        return remark(
            "I can't find an answer to that in the documents."
            + (" The nearest places are listed with this answer." if near else "")
        )
    return remark(
        "Det finder jeg ikke svar på i dokumenterne."
        + (" De nærmeste steder står ved svaret." if near else "")
    )


def missing(part: str, language: Language) -> str:
    """One part of the question has no answer in the documents."""
    part = escaped(part.strip(" ?!.,;"))
    if language == "en":
        return remark(f"I can't find this part in the documents: {part}.")
    return remark(f"Denne del finder jeg ikke svar på i dokumenterne: {part}.")
