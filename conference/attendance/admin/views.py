"""Print badges: a preview, a batch, one again; the files for a day."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.attendance.admin.forms import PrintForm, ReprintForm
from conference.attendance.models import Badge, BadgePrint
from conference.attendance.models.badges import ADMITTED
from conference.attendance.printing.document import document
from conference.attendance.printing.faces import faces
from conference.attendance.printing.samples import DEAD_TOKEN
from conference.attendance.printing.sheets import DEFAULT, SHEETS
from conference.attendance.services.badges import NotAdmitted, issue_badge
from conference.attendance.services.printing import Selection, ask_print, chosen_places
from conference.edition.models import Edition
from conference.permissions import can_print_badges
from conference.registration.models import Registration
from core.admin.screens import Guarded
from core.audit.services import record
from core.files.services import serve_private

INVALID, RECENT, FOUND = 422, 20, 30


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share."""

    allowed = staticmethod(can_print_badges)
    header_icon = "user"
    breadcrumbs_items = ()

    def edition(self) -> Edition:
        """Return the address's edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])


class BadgesIndex(Screen):
    """Leads to the current edition."""

    page_title = gettext_lazy("Badges")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.first()
        return redirect("conference_badges:badges", year=edition.year) if edition else redirect("wagtailadmin_home")


class Badges(Screen):
    """How many are printed, a batch to ask for, the files made, and one place to search for."""

    page_title = gettext_lazy("Badges")

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show it."""
        return self._page(PrintForm(edition=self.edition()), 200)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Have a batch or a test sheet made."""
        edition = self.edition()
        form = PrintForm(request.POST, edition=edition)
        if not form.is_valid():
            return self._page(form, INVALID)
        ask_print(
            edition=edition, sheet=SHEETS[form.cleaned_data["sheet"]], selection=form.selection(),
            actor=request.user, is_test="test" in request.POST,  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _("The file is being made. It is kept for a day."))
        return redirect("conference_badges:badges", year=year)

    def _page(self, form: PrintForm, status: int) -> HttpResponse:
        edition = self.edition()
        live = Badge.objects.of(edition).live()
        places = Registration.objects.of(edition).filter(state__in=ADMITTED)
        sheet = self.request.GET.get("sheet", DEFAULT)
        context = self.get_context_data(
            edition=edition, form=form, found=self._found(places), places=places.count(), live=live.count(),
            printed=live.filter(printed_at__isnull=False).count(), sheets=SHEETS.values(),
            sheet=SHEETS.get(sheet, SHEETS[DEFAULT]),
            prints=BadgePrint.objects.filter(edition=edition).select_related("asked_by", "file")[:RECENT],
        )  # fmt: skip
        return render(self.request, "conference/admin/badges/badges.html", context, status=status)

    def _found(self, places: Any) -> list[Registration]:
        text = self.request.GET.get("q", "").replace("\x00", "").strip()[:80]
        if not text:
            return []
        badges = Prefetch("badges", Badge.objects.filter(revoked_at=None), to_attr="live_badges")
        return list(places.filter(name__icontains=text).prefetch_related(badges).order_by("name", "pk")[:FOUND])


class Preview(Screen):
    """The first sheet as it would be printed, with real names and a dead code, for the frame on the screen."""

    def get(self, request: HttpRequest, year: int, sheet: str) -> HttpResponse:
        """Show it."""
        if sheet not in SHEETS:
            raise Http404
        edition, chosen = self.edition(), SHEETS[sheet]
        places = chosen_places(edition, Selection(unprinted=False))[: chosen.on_a_page]
        badges = [Badge(registration=place, token=DEAD_TOKEN) for place in places]
        record(actor=request.user, action="badges.previewed", obj=edition, changes={"badges": len(badges)})
        context = document(edition, chosen, faces(edition, badges), marks=True)
        style = static("css/pdf/badges.css")
        response = render(
            request, "pdf/conference/badges.html", {**context, "language": get_language(), "style": style}
        )
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response


class Reprint(Screen):
    """One badge again; the one before it is dead before the file is made."""

    page_title = gettext_lazy("Print a badge again")

    def get(self, request: HttpRequest, year: int, place: str) -> HttpResponse:
        """Ask why."""
        return self._page(ReprintForm(), 200)

    def post(self, request: HttpRequest, year: int, place: str) -> HttpResponse:
        """Kill the old one, issue and print the new one."""
        form = ReprintForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        found = self._place()
        try:
            issue_badge(registration=found, actor=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except NotAdmitted:
            form.add_error(None, _("The place is not firm any more; it gets no badge."))
            return self._page(form, INVALID)
        ask_print(
            edition=self.edition(), sheet=SHEETS[form.cleaned_data["sheet"]],
            selection=Selection(unprinted=False, place=found.pk), actor=request.user,  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _("The old badge is dead; the new one is being made."))
        return redirect("conference_badges:badges", year=year)

    def _place(self) -> Registration:
        return get_object_or_404(Registration.objects.of(self.edition()), public_id=self.kwargs["place"])

    def _page(self, form: ReprintForm, status: int) -> HttpResponse:
        place = self._place()
        context = self.get_context_data(
            form=form, submit=_("Print it again"), danger=True, facts=[(_("Person"), str(place))],
            back=reverse("conference_badges:badges", args=[self.kwargs["year"]]),
        )  # fmt: skip
        return render(self.request, "core/admin/form.html", context, status=status)


class PrintFile(Screen):
    """A made file; that it was taken is recorded."""

    def get(self, request: HttpRequest, year: int, public_id: str) -> HttpResponseBase:
        """Send it; 404 once it has expired."""
        rows = BadgePrint.objects.filter(edition=self.edition(), state=BadgePrint.State.READY).select_related("file")
        row = get_object_or_404(rows, public_id=public_id)
        if row.file is None:
            raise Http404
        record(actor=request.user, action="badges.downloaded", obj=row, changes={"badges": row.badges})
        return serve_private(row.file)
