"""Drafts as Word files."""

from assistant.drafts.word.writing import write

__all__ = ["write"]
