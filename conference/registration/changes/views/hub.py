"""What can be changed about a place, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from billing.orders.access import guard
from conference.registration.capacity import usage
from conference.registration.changes.access import Access, open_place
from conference.registration.changes.models import Change, Substitution, substitution_fee
from conference.registration.changes.quotes import live_items
from conference.registration.steps import add_ons_for


@never_cache
@require_safe
def hub(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Show what this visitor may change, and what is pending."""
    access = open_place(request, year, public_id, secret)
    place = access.place
    items = live_items(place)
    held = Change.objects.filter(registration=place, state=Change.State.HELD).select_related("order").first()
    proposal = Substitution.objects.filter(registration=place, state__in=Substitution.OPEN).first()
    context = {
        "place": place,
        "edition": place.edition,
        "access": access,
        "held": held,
        "proposal": proposal,
        "proposal_until": place.edition.local(proposal.until) if proposal else None,
        "fee": substitution_fee(place.edition, place.edition.today()),
        "urls": {name: access.url(name) for name in ("own_data", "colleague", "withdraw_colleague")},
    }
    if access.is_buyer:
        context |= _of_buyer(access, items)
    return guard(render(request, "conference/registration/changes/hub.html", context))


def _of_buyer(access: Access, items: list) -> dict[str, object]:  # type: ignore[type-arg]
    place, taken = access.place, usage(access.place.edition)
    has = {item.add_on_id for item in items}
    free = [
        (add_on, access.url("add_add_on", add_on.pk))
        for add_on in add_ons_for(place.edition, place.user)
        if add_on.pk not in has and taken.add_on_left(add_on) != 0
    ]
    return {
        "free": free,
        "bought": [(item, access.url("give_up_item", item.pk)) for item in items if item.add_on_id],
        "ticket_url": access.url("change_ticket"),
        "give_up_url": access.url("give_up"),
    }
