"""The speakers' own pages."""
