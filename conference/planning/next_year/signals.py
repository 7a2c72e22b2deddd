"""Sent while a new edition is made from another, in the same transaction: whoever has texts of it copies them."""

from django.dispatch import Signal

# Arguments: source and edition; `texts` whether they are wanted.
edition_made = Signal()
