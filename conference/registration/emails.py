"""The mails about an order and its places: one recipient each, neutral subjects, no attendee in a calendar file."""

from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.invoices.models import Invoice
from billing.orders.models import Order
from conference.agenda.placed import with_published_entry
from conference.registration.calendar import place_calendar
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.states import OCCUPYING, State
from core import codes
from core.files.models import PrivateFile
from core.files.services import store_private
from core.mail.models import OutboxMail
from core.mail.services import queue_mail, was_queued


def send_confirmation(order: Order, documents: Sequence[Invoice]) -> None:
    """Tell the buyer where the order stands, and give each attendee with a ticket theirs.

    A buyer who attends gets one mail with everything. The order's mail is sent once when it is placed and once more
    when every place of it has its ticket; a refusal is told apart, without a reason.
    """
    places = list(
        order.registrations.select_related("ticket_type", "edition", "ticket_file").prefetch_related(
            "items__add_on__session", with_published_entry("items__add_on__session__")
        )
    )
    open_places = [place for place in places if place.state in OCCUPYING]
    ready = [place for place in open_places if place.ticket_token and place.ticket_file]
    complete = bool(open_places) and len(ready) == len(open_places)
    own = [place for place in ready if place.email == order.buyer_email]
    told = OutboxMail.objects.filter(unique_key=f"order-{order.pk}-confirmed").first() if complete and own else None
    _tell_buyer(order, places, documents, own=own if complete else [], stage="confirmed" if complete else "received")
    for place in ready:
        # A ticket made after the mail with everything, for a code that was replaced or a ticket that was changed.
        is_later = told and place.ticket_file and place.ticket_file.created_at > told.created_at
        if is_later or not (complete and place in own):
            send_ticket(place)
    for place in places:
        if place.state == State.REFUSED:
            send_refused(order, place)


def _tell_buyer(
    order: Order, places: list[Registration], documents: Sequence[Invoice], *, own: list[Registration], stage: str
) -> None:
    key = f"order-{order.pk}-{stage}"
    if was_queued(key):
        return
    queue_mail(
        kind=f"registration.{stage}",
        to=order.buyer_email,
        subject=_("Your order %(number)s") % {"number": order.number},
        template=f"conference/registration/{stage}",
        context={"order": order, "places": places, "edition": places[0].edition, "own": own},
        attachments=[*_papers(documents), *_ticket_files(own)],
        unique_key=key,
    )


def _papers(documents: Sequence[Invoice]) -> list[PrivateFile]:
    return [document.file for document in documents if document.file]


def _ticket_files(places: Sequence[Registration]) -> list[PrivateFile]:
    """Return each place's ticket and calendar file."""
    return [file for place in places for file in (place.ticket_file, calendar_file(place)) if file]


def calendar_file(place: Registration) -> PrivateFile:
    """Store and return the place's calendar file."""
    sessions = [item.add_on.session for item in place.items.all() if item.add_on and not item.cancelled_at]
    content = place_calendar(place, sessions, now=timezone.now())
    return store_private(content, name="conference.ics", content_type="text/calendar", purpose="calendar")


def send_held(order: Order) -> None:
    """Tell the buyer of an order that is paid after approval: that we have it, and later until when to pay it.

    An order in an ordinary checkout gets no mail.
    """
    places = list(order.registrations.select_related("ticket_type", "edition"))
    if order.waits_for_seller:
        _tell_buyer(order, places, [], own=[], stage="received")
    elif any(place.ticket_type.payment == TicketType.Payment.AFTER for place in places):
        _tell_buyer(order, places, [], own=[], stage="payable")
    for place in places:
        if place.state == State.REFUSED:
            send_refused(order, place)


def send_ticket(place: Registration) -> None:
    """Give an attendee their ticket and calendar file; one mail a ticket, so a new ticket is a new mail."""
    key = f"ticket-{codes.keyed_digest('ticket', str(place.ticket_token))[:32]}"
    if not was_queued(key):
        _queue_ticket(place, key)


def resend_ticket_mail(place: Registration) -> None:
    """Give the attendee their ticket once more, because staff said so."""
    with translation.override(place.order.language):
        _queue_ticket(place, "")


def _queue_ticket(place: Registration, key: str) -> None:
    queue_mail(
        kind="registration.ticket",
        to=place.email,
        subject=_("Your place at the conference"),
        template="conference/registration/ticket",
        context={"place": place, "edition": place.edition},
        attachments=_ticket_files([place]),
        unique_key=key,
    )


def send_refused(order: Order, place: Registration) -> None:
    """Tell the buyer that a place was not accepted and what happens with the money; no reason is given."""
    queue_mail(
        kind="registration.refused",
        to=order.buyer_email,
        subject=_("Your order %(number)s") % {"number": order.number},
        template="conference/registration/refused",
        context={"order": order, "place": place, "edition": place.edition},
        unique_key=f"refused-{place.pk}",
    )


def send_no_place(order: Order) -> None:
    """Say honestly that the money came too late and the places are gone, and that it will be paid back."""
    place = order.registrations.select_related("edition").earliest("position")
    queue_mail(
        kind="registration.no_place",
        to=order.buyer_email,
        subject=_("Your order %(number)s") % {"number": order.number},
        template="conference/registration/no_place",
        context={"order": order, "edition": place.edition},
        unique_key=f"order-{order.pk}-no-place",
    )


def send_cancelled(order: Order, documents: Sequence[Invoice]) -> None:
    """Confirm a cancellation to the buyer; an order whose only place was refused has its own mail."""
    places = list(order.registrations.select_related("edition", "ticket_type"))
    refused = [place for place in places if place.state == State.REFUSED]
    for place in refused:
        send_refused(order, place)
    if len(refused) == len(places):
        return
    queue_mail(
        kind="registration.cancelled",
        to=order.buyer_email,
        subject=_("Your order %(number)s") % {"number": order.number},
        template="conference/registration/cancelled",
        context={"order": order, "edition": places[0].edition},
        attachments=_papers(documents),
        unique_key=f"order-{order.pk}-cancelled",
    )
