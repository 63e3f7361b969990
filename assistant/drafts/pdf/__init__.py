"""Drafts as PDF files."""

from assistant.drafts.pdf.printing import write

__all__ = ["write"]
