"""What goes to a model, and what is said where nothing comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class ModelAway(Exception):
    """The model is not there, is too slow, or answered with what is no answer."""
