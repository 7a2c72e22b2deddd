"""The call's pages, and those of the people who answer it."""
