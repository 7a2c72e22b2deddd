"""The screens of those who print badges."""
