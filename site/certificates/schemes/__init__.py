"""The rules of the bodies that recognize continuing education."""
