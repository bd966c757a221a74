"""What differs between two states of the records, in words for readers, and what in it a reviewer should look at."""
