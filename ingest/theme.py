"""A theme: what a document plans or reports under a name of its own, with its fields.

The document decides what it is called: tema, spor, vision, værdi, værktøj, indsats,
udviklingspunkt, udviklingsspor, tiltag, projekt, fokusområde, mål.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.passages import Span


@dataclass(frozen=True)
class Field:
    """What a theme says under one head: ``name`` as tools know it, ``head`` as it is written.

    Several ``spans`` where several rows tell of one theme.
    """

    name: str
    head: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Theme:
    """One theme of a document. All spans are of the canonical text.

    ``key`` names it within its document, ``parent`` is the key of the one above or "". ``name``
    is where its title stands; ``start`` to ``end`` all that the document tells of it there, its
    children included. ``section`` are the headings above.
    """

    key: str
    number: str
    title: str
    kind: str
    parent: str
    start: int
    end: int
    name: Span
    page: int | None
    section: tuple[str, ...]
    fields: tuple[Field, ...] = ()
