"""The form for records in the browser: what its scripts compute, held against what Python does."""
