"""The colours of the pages' light theme, by the names that they have there."""

from __future__ import annotations

SHEET = "#ffffff"
PAPER = "#f6f7f5"
INK = "#18211f"
FAINT = "#586461"
LINE = "#d9dfdc"
ACCENT = "#14524c"
ACCENT_SOFT = "#e4eeec"
ON_ACCENT = "#ffffff"
