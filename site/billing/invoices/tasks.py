"""Make documents outside requests and transactions."""

from django_tasks import task


# The services of orders enqueue these tasks and the tasks call services that read orders: a circle if these imports
# stood above.
@task()
def issue_documents(order_id: int) -> list[str]:
    """Issue what an order's state asks for: an invoice for a promise, a receipt for a paid order; send it."""
    from billing.invoices.issuing import issue_due_documents

    return issue_due_documents(order_id)


@task()
def issue_credit_note(order_id: int) -> str:
    """Credit what was taken back since the last document, if there is one."""
    from billing.invoices.issuing import credit

    return credit(order_id)


@task()
def make_pdf(document_id: int) -> str:
    """Make the PDF of a document that is already written."""
    from billing.invoices.issuing import make

    return make(document_id)


@task()
def send_document(document_id: int) -> str:
    """Make the PDF of a document and send it to its order's billing contact."""
    from billing.invoices.issuing import make_and_send

    return make_and_send(document_id)
