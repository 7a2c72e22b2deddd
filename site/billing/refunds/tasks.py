"""Send refunds to Stripe, outside every transaction."""

from django_tasks import task

from billing.refunds.sending import send


@task()
def send_refund(refund_id: int) -> str:
    """Ask Stripe for one refund."""
    return send(refund_id)
