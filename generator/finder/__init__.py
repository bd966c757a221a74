"""The finder: what a search looks through, and how words are compared."""
