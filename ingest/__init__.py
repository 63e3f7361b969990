"""Files to documents, sections, tables and passages, and these to an index."""
