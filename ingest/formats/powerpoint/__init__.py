"""The reader of PowerPoint slides."""
