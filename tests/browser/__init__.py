"""What readers get: the fixture site's pages, opened in a real Chromium or read by html-validate."""
