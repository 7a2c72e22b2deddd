"""Lock an order and its places, always in this sequence, so that two services never wait for each other."""

from billing.orders.models import Order
from billing.orders.settlement import lock_order
from conference.registration.places import Registration


def lock_places(order: Order) -> list[Registration]:
    """Return the order's places under a row lock, in order."""
    places = Registration.objects.select_for_update(of=("self",)).filter(order=order)
    return list(places.select_related("ticket_type", "edition").order_by("position"))


def lock_place(place: Registration) -> tuple[Order, Registration]:
    """Return a place and its order, both locked and read anew."""
    order = lock_order(place.order)
    places = Registration.objects.select_for_update(of=("self",)).select_related("ticket_type", "edition")
    locked = places.get(pk=place.pk)
    locked.order = order
    return order, locked
