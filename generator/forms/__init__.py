"""Forms: one definition becomes Word, PDF, Excel and a web form, and a filled form comes back as a checked record."""
