"""One family of errors; each subclass is one thing that somebody can do something about."""

from __future__ import annotations


class StrategiError(Exception):
    """Base of every error meant for a person. The message says what to do."""


class SettingsError(StrategiError):
    """A setting is unknown, malformed or not supported by this version."""


class Refused(StrategiError):
    """One file cannot be read. The others go on.

    ``name`` is the file as the user knows it, ``reason`` what is wrong with it and
    ``advice`` what to do about it.
    """

    def __init__(self, name: str, reason: str, advice: str) -> None:
        super().__init__(f"{name}: {reason} {advice}")
        self.name = name
        self.reason = reason
        self.advice = advice


class FolderHeld(StrategiError):
    """Another process writes the data folder. ``url`` is set where it is a server."""

    def __init__(self, pid: int | None, url: str | None) -> None:
        who = "en anden proces" if pid is None else f"proces {pid}"
        where = f" (serveren på {url})" if url else ""
        super().__init__(
            f"Datamappen bruges allerede af {who}{where}. "
            "Vent, til den er færdig, eller stop den, og prøv igen."
        )
        self.pid = pid
        self.url = url


class IndexUnusable(StrategiError):
    """The index cannot be opened as it is: another schema, model or a damaged file."""


class Busy(StrategiError):
    """Too many ask at once. Trying again soon helps."""
