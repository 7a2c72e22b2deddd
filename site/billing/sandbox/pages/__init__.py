"""The HTML and the style of the hosted pay page."""
