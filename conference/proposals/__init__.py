"""The call for presentations: proposals, the people in them, and their review."""
