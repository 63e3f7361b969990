"""The readers of file formats: each makes pieces of one kind of file."""
