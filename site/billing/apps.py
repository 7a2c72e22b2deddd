"""The app's configuration."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Orders and money."""

    name = "billing"
    verbose_name = "Finance"

    def ready(self) -> None:
        # Models are loaded only now; the tasks register the periodic jobs.
        from billing import tasks  # noqa: F401
        from billing.books import balances, chain, deposits, documents, journal, money  # noqa: F401
        from billing.invoices.receivers import on_confirmed_or_paid
        from billing.signals import order_confirmed, order_paid

        order_confirmed.connect(on_confirmed_or_paid, dispatch_uid="billing.documents")
        order_paid.connect(on_confirmed_or_paid, dispatch_uid="billing.documents")
