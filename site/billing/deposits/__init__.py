"""Money that arrived in one piece and pays several orders and people; what is not allocated stays visible."""
