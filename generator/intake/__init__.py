"""What comes in from outside and what goes out filled: read, checked beside the records there are, written whole."""
