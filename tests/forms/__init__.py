"""Tests of the forms: definitions, files, the way back."""
