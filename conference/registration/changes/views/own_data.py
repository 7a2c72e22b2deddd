"""Change one's own data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.orders.access import guard
from conference.registration.changes.access import open_place
from conference.registration.changes.forms import BuyerDataForm, OwnDataForm
from conference.registration.changes.services.own_data import AnotherPerson, change_data
from conference.registration.services.naming import PlaceClosed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Show the data and store what is new; needs are read and written by the person alone."""
    access = open_place(request, year, public_id, secret)
    place = access.place
    kind = BuyerDataForm if access.is_buyer else OwnDataForm
    names = [name for name, field in kind.base_fields.items() if field]
    initial = {name: getattr(place, name) for name in names} | {"country": place.country.code}
    form = kind(request.POST if request.method == "POST" else None, place=place, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_data(place=place, values=form.cleaned_data, actor=access.user)
        except (PlaceClosed, AnotherPerson):
            messages.error(request, _("This place was changed in the meantime. Look at it once more."))
        else:
            messages.success(request, _("Stored.") if changed else _("Nothing has changed."))
        return redirect(access.url("changes"))
    context = {"place": place, "edition": place.edition, "form": form, "access": access, "back": access.url("changes")}
    page = render(request, "conference/registration/changes/data.html", context, status=422 if form.errors else 200)
    return guard(page)
