"""The pages of the waitlist: get in line, one's own turn, and what a place waits for."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.edition.models import Edition
from conference.registration.capacity import ticket_usage, usage
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.drafts import Draft
from conference.registration.steps import add_ons_for, buyer_of
from conference.registration.views.choose import own_draft, published_edition
from conference.registration.views.naming import own_place
from conference.registration.waitlist.emails import link_of
from conference.registration.waitlist.forms import WishForm
from conference.registration.waitlist.models import WaitEntry
from conference.registration.waitlist.services import (
    OfferGone,
    WaitlistClosed,
    ask,
    confirm,
    leave,
    rules_of,
    starts_at,
    take_add_on,
    wait_for_add_on,
)
from conference.registration.waitlist.states import WaitState
from core import codes
from core.ratelimit.services import allow, visitor

ASKS_PER_HOUR, MAILS_PER_HOUR = 20, 5


def full_tickets(edition: Edition) -> list[TicketType]:
    """Return the ticket types that cannot be bought now because they, or the edition, are full."""
    taken = ticket_usage(edition)
    house = taken.edition_left(edition)
    offered = TicketType.objects.of(edition).offered()
    return [ticket for ticket in offered if house == 0 or taken.ticket_left(ticket) == 0]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, year: int) -> HttpResponse:
    """Ask for a place in line. The answer is the same for every address (DOMAIN.md §5.1)."""
    edition = published_edition(year)
    if not rules_of(edition).is_open or timezone.now() >= starts_at(edition):
        return render(request, "conference/registration/closed.html", {"edition": edition})
    full = full_tickets(edition)
    posted = request.method == "POST"
    form = WishForm(request.POST if posted else None, full=full, label_suffix="")
    if posted and form.is_valid():
        if not allow(f"waitlist:{visitor(request)}", limit=ASKS_PER_HOUR, seconds=3600):
            return render(request, "errors/429.html", status=429)
        address = form.cleaned_data["email"].lower()
        try:
            if allow(f"waitlist-mail:{address}", limit=MAILS_PER_HOUR, seconds=3600):
                ask(**form.cleaned_data, language=get_language() or "en")
        except WaitlistClosed:
            return render(request, "conference/registration/closed.html", {"edition": edition})
        return redirect("registration:wish_sent", year=year)
    context = {"edition": edition, "form": form, "full": full}
    return render(request, "conference/registration/waitlist/join.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def sent(request: HttpRequest, year: int) -> HttpResponse:
    """Say what happens next."""
    return render(request, "conference/registration/waitlist/sent.html", {"edition": published_edition(year)})


def own_wish(year: int, public_id: str, secret: str) -> WaitEntry:
    """Return the wish if the secret is its own, else 404."""
    needed = WaitEntry.objects.select_related("edition", "ticket_type", "add_on__session", "registration__order")
    entry = get_object_or_404(needed, public_id=public_id, edition__year=year)
    if not codes.same(entry.secret, secret):
        raise Http404
    return entry


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """One's own turn: where it stands, and what can be done: confirm, take, give up."""
    entry = own_wish(year, public_id, secret)
    if request.method == "POST":
        return _act(request, entry, request.POST.get("act", ""))
    waiting = entry.state == WaitState.WAITING
    wishes, places = entry.position() if waiting else (0, 0)
    context = {
        "edition": entry.edition,
        "entry": entry,
        "number": wishes + 1,
        "places_before": places,
        "until": entry.edition.local(entry.held_until) if entry.held_until else None,
    }
    return render(request, "conference/registration/waitlist/wish.html", context)


def _act(request: HttpRequest, entry: WaitEntry, act: str) -> HttpResponse:
    try:
        if act == "confirm":
            confirm(entry=entry)
        elif act == "leave":
            leave(entry=entry)
            messages.success(request, _("You are out of the line. Nothing was charged."))
        elif act == "take" and entry.is_takeable:
            return _take(request, entry)
        else:
            messages.error(request, _("This is no longer possible. Look at where your wish stands."))
    except WaitlistClosed:
        messages.error(request, _("The waitlist is closed: the conference begins."))
    except OfferGone:
        messages.error(request, _("This offer is over."))
    return redirect(link_of(entry))


def _take(request: HttpRequest, entry: WaitEntry) -> HttpResponse:
    """Begin a registration with the offered places, or add the offered add-on to the place that waited."""
    if entry.ticket_type is None:
        order = take_add_on(entry=entry, actor=buyer_of(request))
        messages.success(request, _("The place is yours. The order shows what is left to pay."))
        return redirect(order.guest_path)
    kept = {"tickets": {f"ticket-{entry.ticket_type.code}": [str(entry.offered)]}, "offer": entry.public_id}
    draft = Draft(edition=entry.edition, user=buyer_of(request), content=json.dumps(kept))
    draft.save()
    own_draft(request, draft)
    return redirect("registration:people", year=entry.edition.year, draft_id=draft.public_id)


@never_cache
@require_http_methods(["GET", "HEAD"])
def place_waits(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """The add-ons that are full, and which of them this place waits for."""
    place = own_place(public_id, secret)
    edition = place.edition
    taken = usage(edition)
    has = set(place.items.filter(cancelled_at=None).exclude(add_on=None).values_list("add_on", flat=True))
    entries = {entry.add_on_id: entry for entry in place.wait_entries.standing().select_related("edition")}
    rows = [
        (add_on, link_of(entries[add_on.pk]) if add_on.pk in entries else "")
        for add_on in add_ons_for(edition, place.user)
        if add_on.pk not in has and (add_on.pk in entries or taken.add_on_left(add_on) == 0)
    ]
    context = {"edition": edition, "place": place, "rows": rows, "secret": secret}
    return render(request, "conference/registration/waitlist/place.html", context)


@never_cache
@require_POST
def place_wait(request: HttpRequest, year: int, public_id: str, secret: str, add_on: int) -> HttpResponse:
    """Put a place into the line for an add-on it may have."""
    place = own_place(public_id, secret)
    wanted = next((item for item in add_ons_for(place.edition, place.user) if item.pk == add_on), None)
    if wanted is None:
        raise Http404
    if _is_free(place.edition, wanted):
        messages.info(request, _("There are places left. Write to us to add it to your order."))
        return redirect("registration:place_waits", year=year, public_id=public_id, secret=secret)
    try:
        entry = wait_for_add_on(place=place, add_on=wanted)
    except WaitlistClosed:
        messages.error(request, _("The waitlist is closed."))
        return redirect("registration:place_waits", year=year, public_id=public_id, secret=secret)
    return redirect(link_of(entry))


def _is_free(edition: Edition, add_on: AddOn) -> bool:
    return usage(edition).add_on_left(add_on) != 0
