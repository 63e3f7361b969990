"""Drafts put together of the documents' own statements: found, sorted, and set in parts."""
