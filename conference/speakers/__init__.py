"""Who presents, and which of it may be shown."""
