"""Private files: uploads and documents that are served only after a permission check."""
