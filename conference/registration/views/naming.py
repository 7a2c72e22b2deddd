"""What the buyer does with a place afterwards: name its person, open its ticket."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conference.registration.capacity import SoldOut
from conference.registration.forms import PersonForm
from conference.registration.forms.people import store_files, store_proof
from conference.registration.places import Registration
from conference.registration.questions.models import OptionPlace, free_questions
from conference.registration.services.naming import AlreadyNamed, PlaceClosed, name_person
from conference.registration.steps import buyer_of
from core import codes
from core.files.services import serve_private


def own_place(public_id: str, secret: str) -> Registration:
    """Return the place if the secret is its order's, else 404."""
    places = Registration.objects.select_related("order", "edition", "ticket_type", "ticket_file")
    place = get_object_or_404(places, public_id=public_id)
    if not codes.same(place.order.secret, secret):
        raise Http404
    return place


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Name the person of a place that was bought for a name to come."""
    place = own_place(public_id, secret)
    if place.is_named or place.state != "applied":
        messages.info(request, _("This place has its person. To exchange them, write to us."))
        return redirect(place.order.guest_path)
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
        label_suffix="",
    )
    form.fields.pop("days", None)
    if posted and form.is_valid():
        upload = form.cleaned_data.get("proof_file")
        store_files(form)
        person = form.person(store_proof(upload) if upload else None)
        try:
            name_person(place=place, person=person, user=buyer_of(request))
        except (AlreadyNamed, PlaceClosed, SoldOut):
            messages.error(request, _("This place was changed in the meantime. Look at it once more."))
        else:
            messages.success(request, _("Thank you. The place has its person now."))
        return redirect(place.order.guest_path)
    context = {"place": place, "edition": place.edition, "form": form}
    return render(request, "conference/registration/name.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def ticket(request: HttpRequest, year: int, public_id: str, secret: str) -> FileResponse:
    """The ticket as PDF, for whoever holds the order's link."""
    place = own_place(public_id, secret)
    if not place.ticket_file:
        raise Http404
    return serve_private(place.ticket_file, inline=True)
