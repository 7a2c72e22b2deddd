"""The edition's public pages."""
