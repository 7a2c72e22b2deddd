"""Sessions, who appears in them, and what a viewer may see."""
