"""What is said beside a model's answer, in the question's language, as remarks of our own."""

from __future__ import annotations

from assistant.generation.grounding import Judged
from assistant.markdown import escaped, remark
from assistant.question import Language

OWN_WORDS = "Sprogmodellen gav ingen tekst, der kunne bruges. Udkastet er dokumenternes egne ord."
PARTLY = "Sprogmodellen gik i stå undervejs, så resten er dokumenternes egne ord."
"""Below a draft, which is Danish."""


def away(language: Language) -> str:
    """The model gave no answer; what stands above is the documents' own words."""
    if language == "en":
        return remark(
            "The language model did not answer. This answer is made of the documents' own words."
        )
    return remark(
        "Sprogmodellen svarede ikke. Svaret er i stedet samlet af dokumenternes egne ord."
    )


def unusable(language: Language) -> str:
    """The model said something, but named no source."""
    if language == "en":
        return remark(
            "The language model's answer could not be used. "
            "This answer is made of the documents' own words."
        )
    return remark(
        "Sprogmodellens svar kunne ikke bruges. "
        "Svaret er i stedet samlet af dokumenternes egne ord."
    )


def broken_off(language: Language) -> str:
    """The model stopped before its end."""
    if language == "en":
        return remark("The language model stopped before it was done: something may be missing.")
    return remark("Sprogmodellen gik i stå undervejs, så svaret kan mangle noget.")


def left_out(number: int, language: Language) -> str:
    """How many statements were dropped beside those that are shown."""
    if language == "en":
        what = "One sentence" if number == 1 else f"{number} sentences"
        verb = "is" if number == 1 else "are"
        return remark(f"{what} of the language model's {verb} left out: the sources do not say so.")
    what = "En sætning" if number == 1 else f"{number} sætninger"
    return remark(f"{what} fra sprogmodellen er udeladt, fordi det ikke står i kilderne.")


def nothing_held(language: Language) -> str:
    """All that the model said was dropped."""
    if language == "en":
        return remark(
            "What the language model suggested does not stand in the sources and is not shown."
        )
    return remark("Det, sprogmodellen foreslog, står ikke i kilderne, så det er ikke vist.")


def marked(judged: Judged, language: Language) -> str:
    """A statement that its sources do not carry, shown as such."""
    lead = {"da": "Ikke fundet i kilderne", "en": "Not found in the sources"}[language]
    return remark(f"{lead}: {escaped(judged.said.text)}")
