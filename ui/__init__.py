"""The web page and the command line."""
