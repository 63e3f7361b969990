"""The reader of text and Markdown files."""
