"""The home page and the standard pages."""
