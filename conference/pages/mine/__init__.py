"""A person's own agenda: for them alone."""
