"""A draft as a Word file: real footnotes, styles to set anew, and a template's look if wanted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from assistant.drafts.draft import Draft
from assistant.drafts.telling import AUTHOR, LANGUAGE, clean, keywords, notice
from assistant.drafts.word.body import Body
from assistant.drafts.word.footnotes import Footnotes, declare
from assistant.drafts.word.package import Package
from assistant.drafts.word.page import emptied, fill, footed, line
from assistant.drafts.word.styles import completed
from assistant.drafts.word.xml import made, paragraph, run


def write(draft: Draft, template: Path | None = None) -> bytes:
    """The draft as a .docx.

    ``template`` is a .docx or .dotx whose styles, page, headers and footers are taken over; its
    text is not, and styles that it lacks are added.

    Raises:
        StrategiError: the template cannot be used.
    """
    package = Package.of_template(template) if template else Package.blank()
    styles = completed(package)
    section = emptied(package)
    notes = Footnotes(styles)
    content = list(Body(draft, styles, notes, line(section)).elements())
    # A template's footer is kept as it is: that a machine made the draft is said in the text then.
    if not footed(package, section, styles, notice(draft)):
        closing = paragraph(styles.footer, run(notice(draft)))
        closing[0].append(made("spacing", before=240))
        content.append(closing)
    fill(package, content, section)
    package.put("footnotes", notes.root)
    declare(package.root("settings"))
    package.describe(_properties(draft), datetime.fromisoformat(draft.made).astimezone(UTC))
    return package.saved()


def _properties(draft: Draft) -> dict[str, str]:
    return {
        "title": clean(draft.title),
        "subject": clean(draft.asked.subject) or clean(draft.title),
        "author": AUTHOR,
        "last_modified_by": AUTHOR,
        "comments": notice(draft),
        "keywords": ", ".join(keywords(draft)),
        "language": LANGUAGE,
        "content_status": "Udkast",
        "identifier": clean(draft.id),
    }
