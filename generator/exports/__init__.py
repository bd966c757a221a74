"""Records and figures as data: catalog in, files out."""
