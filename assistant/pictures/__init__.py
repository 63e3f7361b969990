"""Pictures of the register for a page or a report, as SVG and PNG."""
