"""Tests of `serve`: what it shows, how it follows changes, and whom it answers."""
