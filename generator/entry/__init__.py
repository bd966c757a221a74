"""What one is asked to make a record, and the draft that the answers make: one list for every way of writing."""
