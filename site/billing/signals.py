"""What billing tells the sellers.

Each signal is sent INSIDE the transaction that changes the order, with a savepoint around the receivers: a receiver
may only enqueue a task (the queue is a table of the same database, so the task lives or dies with the change) and
never does the work itself. The order's row is the outbox: `fulfilled_at` is emptied by each of these changes and
filled by the seller's `mark_fulfilled(order=...)`; a sweep sends the signal again for orders whose seller has not
caught up after two minutes. A receiver's task must therefore be harmless when it runs twice.

Arguments: `order` (of orders' signals; compare `order.seller` with your own slug first) or `line` (the reversing
line; `line.reverses` is the line it takes back).
"""

from django.dispatch import Signal

# The order's promise was accepted (purchase order, transfer, check): places are firm, money is owed.
order_confirmed = Signal()
# Nothing is owed any more. `late=True`: the money came after the order had ended; the seller either takes the places
# again and calls `reinstate_order`, or calls `open_case(kind="paid_no_place")`. The order is not paid until then.
order_paid = Signal()
# Finance approved the purchase order: what waits for money or an approved promise may be handed out.
purchase_order_approved = Signal()
# The order was cancelled or its hold ended: places are free.
order_cancelled = Signal()
# A line was taken back, wholly or in part.
line_reversed = Signal()
