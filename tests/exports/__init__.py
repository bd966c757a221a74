"""Tests of the exports: what they say of a record, and the formats in which they say it."""
