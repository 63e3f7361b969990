"""Lists of what there is: a title that leads to its page, and facts about it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.drafting import ListedRecord
from ui.drafts import visit as frames
from ui.drafts.visit import Visit
from ui.register.sources import joined


def item(visit: Visit, path: str, title: str, *facts: str) -> str:
    """One of a list."""
    return (
        f'<li><a lang="da" href="{visit.link(path)}">{escape(title)}</a>'
        f'<span class="facts">{joined(*facts)}</span></li>'
    )


def records(visit: Visit, listed: Sequence[ListedRecord]) -> str:
    """What is kept for cases, in the order given."""
    items = "".join(
        item(
            visit, f"journal/{one.id}", one.title, visit.words[one.kind],
            frames.moment(visit, one.frozen_at),
        )
        for one in listed
    )  # fmt: skip
    return f'<ul class="kept">{items}</ul>'


def way(visit: Visit) -> str:
    """The way to all that is kept for cases."""
    return (
        f'<p class="on"><a href="{visit.link("journal")}">{visit.words["all records"]}</a></p>'
    )  # fmt: skip
