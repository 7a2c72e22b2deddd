"""Send refunds to Stripe, outside every transaction."""

from django_tasks import task


@task()
def send_refund(refund_id: int) -> str:
    """Ask Stripe for one refund."""
    # The service enqueues this task, so importing its counterpart above would be a circle.
    from billing.refunds.sending import send

    return send(refund_id)
