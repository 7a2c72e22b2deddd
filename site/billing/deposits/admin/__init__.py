"""Deposits as finance sees them."""
