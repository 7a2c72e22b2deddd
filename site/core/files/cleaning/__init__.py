"""Documents that people share: told by their content, and freed of what they say about their makers."""
