"""What the programmes ask, kind by kind, and what a record is held against."""
