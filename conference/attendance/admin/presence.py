"""Attendance as credit staff see it: who was proved where, corrected with a reason; and how an edition's doors work."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from certificates.intervals import minutes
from conference.agenda.models import Session
from conference.attendance.admin.association import AssociationExport
from conference.attendance.admin.importing import ScanFile
from conference.attendance.desk.forms import AddForm, StrikeForm
from conference.attendance.doors import Door, doors_of, rules_of
from conference.attendance.models import AttendanceRules, Scan
from conference.attendance.pairing import Presence
from conference.attendance.presence import presences
from conference.attendance.services.scanning import CannotUndo, add_scan, strike_scan
from conference.edition.models import Edition
from conference.permissions import can_correct_attendance, can_report_attendance, can_set_attendance_rules
from conference.registration.places import Registration
from core.admin.screens import Guarded
from core.audit.services import record

PER_PAGE = 50


def may_open(user: Any) -> bool:
    """Whoever corrects attendance or sets its rules finds the sessions; people are shown to the first alone."""
    return can_correct_attendance(user) or can_set_attendance_rules(user)


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share. Sessions appear by their public titles."""

    allowed = may_open
    page_title: Any = gettext_lazy("Attendance")
    header_icon = "tick-inverse"
    breadcrumbs_items = ()
    template = ""

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen."""
        return render(self.request, self.template, self.get_context_data(**context), status=status)


class RulesForm(forms.ModelForm[AttendanceRules]):
    """How doors work."""

    class Meta:
        model = AttendanceRules
        fields = ["rehearsal", "missing_in", "missing_out", "penalty_minutes", "doors_minutes"]


class Sessions(Screen):
    """The sessions with doors, and the edition's rules."""

    template = "conference/admin/attendance/sessions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self.ask()

    def ask(self, form: RulesForm | None = None, status: int = 200) -> HttpResponse:
        """Show them, with what was typed."""
        edition = self.edition()
        may_set = can_set_attendance_rules(self.request.user)
        return self.show(
            status, edition=edition, editions=Edition.objects.all(), sessions=doors_of(edition),
            form=(form or RulesForm(instance=rules_of(edition))) if may_set else None,
            may_correct=can_correct_attendance(self.request.user),
            may_report=can_report_attendance(self.request.user),
        )  # fmt: skip

    def edition(self) -> Edition:
        """Return the edition asked for, the current one otherwise."""
        year = self.request.GET.get("year", "")
        asked = Edition.objects.filter(year=int(year)).first() if year.isascii() and year.isdigit() else None
        edition = asked or Edition.objects.current()
        if edition is None:
            raise Http404
        return edition

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set the rules; the audit says from what to what."""
        if not can_set_attendance_rules(request.user):
            return self.ask(status=403)
        rules = rules_of(self.edition())
        before = {name: getattr(rules, name) for name in RulesForm.Meta.fields}
        form = RulesForm(request.POST, instance=rules)
        if not form.is_valid():
            return self.ask(form, 422)
        stored = form.save()
        changes = {name: [str(value), str(getattr(stored, name))] for name, value in before.items()}
        record(actor=request.user, action="attendance.rules", obj=stored, changes=changes)
        messages.success(request, _("The rules of attendance are set."))
        return redirect(f"{request.path}?year={stored.edition.year}")


class People(Screen):
    """Who was proved in a session; that somebody looked is recorded."""

    allowed = can_correct_attendance
    template = "conference/admin/attendance/people.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a page of them."""
        session = get_object_or_404(Session.objects.select_related("edition"), pk=pk)
        found = presences(edition=session.edition, sessions=[pk])
        places = Registration.objects.filter(edition=session.edition, scans__session=pk).distinct()
        asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
        if asked:
            every = Registration.objects.filter(edition=session.edition)
            places = every.filter(name__icontains=asked).distinct()
        page = Paginator(places.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("p"))
        record(actor=request.user, action="attendance.read", obj=session)
        rows = [(place, _shown(found.get((place.pk, pk), Presence()))) for place in page]
        return self.show(session=session, rows=rows, page=page, asked=asked)


def _shown(presence: Presence) -> dict[str, Any]:
    return {"spans": presence.spans, "minutes": int(minutes(presence.spans)), "flags": sorted(presence.flags)}


class Person(Screen):
    """One person in one session: every scan with its corrections, and the forms to add one or strike one out."""

    allowed = can_correct_attendance
    template = "conference/admin/attendance/person.html"

    def get(self, request: HttpRequest, pk: int, place: int) -> HttpResponse:
        """Show it."""
        return self.ask(pk, place)

    def ask(self, pk: int, place: int, status: int = 200, **more: Any) -> HttpResponse:
        """Show it, with what was typed."""
        session = get_object_or_404(Session.objects.select_related("edition", "room"), pk=pk)
        person = get_object_or_404(Registration, pk=place, edition=session.edition)
        scans = Scan.objects.filter(registration=person, session=session).select_related("actor", "corrects")
        found = presences(edition=session.edition, registrations=[place], sessions=[pk]).get((place, pk), Presence())
        context = {"session": session, "person": person, "scans": scans.order_by("sequence"),
                   "presence": _shown(found), "add": AddForm(), **more}  # fmt: skip
        return self.show(status, **context)

    def post(self, request: HttpRequest, pk: int, place: int) -> HttpResponse:
        """Add a scan, or strike one out."""
        session = get_object_or_404(Session.objects.select_related("edition"), pk=pk)
        person = get_object_or_404(Registration, pk=place, edition=session.edition)
        if "strike" in request.POST:
            return self._strike(session, person)
        form = AddForm(request.POST)
        if not form.is_valid():
            return self.ask(pk, place, 422, add=form)
        add_scan(
            door=Door(session.edition, rules_of(session.edition), session), registration=person,
            direction=form.cleaned_data["direction"], at=form.cleaned_data["at"], actor=request.user,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        messages.success(request, _("The scan is added; what was there stays."))
        return redirect(request.path)

    def _strike(self, session: Session, person: Registration) -> HttpResponse:
        form = StrikeForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Say why the scan is wrong, in a few words."))
            return self.ask(session.pk, person.pk, 422)
        scan = get_object_or_404(Scan, registration=person, session=session, sequence=form.cleaned_data["scan"])
        try:
            strike_scan(scan=scan, actor=self.request.user, reason=form.cleaned_data["reason"])
        except CannotUndo:
            messages.error(self.request, _("This scan is struck out already."))
        else:
            messages.success(self.request, _("The scan is struck out; the original stays."))
        return redirect(self.request.path)


class AttendanceMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person has to do with attendance."""
        return may_open(request.user)


class AttendanceViewSet(ViewSet):
    """Sessions, people, a person."""

    name = "conference_attendance"
    url_prefix = "conference/attendance"
    menu_label = gettext_lazy("Attendance")
    menu_order = 12
    icon = "tick-inverse"
    menu_item_class = AttendanceMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Sessions.as_view(), name="index"),
            path("file/<int:year>/", ScanFile.as_view(), name="file"),
            path("association/<int:year>/", AssociationExport.as_view(), name="association"),
            path("<int:pk>/", People.as_view(), name="people"),
            path("<int:pk>/<int:place>/", Person.as_view(), name="person"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [AttendanceViewSet]
