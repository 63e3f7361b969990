"""What the assistant says of its own accord, in the question's language."""

from __future__ import annotations

from assistant.markdown import escaped, remark
from assistant.question import Language
from ingest.document import Metadata


def not_found(language: Language, *, near: str) -> str:
    """There is no answer in the documents; ``near`` is where they come nearest, or ""."""
    if language == "en":
        told = f" The nearest they say stands in {near}." if near else ""
        return remark(f"I can't find an answer to that in the documents.{told}")
    told = f" Det nærmeste, de skriver, står i {near}." if near else ""
    return remark(f"Det finder jeg ikke svar på i dokumenterne.{told}")


def whereabouts(heading: str, metadata: Metadata) -> str:
    """A heading and its document, as a reader would look them up; it claims nothing."""
    document = escaped(", ".join(x for x in (metadata.title, metadata.organisation) if x))
    return f"»{escaped(heading)}« ({document})" if heading else f"»{document}«"


def missing(part: str, language: Language) -> str:
    """One part of the question has no answer in the documents."""
    part = escaped(part.strip(" ?!.,;"))
    if language == "en":
        return remark(f"I can't find this part in the documents: {part}.")
    return remark(f"Denne del finder jeg ikke svar på i dokumenterne: {part}.")


def different_dates(language: Language) -> str:
    """The sources of an answer are of different dates."""
    if language == "en":
        return remark("The sources are of different dates; look at when each was written.")
    return remark("Kilderne er fra forskellige tider. Se, hvornår hver af dem er skrevet.")


def in_all(number: int, language: Language) -> str:
    """How many several papers have together."""
    return remark(f"{number} in all." if language == "en" else f"{number} i alt.")


def none_of(organisation: str, language: Language) -> str:
    """An organisation's papers have nothing of what is listed."""
    name = escaped(organisation)
    if language == "en":
        return remark(f"{name}: I find none in its documents.")
    return remark(f"{name}: dem finder jeg ingen af i dokumenterne.")
