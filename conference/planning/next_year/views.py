"""The organizers' screen: what a new edition would be, then the new edition."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.edition.models import Edition
from conference.permissions import can_edit_edition
from conference.planning.next_year.dates import same_week
from conference.planning.next_year.forms import NextYearForm
from conference.planning.next_year.services import PARTS, WrongDay, YearTaken, make_edition, outline
from conference.planning.publishing.screens import Screen


class NextYear(Screen):
    """Asks, shows, makes."""

    allowed = can_edit_edition
    template = "conference/admin/next_year/next_year.html"
    page_title = gettext_lazy("Next year's edition")
    header_icon = "date"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask, or show what the answers would make."""
        if "start" not in request.GET:
            return self._ask(NextYearForm(initial=_suggested()))
        form = NextYearForm(request.GET)
        if not form.is_valid():
            return self._ask(form, 422)
        return self._ask(form, outline=outline(**form.cleaned_data))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it."""
        form = NextYearForm(request.POST)
        if not form.is_valid():
            return self._ask(form, 422)
        try:
            edition = make_edition(**form.cleaned_data, actor=request.user)
        except (YearTaken, WrongDay):
            # Somebody else was faster: the form says so now.
            return self._ask(NextYearForm(request.POST), 409)
        said = _("%s is made as a draft: nobody but organizers sees it. Look through its dates and texts.") % edition
        messages.success(request, said)
        return redirect("conference_editions:edit", edition.pk)

    def _ask(self, form: NextYearForm, status: int = 200, **more: Any) -> HttpResponse:
        return self.show(status, form=form, **more)


def _suggested() -> dict[str, Any]:
    newest = Edition.objects.order_by("-year").first()
    if newest is None:
        return {"parts": list(PARTS)}
    return {"source": newest, "start": same_week(newest.start_date, newest.year + 1), "parts": list(PARTS)}
