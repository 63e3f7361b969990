"""The page of all documents: what is in the index, and where files are added and put right."""

from __future__ import annotations

from ui.documents.page import router

__all__ = ["router"]
