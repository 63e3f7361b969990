"""Where a document's statement stands, by its form: no model, and nothing of its subject.

What a table's head or a list's lead-in would add is not known here: "Afholdelse af dialogmøder" is
OTHER, and a plan only where a plan says so.
"""

from __future__ import annotations

import re

from assistant.standing import danish, english, status_words
from assistant.standing.danish_clause import main_clause, tokens
from assistant.standing.phrases import phrase
from assistant.standing.pointing import leads_back
from assistant.standing.standings import Standing

__all__ = ["Standing", "finished", "leads_back", "standing"]

_FINISHED = phrase(
    r"afslutte(?:t|de)|fuldført|gennemført|(?:helt )?færdige?|færdigt|færdiggjort|færdigbygget"
    r"|(?:fuldt )?implementeret|i drift|(?:trådt|trådte) i kraft|i mål|taget i brug|gik i luften"
    r"|gået i luften|ført ud i livet|på plads|indfriet|nået|ophørte?|sluttede|nedlagt|udført"
)
_PARTLY = phrase(
    r"delvist|næsten|halvdelen|halvt|en del|dele|flere dele"
    r"|(?:første|anden|tredje) (?:del|fase|etape|trin|runde|modul)"
)
_FINISHED_ENGLISH = re.compile(
    r"\b(?:completed|finished|concluded|implemented|in operation|in force|(?:is|are|was) closed"
    r"|carried out|done|met|ended)\b"
)


def standing(text: str) -> Standing:
    """Where one sentence, list item or cell's statement stands, by its own words."""
    alone = status_words.alone(text)
    if alone is not None:
        return alone
    return english.standing(text) if english.is_english(text) else danish.standing(text)


def finished(text: str) -> bool:
    """Whether the statement says that the thing itself is completed, not a step of it."""
    if standing(text) is not Standing.DONE:
        return False
    in_english = _FINISHED_ENGLISH.search(text[:4000].lower()) is not None
    if english.is_english(text) or (in_english and status_words.alone(text)):
        return in_english
    clause = main_clause(tokens(text))
    said = " ".join(clause.words[: clause.end])
    return _FINISHED.search(said) is not None and _PARTLY.search(said) is None
