"""The reader of Excel workbooks."""
