"""Credit for what was proved at an edition."""
