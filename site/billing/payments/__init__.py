"""Money in: the ledger, Stripe's Checkout and its webhook, transfers and checks."""
