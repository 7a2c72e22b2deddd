"""Who gets which certificate of an edition."""
