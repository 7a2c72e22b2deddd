"""Signs for the doors, to be printed."""
