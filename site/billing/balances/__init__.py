"""Credit that a buyer keeps for a later order instead of a refund."""
