"""The verbs: change data, cancel by the terms, exchange, substitute."""
