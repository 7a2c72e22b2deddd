"""Make a statement of account as a document."""

from datetime import date
from typing import Any

from django.db import transaction

from billing.statements.models import AccountStatement
from billing.statements.reading import read_account
from billing.statements.tasks import make_statement
from core.audit.services import record


@transaction.atomic
def request_statement(*, agency: str, currency: str, since: date | None, until: date, actor: Any) -> AccountStatement:
    """Keep an agency's account as it stands, and have its PDF made by a task."""
    account = read_account(agency=agency, currency=currency, since=since, until=until)
    statement = AccountStatement.objects.create(
        agency=agency[:200], currency=currency, since=since, until=until, content=account.plain(), made_by=actor
    )
    changes = {"entries": len(account.entries), "closing": account.closing, "currency": currency}
    record(actor=actor, action="account_statement.made", obj=statement, changes=changes)
    make_statement.enqueue(statement.pk)
    return statement
