"""What a theme tells under heads, each value a link to its place."""

from __future__ import annotations

from html import escape

from assistant.strategy import Listed
from ui.register.frame import View
from ui.register.sources import quoted


def fields(view: View, listed: Listed, most: int = 240) -> str:
    """The heads with their values, each cut at ``most`` characters; "" where there is none."""
    heads = {told.name: told.head.strip(" :") for told in listed.held.theme.fields}
    # A cell may tell of two fields at once, as who is responsible and who is involved.
    cells = dict.fromkeys(
        (heads[name], tuple(quoted(view, one, most) for one in cited))
        for name, cited in listed.fields.items()
    )
    told = "".join(
        f"<div><dt>{escape(head)}</dt>{''.join(f'<dd>{said}</dd>' for said in values)}</div>"
        for head, values in cells
    )
    return f'<dl lang="da">{told}</dl>' if told else ""
