"""A person's credits on paper: everything earned with its reasons, and apart from it what they report themselves."""
