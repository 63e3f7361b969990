"""The conversation: what its page says, how it is laid out, and what is kept of it."""
