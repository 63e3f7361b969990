"""The page of one document, and the pictures of its original."""

from __future__ import annotations

from ui.place.page import router

__all__ = ["router"]
