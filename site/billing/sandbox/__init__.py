"""A payment sandbox: the part of Stripe's HTTP API that we use, answered on this machine with pretend money.

Our code reaches it only as it reaches Stripe: `stripe.StripeClient(key, base_addresses={"api": url})`. Nothing in here
imports Django or the rest of the project, and production refuses to start with it (`core.checks`).
"""
