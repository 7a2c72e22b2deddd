"""Statements of account: all that an agency was charged and has paid."""
