"""The readers of OpenDocument text and sheets."""
