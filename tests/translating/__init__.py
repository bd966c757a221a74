"""Tests of what goes out to translators and comes back."""
