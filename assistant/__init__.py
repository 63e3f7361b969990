"""Questions to retrieval and cited answers, and the API over them."""
