"""The pages of groups: the list before the order, the order's people afterwards."""
