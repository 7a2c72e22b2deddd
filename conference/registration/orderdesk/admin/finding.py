"""Find a person: a plain page, the fragment for what is typed, and the list of look-ups."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.permissions import can_decide_registrations, can_read_look_ups
from conference.registration.orderdesk.admin.screens import Screen
from conference.registration.orderdesk.finding import MOST_ROWS, TooManyLookUps, look_up, require_pace
from conference.registration.orderdesk.models import LookUp
from conference.registration.orderdesk.words import typed_words
from core.admin.columns import LinkColumn, TextColumn
from core.admin.screens import Listing
from core.audit.services import record


class Find(Screen):
    """Answers from two typed characters; each answer is a recorded look-up."""

    template = "conference/admin/orderdesk/find.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the field, and who was found."""
        context, status = found(request)
        return self.show(
            status=status,
            may_order=can_decide_registrations(request.user),
            editions=Edition.objects.published().order_by("-year")[:3],
            **context,
        )


class FindResults(Find):
    """The same rows without the page around them, for the script."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show who was found."""
        context, status = found(request)
        answer = render(request, "conference/admin/orderdesk/found.html", context, status=status)
        answer["Cache-Control"] = "private, no-store"
        return answer


def found(request: HttpRequest) -> tuple[dict[str, Any], int]:
    """Return what the results show of what was typed, and the status."""
    text = " ".join(request.GET.get("q", "").split())
    context: dict[str, Any] = {"typed": text, "most": MOST_ROWS, "places": [], "too_short": bool(text)}
    if not typed_words(text):
        return context, 200
    context["too_short"] = False
    try:
        require_pace(request.user)
    except TooManyLookUps:
        return context | {"throttled": True}, 429
    return context | {"places": look_up(text=text, actor=request.user)}, 200


class LookUpList(Listing):
    """Who looked for people in the last ninety days, and how many rows they saw; for whom is one step on."""

    allowed = staticmethod(can_read_look_ups)
    model = LookUp
    page_title = _("Look-ups of people")
    header_icon = "view"
    is_searchable = False
    verbose_name_plural = _("look-ups")
    index_url_name = "conference_look_ups:index"
    index_results_url_name = "conference_look_ups:index_results"
    columns = [
        LinkColumn(
            "at",
            label=_("When"),
            accessor=lambda row: date_format(localtime(row.at), "SHORT_DATETIME_FORMAT"),
            url_name="conference_look_ups:look_up",
        ),
        TextColumn("actor", label=_("Who")),
        TextColumn("rows", label=_("Rows shown")),
    ]

    def get_base_queryset(self) -> QuerySet[LookUp]:
        """Return the rows with who looked; what was typed is not read for a list."""
        return LookUp.objects.select_related("actor").defer("typed")


class LookUpScreen(Screen):
    """What somebody typed; each reading is recorded."""

    allowed = staticmethod(can_read_look_ups)
    page_title = _("A look-up")
    header_icon = "view"
    template = "conference/admin/orderdesk/look_up.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, look-ups, this one."""
        url = reverse("conference_look_ups:index")
        return [*self.breadcrumbs_items, {"url": url, "label": _("Look-ups of people")}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record the reading, then show it."""
        row = get_object_or_404(LookUp.objects.select_related("actor"), pk=kwargs["pk"])
        record(actor=request.user, action="look_up.read", obj=row)
        return self.show(look_up=row)
