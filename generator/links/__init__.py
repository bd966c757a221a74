"""Whether links lead somewhere: those within a built site, and those to others that records and prose name."""
