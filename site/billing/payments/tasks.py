"""Talk to Stripe outside requests and transactions."""

from django_tasks import task


@task()
def close_checkout(order_id: int) -> str:
    """Expire what can still be paid of an order that has ended or is paid another way."""
    # The services enqueue this task, so importing its counterpart above would be a circle.
    from billing.payments.holds import close

    return close(order_id)
