"""Who may do what with orders and money, as sentences."""

from typing import Any

from billing.orders.models import Order
from core.codes import same
from people.roles import Role


def can_work_on_finance(user: Any) -> bool:
    """Finance books payments, refunds, approves purchase orders and settles the queue."""
    return bool(user.is_authenticated and user.has_role(Role.FINANCE))


def can_see_finance(user: Any) -> bool:
    """Finance and organizers read orders, payments and documents."""
    return bool(user.is_authenticated and user.has_role(Role.FINANCE, Role.ORGANIZER))


def can_cancel_orders(user: Any) -> bool:
    """Finance and organizers cancel orders; what is paid back follows from that."""
    return can_see_finance(user)


def can_export_finance(user: Any) -> bool:
    """Only finance takes orders out of the house, with a reason that is logged."""
    return can_work_on_finance(user)


def owns_order(user: Any, order: Order) -> bool:
    """The buyer's own: placed signed in, or as a guest with an address that this person has verified since."""
    if not user.is_authenticated:
        return False
    if order.user_id is not None:
        return bool(order.user_id == user.pk)
    return bool(user.emailaddress_set.filter(email=order.buyer_email, verified=True).exists())


def can_see_order(user: Any, order: Order) -> bool:
    """The buyer and those who read finance."""
    return owns_order(user, order) or can_see_finance(user)


def has_link(order: Order, secret: str) -> bool:
    """Whoever holds the order's link may see and pay it, as with a paper invoice; compared in constant time."""
    return same(order.secret, secret)
