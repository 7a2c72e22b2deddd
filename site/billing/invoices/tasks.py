"""Make documents outside requests and transactions."""

from django_tasks import task


@task()
def issue_credit_note(order_id: int) -> str:
    """Credit what was taken back since the last document, if there is one."""
    # The services enqueue this task, so importing its counterpart above would be a circle.
    from billing.invoices.services import credit

    return credit(order_id)
