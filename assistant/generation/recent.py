"""The latest answers by a model: asked again it would say something else, so they are kept."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

from assistant.answer import Answer
from assistant.asking import Asked

_MOST = 500
"""Answers; the oldest goes first. They are in memory alone, and gone when the server stops."""


class Recent:
    """Answers by names that cannot be guessed. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[Asked, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, asked: Asked, answer: Answer) -> str:
        """Keep an answer; its name."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[name] = asked, answer
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> tuple[Asked, Answer] | None:
        """An answer with what was asked; None where it is not, or no longer, kept."""
        with self._lock:
            return self._kept.get(name)
