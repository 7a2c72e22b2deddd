"""Who signed up for sessions with limited places, as the staff who see registrations see it; reading is recorded."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.permissions import can_export_registrations, can_see_registrations
from conference.registration.admin.viewset import RegistrationMenuItem
from conference.registration.personal.models import SignUp
from conference.registration.personal.services import places_in
from core.admin.screens import Export, Guarded, plain_time
from core.audit.services import record


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share. Sessions appear by their public titles: not everybody here may see the others."""

    allowed = can_see_registrations
    page_title = _("Sign-ups")
    header_icon = "group"
    breadcrumbs_items = ()
    template = ""

    def show(self, **context: Any) -> HttpResponse:
        """Render the screen."""
        return render(self.request, self.template, self.get_context_data(**context))


class SignUpSessions(Screen):
    """The sessions that take sign-ups, or have some, with their numbers."""

    template = "conference/admin/sign_ups/sessions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        edition = Edition.objects.filter(year=_year(request)).first() or Edition.objects.current()
        counted = Session.objects.filter(edition=edition).annotate(
            placed=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.PLACED)),
            waiting=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.WAITING)),
        )
        sessions = counted.filter(Q(sign_up=True) | Q(placed__gt=0) | Q(waiting__gt=0))
        return self.show(edition=edition, editions=Edition.objects.all(), sessions=sessions)


def _year(request: HttpRequest) -> int:
    year = request.GET.get("year", "")
    return int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0


class SignUpList(Screen):
    """Who has a place in a session, in the order in which they were given, then who waits, in theirs."""

    template = "conference/admin/sign_ups/list.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it, and record that it was looked at."""
        session = get_object_or_404(Session.objects.select_related("edition"), pk=pk)
        record(actor=request.user, action="sign_ups.read", obj=session)
        rows = list(rows_of(session))
        return self.show(
            session=session,
            placed=[row for row in rows if row.state == SignUp.State.PLACED],
            waiting=[row for row in rows if row.state == SignUp.State.WAITING],
            places=places_in(session),
            may_export=can_export_registrations(request.user),
        )


class SignUpExport(Guarded, Export, ContextMixin, View):
    """The same as a table."""

    allowed = can_export_registrations
    what = "sign-ups"
    header = (
        "edition", "session", "state", "promoted", "name", "family name", "badge name", "e-mail", "order",
        "signed up (UTC)", "placed (UTC)",
    )  # fmt: skip

    def get_queryset(self) -> QuerySet[SignUp]:
        """Return the session's rows."""
        return rows_of(get_object_or_404(Session, pk=self.kwargs["pk"]))

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one sign-up."""
        place = entry.registration
        return [
            place.edition.year, entry.session.code, entry.state, "yes" if entry.was_promoted else "", place.name,
            place.family_name, place.badge_name, place.email, place.order.number, plain_time(entry.created_at),
            plain_time(entry.placed_at),
        ]  # fmt: skip


def rows_of(session: Session) -> QuerySet[SignUp]:
    """Return a session's standing sign-ups with their people, places first; nothing encrypted is read for a list."""
    standing = SignUp.objects.standing().filter(session=session).in_turn()
    needed = standing.select_related("session", "registration__edition", "registration__order")
    hidden = ("address", "proof", "access_needs", "dietary_needs")
    return needed.defer(*(f"registration__{name}" for name in hidden))


class SignUpViewSet(ViewSet):
    """Sessions, a session's list, its export."""

    name = "conference_sign_ups"
    url_prefix = "conference/sign-ups"
    menu_label = _("Sign-ups")
    menu_order = 11
    icon = "group"
    menu_item_class = RegistrationMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", SignUpSessions.as_view(), name="index"),
            path("<int:pk>/", SignUpList.as_view(), name="list"),
            path("<int:pk>/export/", SignUpExport.as_view(), name="export"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [SignUpViewSet]
