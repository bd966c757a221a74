"""The site on one's own machine: made page by page as it is asked for, and anew when a file of the project changes."""
