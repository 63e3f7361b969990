"""Conversations that outlast a reload: in memory, by a key that only their own tab knows."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from ui.talk import Talk

_MOST = 1000
_LASTS = 8 * 3600
"""Seconds since it was last added to."""
_KEY = re.compile(r"[0-9a-f]{32,64}")
"""What the page's script makes of 128 random bits; nothing that somebody could guess is one."""


@dataclass(frozen=True)
class _Kept:
    since: float
    turn: int
    talk: Talk


class Talks:
    """The latest conversations; the one that was idle longest goes first. Safe with threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Talk:
        """The conversation of ``key``, an empty one where there is none (any more)."""
        with self._lock:
            self._tidy()
            return self._of(key).talk

    def turn(self, key: str) -> int:
        """Which of the conversations of ``key`` this is; each that is begun anew is another."""
        with self._lock:
            return self._of(key).turn

    def keep(self, key: str, talk: Talk, turn: int) -> None:
        """Keep ``talk``, unless the conversation that it is of has been left meanwhile."""
        with self._lock:
            if self._of(key).turn == turn:
                self._put(key, talk, turn)

    def anew(self, key: str) -> None:
        """Forget the conversation; what is still being answered does not bring it back."""
        with self._lock:
            self._put(key, Talk(), self._of(key).turn + 1)

    def _of(self, key: str) -> _Kept:
        return self._kept.get(key, _Kept(0.0, 0, Talk()))

    def _put(self, key: str, talk: Talk, turn: int) -> None:
        if not _KEY.fullmatch(key):
            return
        self._kept.pop(key, None)
        self._kept[key] = _Kept(self._clock(), turn, talk)
        self._tidy()

    def _tidy(self) -> None:
        while self._kept:
            oldest = next(iter(self._kept.values()))
            if len(self._kept) <= _MOST and oldest.since + _LASTS >= self._clock():
                return
            self._kept.popitem(last=False)
