"""From the working agenda to a published version, and back."""
