"""The mails of the desk: a link to pay, and what a move changed. Queued in the transaction of what they tell."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.orderdesk.differences import Change
from core.mail.services import queue_mail
from core.money import ZERO, format_money


def send_payment_link(order: Order, edition: Edition) -> None:
    """Send the buyer of a held order the link where it is paid, and until when."""
    with translation.override(order.language):
        queue_mail(
            kind="registration.payment_link",
            to=order.buyer_email,
            subject=_("Your order %(number)s") % {"number": order.number},
            template="conference/registration/payment_link",
            context={"order": order, "edition": edition, "until": edition.local(order.hold_until or order.placed_at)},
            sensitive=True,
            unique_key=f"order-{order.pk}-payment-link",
        )


def send_moved(order: Order, changes: Sequence[Change], *, back: Decimal, key: str) -> None:
    """Tell the buyer which places have which ticket now, and what is due or goes back."""
    with translation.override(order.language):
        queue_mail(
            kind="registration.moved",
            to=order.buyer_email,
            subject=_("Your order %(number)s") % {"number": order.number},
            template="conference/registration/moved",
            context={
                "order": order,
                "edition": changes[0].place.edition,
                "places": [change.place for change in changes],
                "back": format_money(back, order.currency) if back else "",
                "due": format_money(order.balance, order.currency) if order.balance > ZERO else "",
            },
            unique_key=key,
        )
