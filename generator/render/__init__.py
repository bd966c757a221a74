"""Pages: templates filled from the catalog, poured into the theme's shell."""
