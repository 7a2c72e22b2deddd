"""Make statements outside requests and transactions."""

from django_tasks import task


@task()
def make_statement(statement_id: int) -> str:
    """Make the PDF of a statement of account."""
    # Services enqueue this task, and WeasyPrint's callers are loaded by workers alone.
    from billing.statements.documents import attach

    return attach(statement_id)
