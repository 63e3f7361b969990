"""The scores of an evaluation in Danish: a table, and the questions that fell short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.table import Table

from assistant.evaluation import Evaluated, Outcome

Json = dict[str, Any]
Row = tuple[str, str, str]
"""Where a figure stands in the scores, its group and name, and what it means."""
_ROWS: dict[str, list[Row]] = {
    "Søgning": [
        ("retrieval", "hit1", "første passage viser belægget"),
        ("retrieval", "mrr", "1/pladsen for den første, der gør"),
        ("retrieval", "ndcg", "orden i de ti første; 1 er bedst"),
        ("retrieval", "recall5", "del af belæggene i de fem første"),
        ("retrieval", "recall4k", "del af belæggene i 4.000 tegn"),
    ],
    "Svar": [
        ("answers", "strings", "del af de ventede ord i svaret"),
        ("answers", "complete", "svar med alle de ventede ord"),
        ("answers", "cited", "svar, der henviser til belægget"),
        ("answers", "chars", "tegn i et svar, median"),
        ("answers", "chars_p90", "tegn, højst i 9 af 10 svar"),
        ("answers", "citations", "henvisninger i et svar, gennemsnit"),
    ],
    "Tillid": [
        ("trust", "marked", "svar, hvor alle påstande henviser"),
        ("trust", "supported", "påstande, som henvisningerne bærer"),
        ("citations", "exact", "citater, ordret som i dokumentet"),
        ("citations", "hits", "fundne passager, ordret som dér"),
    ],
    "Afvisninger": [
        ("refusals", "refused", "afvist, hvor intet svar findes"),
        ("refusals", "false_refusals", "afvist, hvor svaret findes; helst 0"),
    ],
    "Tid": [
        ("ask_ms", "p50", "millisekunder til et svar, median"),
        ("ask_ms", "p95", "millisekunder, højst i 19 af 20"),
    ],
}
_NOTE = "Lykkes alt, har intervallet ingen bredde: af n spørgsmål kan op til 3/n stadig gå galt."
_NONE = "–"
_EXCERPT = 160
"""Characters that are shown of an answer or a piece of evidence."""


def table(found: Json) -> Table:
    """Each figure with its 95 % interval and what it means."""
    made = Table("Mål", "Tal", "95 %-interval", "Det betyder", caption=_caption(found))
    for title, rows in _ROWS.items():
        made.add_section()
        made.add_row(title, style="bold")
        for group, name, meaning in [*rows, *(_kinds(found) if title == "Afvisninger" else [])]:
            bounds = found["intervals"].get(group, {}).get(name)
            made.add_row(name, _number(found[group][name]), _interval(bounds), meaning)
    return made


def _caption(found: Json) -> str:
    asked, failed = found["questions"], found["failed"]
    unasked = f", og {failed} kunne ikke stilles" if failed else ""
    return f"{asked} spørgsmål{unasked}. {_NOTE}"


def _kinds(found: Json) -> Iterator[Row]:
    known = {name for _, name, _ in _ROWS["Afvisninger"]}
    for kind in found["refusals"]:
        if kind not in known:
            yield "refusals", kind, "heraf denne slags"


def _interval(bounds: Sequence[float] | None) -> str:
    return f"{_number(bounds[0])} – {_number(bounds[1])}" if bounds else ""


def _number(value: float | None) -> str:
    """As a Dane writes it: three decimals of a small number, none of a large one."""
    if value is None:
        return _NONE
    if abs(value) < 10:
        return f"{value:.3f}".replace(".", ",")
    return f"{value:,.0f}".replace(",", ".")


# -- what fell short ----------------------------------------------------------------------------


def misses(found: Evaluated) -> list[str]:
    """A line for each question that fell short, and below it a line for each thing that did."""
    lines = []
    for one in found.outcomes:
        if wrong := list(_wrong(one)):
            lines += [f"{one.question.id}: {one.question.question}", *wrong]
    for question, reason in found.failed:
        lines += [f"{question.id}: {question.question}", f"  kunne ikke stilles: {reason}"]
    return lines


def _wrong(one: Outcome) -> Iterator[str]:
    if one.question.answerable and not one.given:
        yield "  afvist, selv om dokumenterne siger det"
    elif one.question.answerable:
        yield from _incomplete(one)
    elif not one.refused:
        what = "besvaret" if one.given else "afvist, men med henvisninger"
        yield f"  {what}, selv om dokumenterne ikke siger det: {_short(one.answer['answer'])}"
    for evidence in one.unshown:
        document, quote = evidence.quotes[0]
        yield f"  ikke blandt de fem første passager: {document}: {_short(quote)}"
    yield from _untrusted(one)


def _incomplete(one: Outcome) -> Iterator[str]:
    for required, stands in zip(one.question.answers, one.strings, strict=True):
        if not stands:
            yield f"  mangler i svaret: {' eller '.join(f'“{words}”' for words in required)}"
    if one.cited is False:
        yield "  svaret henviser ikke til belægget"
    if not all(one.strings) or one.cited is False:
        yield f"  svaret var: {_short(one.answer['answer'])}"


def _untrusted(one: Outcome) -> Iterator[str]:
    if one.trust and not one.trust.marked:
        yield "  en påstand har ingen henvisning, eller en henvisning fører ingen steder hen"
    for line in one.trust.unsupported if one.trust else ():
        yield f"  ikke båret af sine henvisninger: {_short(line)}"
    for what, (held, of) in {"citater": one.exact, "passager": one.hits}.items():
        if held < of:
            yield f"  {of - held} af {of} {what} er ikke dokumentets egne ord"


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return f"“{bare[:_EXCERPT]}{'…' if len(bare) > _EXCERPT else ''}”"
