"""What others subscribe to and find the site by: feeds, calendars, the sitemap and its like."""
