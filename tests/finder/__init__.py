"""What a search finds: real questions, and how writings are compared."""
