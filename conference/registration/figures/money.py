"""Income by what was sold, what the ledger says of it, and how old unpaid purchase orders are."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Round
from django.utils.translation import gettext as _

from billing.invoices.models import Invoice
from billing.orders.models import MONEY, Order, OrderLine
from billing.payments.models import Transaction
from billing.statements.reading import CHARGED
from conference.edition.models import Edition
from conference.registration.figures.tables import Cell, Figure, bars
from conference.registration.places import Registration, RegistrationItem
from core.money import ZERO, format_money, round_money

Kind = RegistrationItem.Kind
OTHER = "other"
# From how many days on an amount is of the next age.
AGES = ((0, "0–30"), (31, "31–60"), (61, "61–90"), (91, "90+"))


def orders_of(edition: Edition) -> QuerySet[Order]:
    """Return the orders with places at an edition, in its currency."""
    return Order.objects.filter(pk__in=Registration.objects.of(edition).values("order"), currency=edition.currency)


def _sum(field: str, **only: Any) -> Any:
    # SQLite adds decimals as binary fractions; rounding makes the sum exact again.
    return Coalesce(Round(Sum(field, **only), precision=2), ZERO, output_field=MONEY)


def income(edition: Edition) -> Figure:
    """Return what was charged by what was sold, in one query; what was taken back is taken off its own kind."""
    lines = OrderLine.objects.filter(order__in=orders_of(edition).filter(state__in=CHARGED)).annotate(
        kind=Coalesce("registration_item__kind", "reverses__registration_item__kind", Value(OTHER)),
        ticket=Coalesce(
            "registration_item__registration__ticket_type__name",
            "reverses__registration_item__registration__ticket_type__name",
            Value(""),
        ),
    )
    named = lines.annotate(
        named=Case(When(kind=Kind.TICKET, then=F("ticket")), default=Value(""), output_field=CharField())
    )
    groups = named.order_by().values("kind", "named").annotate(
        charged=_sum("gross", filter=Q(reverses=None)),
        back=_sum("gross", filter=Q(reverses__isnull=False)),
        taxes=_sum("tax"),
        total=_sum("gross"),
    )  # fmt: skip
    order = [Kind.TICKET, Kind.ADD_ON, Kind.ANSWER, OTHER]
    found = sorted(groups, key=lambda group: (order.index(group["kind"]), group["named"]))
    rows: list[list[Cell]] = [
        [
            _label(group["kind"], group["named"]),
            *(round_money(group[name]) for name in ("charged", "back", "taxes", "total")),
        ]
        for group in found
    ]
    totals: list[Cell] = [_("Total"), *(sum((_money(row[at]) for row in rows), ZERO) for at in range(1, 5))]
    drawn, height = bars([(str(row[0]), row[4], format_money(_money(row[4]), edition.currency), 0) for row in rows])
    return Figure(
        "income", _("Income by kind"),
        _("%s was charged, less what was taken back.") % format_money(_money(totals[4]), edition.currency),
        [_("kind"), _("charged (%s)") % edition.currency, _("taken back"), _("tax in it"), _("income")],
        rows, bars=drawn, height=height, totals=totals,
        note=_("Orders that are confirmed, paid or cancelled; holds are no income. With tax."),
    )  # fmt: skip


def _label(kind: str, ticket: str) -> str:
    if kind == Kind.TICKET:
        return ticket
    return (
        {Kind.ADD_ON: _("Add-ons"), Kind.ANSWER: _("Answers to questions")}.get(Kind(kind), "")
        if kind != OTHER
        else _("Fees and other")
    )


def _money(cell: Cell) -> Decimal:
    return cell if isinstance(cell, Decimal) else ZERO


def ledger(edition: Edition) -> Figure:
    """Return what was charged against what the ledger holds, in two queries."""
    orders = orders_of(edition)
    charged = OrderLine.objects.filter(order__in=orders.filter(state__in=CHARGED)).aggregate(sum=_sum("gross"))["sum"]
    moved = Transaction.objects.filter(order__in=orders).aggregate(
        came=_sum("amount", filter=Q(amount__gt=0)), went=_sum("amount", filter=Q(amount__lt=0))
    )
    charged, came, went = (round_money(amount) for amount in (charged, moved["came"], moved["went"]))
    owed = charged - came - went
    rows: list[list[Cell]] = [
        [_("Charged"), charged],
        [_("Received"), came],
        [_("Paid back"), went],
        [_("Still owed"), owed],
    ]
    drawn, height = bars(
        [(str(row[0]), abs(_money(row[1])), format_money(_money(row[1]), edition.currency), 0) for row in rows]
    )
    return Figure(
        "ledger", _("Charged and received"), _("%s is still owed.") % format_money(owed, edition.currency),
        [_("what"), _("amount (%s)") % edition.currency], rows, bars=drawn, height=height,
        note=_("Still owed is what was charged, less what was received, plus what was paid back."),
    )  # fmt: skip


def ageing(edition: Edition) -> Figure:
    """Return what is unpaid on purchase orders by age, in one query: days since the invoice, else since the order."""
    invoices = Invoice.objects.standing().filter(order=OuterRef("pk"), kind=Invoice.Kind.INVOICE)
    issued = invoices.order_by().values("order").annotate(at=Max("issued_at")).values("at")
    owing = Order.objects.owing().filter(pk__in=orders_of(edition).values("pk"), method=Order.Method.PURCHASE_ORDER)
    dated = owing.annotate(since=Coalesce(Subquery(issued), "placed_at", output_field=DateTimeField()))
    today = edition.today()
    ages = [
        When(since__gte=_midnight(edition, today - timedelta(days=following - 1)), then=Value(name))
        for (_from, name), (following, _name) in pairwise(AGES)
    ]
    aged = dated.annotate(age=Case(*ages, default=Value(AGES[-1][1]), output_field=CharField()))
    groups = aged.order_by().values_list("age").annotate(number=Count("pk"), amount=_sum("balance_sum"))
    found = {name: (number, round_money(amount)) for name, number, amount in groups}
    rows: list[list[Cell]] = [[name, *found.get(name, (0, ZERO))] for _from, name in AGES]
    number, amount = sum(int(row[1]) for row in rows), sum((_money(row[2]) for row in rows), ZERO)
    drawn, height = bars(
        [(_("%s days") % row[0], row[2], format_money(_money(row[2]), edition.currency), 0) for row in rows]
    )
    return Figure(
        "ageing", _("Age of purchase orders"),
        _("%(amount)s is unpaid on purchase orders.") % {"amount": format_money(amount, edition.currency)},
        [_("days"), _("orders"), _("unpaid (%s)") % edition.currency], rows, bars=drawn, height=height,
        totals=[_("Total"), number, amount],
        note=_("Days since the invoice, or since the order where none was issued yet."),
    )  # fmt: skip


def _midnight(edition: Edition, day: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=edition.zone)
