"""Mails to proposers from templates: previewed for each recipient, sent in one act, kept as a log."""
