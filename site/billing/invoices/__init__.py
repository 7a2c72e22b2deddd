"""Quotes, invoices, receipts and credit notes, numbered without gaps."""
