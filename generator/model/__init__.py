"""Frozen values: what a record is, and nothing about where it came from or how it looks."""
