"""What a status says was planned, and says further down to have been done.

Status cells grow from the top: "Der er planlagt …" stands, and below it "Der er pr. maj ansat …".
Told alone the first would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.composing.statements import Paper, Statement
from assistant.composing.told import Told
from assistant.standing import Standing, standing
from ingest import analysis

_PLAN = frozenset({"handlinger", "tidsplan", "næste_skridt", "opfølgning"})
_SAME = 0.6
"""The share of the later statement's words that the earlier must have to be what was planned."""
_FEWEST = 2


def standing_of(one: Statement) -> Standing:
    """What a statement tells; what stands under a plan's head is planned, whatever its form."""
    found = standing(one.text)
    if one.field in _PLAN:
        return found if found in {Standing.OPEN, Standing.DONE} else Standing.PLANNED
    # An item says what its lead-in says of all of them: "I 2024 vil vi arbejde med:".
    return standing(f"{one.lead} {one.text}") if found is Standing.OTHER and one.lead else found


def without(told: Sequence[Told], papers: Mapping[str, Paper]) -> list[Told]:
    """``told`` with each plan that has been carried out told as that."""
    known = {one.statement.place for one in told}
    found: dict[tuple[str, tuple[int, int]], Told] = {}
    for one in told:
        later = _later(one.statement, papers[one.statement.document_id])
        if later is None:
            found.setdefault(one.statement.place, one)
        elif later.place not in known:
            found.setdefault(later.place, Told(later, one.met))
    return list(found.values())


def _later(one: Statement, paper: Paper) -> Statement | None:
    """The statement further down in the same row that says it was done."""
    if one.field != "status" or standing_of(one) is not Standing.PLANNED:
        return None
    return next((later for later in _below(one, paper) if _tells(later, one)), None)


def _below(one: Statement, paper: Paper) -> Iterator[Statement]:
    for other in paper.of_theme(one.theme.key if one.theme else ""):
        if other.span[0] > one.span[0] and other.field == "status":
            yield other


def _tells(later: Statement, one: Statement) -> bool:
    words, said = _stems(later), _stems(one)
    alike = len(words & said) >= max(_FEWEST, _SAME * len(words))
    return alike and not _before(later, one) and standing(later.text) is Standing.DONE


def _before(later: Statement, one: Statement) -> bool:
    """Whether what was done lies before what is planned: then that is another thing of its kind."""
    done = [day.last for day in later.dates if day.last]
    planned = [day.first for day in one.dates if day.first]
    return bool(done and planned) and max(done) < min(planned)


def _stems(one: Statement) -> set[str]:
    """The words of a statement without its dates, which differ between plan and outcome."""
    days = {word for day in one.dated_words for word in analysis.words(day)}
    found = analysis.content_words(one.text)
    return {
        analysis.stem(word)
        for word in found
        if len(word) > 2 and word.isalpha() and word not in days
    }
