"""An order's people afterwards: add some, invite others to name themselves, and the page an invitation opens."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from billing.orders.access import guard
from billing.orders.models import Order
from conference.registration.applications import total
from conference.registration.capacity import SoldOut
from conference.registration.catalogue import TicketType
from conference.registration.forms import PersonForm
from conference.registration.forms.people import store_proof
from conference.registration.groups.adding import AddForm
from conference.registration.groups.checking import Common, check_lines
from conference.registration.groups.forms import InviteForm, usual_end
from conference.registration.groups.lines import MOST_PEOPLE, read_lines
from conference.registration.groups.models import PlaceInvitation
from conference.registration.groups.services import (
    OrderNotOpen,
    TooMany,
    add_people,
    grant_more,
    invitation_of,
    invite,
)
from conference.registration.questions.models import OptionPlace, free_questions
from conference.registration.services.naming import AlreadyNamed, PlaceClosed, name_person
from conference.registration.services.placing import SELLER, PriceChanged, SaleClosed
from conference.registration.states import State
from conference.registration.steps import buyer_of
from conference.registration.views.review import sold_out_sentence
from core import codes


def own_order(year: int, public_id: str, secret: str) -> Order:
    """Return the conference's order if the secret is its own, else 404."""
    order = get_object_or_404(Order.objects.sold_by(SELLER), public_id=public_id)
    if not codes.same(order.secret, secret) or not order.registrations.filter(edition__year=year).exists():
        raise Http404
    return order


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Add people to an order: the first POST is a dry run with its price, the second one buys."""
    order = own_order(year, public_id, secret)
    first = order.registrations.select_related("edition", "ticket_type").earliest("position")
    tickets = list(TicketType.objects.of(first.edition).offered())
    posted = request.method == "POST"
    form = AddForm(request.POST if posted else None, tickets=tickets, initial=_initial(order, first), label_suffix="")
    context: dict[str, Any] = {"form": form}
    if posted and form.is_valid():
        values = form.cleaned_data
        common = Common(values["ticket_type"], values["agency"], values["country"])
        known = list(order.registrations.occupying().exclude(email="").values_list("email", flat=True))
        run = check_lines(
            read_lines(values["people"]),
            common=common,
            tickets=tickets,
            later=values["later"] or 0,
            known=known,
            most=MOST_PEOPLE - values["seen"],
        )
        context["run"] = run
        if run.is_clean:
            items = grant_more(order, run.people, buyer_of(request)).priced()
            context |= {"items": items, "amount": total(items)}
            if "confirm" in request.POST and values["expected_total"] == total(items):
                said = _add(request, order, run.people, values["expected_total"], values["seen"])
                if not said:
                    return redirect(order.guest_path)
                form.add_error(None, said)
    return _show(request, order, form, context)


def _initial(order: Order, first: Any) -> dict[str, Any]:
    return {
        "ticket_type": first.ticket_type_id,
        "agency": first.agency or order.billing_agency,
        "country": first.country or order.billing_country,
        "seen": order.registrations.count(),
    }


def _add(request: HttpRequest, order: Order, people: Any, expected: Decimal, seen: int) -> str:
    """Add the people; return the sentence that says why not, or an empty text."""
    try:
        added = add_people(order=order, people=people, expected_total=expected, seen=seen, user=buyer_of(request))
    except SoldOut as sold_out:
        return sold_out_sentence(sold_out)
    except (OrderNotOpen, PriceChanged):
        return _("The order has changed in the meantime. Look at it once more.")
    except (SaleClosed, TooMany):
        return _("No more people can be added to this order.")
    number = len(added)
    messages.success(request, ngettext("%d person is added.", "%d people are added.", number) % number)
    return ""


def _show(request: HttpRequest, order: Order, form: AddForm, context: dict[str, Any], **more: Any) -> HttpResponse:
    places = list(order.registrations.select_related("edition").order_by("position"))
    unnamed = [place for place in places if place.state == State.APPLIED and not place.is_named]
    edition = places[0].edition
    until = {"until": usual_end(edition)}
    context = {
        "edition": edition,
        "order": order,
        "unnamed": unnamed,
        "invitations": PlaceInvitation.objects.filter(registration__in=unnamed).select_related("registration"),
        "invite_form": InviteForm(edition=edition, places=len(unnamed), initial=until, label_suffix=""),
        **context,
        **more,
    }
    wrong = form.errors or context["invite_form"].errors or ("run" in context and not context["run"].is_clean)
    page = render(request, "conference/registration/groups/people.html", context, status=422 if wrong else 200)
    return guard(page)


@never_cache
@require_POST
def send_invitations(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Send invitations to name oneself."""
    order = own_order(year, public_id, secret)
    first = order.registrations.select_related("edition", "ticket_type").earliest("position")
    unnamed = order.registrations.filter(state=State.APPLIED, name="").count()
    form = InviteForm(request.POST, edition=first.edition, places=unnamed, label_suffix="")
    if not form.is_valid():
        tickets = list(TicketType.objects.of(first.edition).offered())
        add = AddForm(tickets=tickets, initial=_initial(order, first), label_suffix="")
        return _show(request, order, add, {"form": add}, invite_form=form)
    number = invite(order=order, **form.cleaned_data, actor=buyer_of(request))
    messages.success(request, ngettext("%d invitation is sent.", "%d invitations are sent.", number) % number)
    return redirect("registration:order_people", year=year, public_id=public_id, secret=secret)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, year: int, token: str) -> HttpResponse:
    """Let an invited person name themselves; a link that is used, unknown or over is answered alike."""
    found = invitation_of(token)
    place = found.registration if found else None
    if found is None or place is None or place.edition.year != year or place.edition.today() > found.until:
        return render(request, "conference/registration/groups/over.html", status=404)
    posted = request.method == "POST"
    form = PersonForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        prefix="p0",
        edition=place.edition,
        ticket_type=place.ticket_type,
        naming=True,
        questions=free_questions(place.edition),
        options_taken=OptionPlace.taken(place.edition),
        initial={"email": found.email, "agency": place.order.billing_agency, "country": place.order.billing_country},
        label_suffix="",
    )
    form.fields.pop("days", None)
    context = {"place": place, "edition": place.edition, "form": form}
    if posted and form.is_valid():
        upload = form.cleaned_data.get("proof_file")
        try:
            name_person(
                place=place, person=form.person(store_proof(upload) if upload else None), user=buyer_of(request)
            )
        except (AlreadyNamed, PlaceClosed, SoldOut):
            return render(request, "conference/registration/groups/over.html", status=404)
        PlaceInvitation.objects.filter(pk=found.pk).update(used_at=timezone.now())
        return render(request, "conference/registration/groups/named.html", context)
    return render(
        request, "conference/registration/groups/invitation.html", context, status=422 if form.errors else 200
    )
