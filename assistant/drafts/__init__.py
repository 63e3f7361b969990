"""Status text of the documents' own statements: composed, edited, kept, and written out."""
