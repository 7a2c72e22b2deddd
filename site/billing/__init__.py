"""Orders, payments, refunds and invoices; knows nothing of conferences or courses."""
