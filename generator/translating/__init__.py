"""Texts that go out to be translated, and come back."""
