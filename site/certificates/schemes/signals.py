"""What schemes tell those who use them."""

from django.dispatch import Signal

# Sent inside the transaction that made the next version. Arguments: `before` and `after`.
scheme_revised = Signal()
