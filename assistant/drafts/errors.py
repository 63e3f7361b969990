"""Why there is no draft, each with what to do about it."""

from __future__ import annotations

from ingest.errors import StrategiError


class NotHeld(StrategiError):
    """The documents do not hold the subject."""


class BadPeriod(StrategiError):
    """A period or date that cannot be read."""
