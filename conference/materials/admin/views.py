"""What speakers sent, who looked at restricted slides, and what organizers have to decide."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.edition.models import Edition
from conference.materials.admin.filters import HandoutFilter
from conference.materials.models import Handout, HandoutVersion, HandoutView
from conference.materials.policy import is_marked, policy_of
from conference.materials.services import NotHeld, refuse, release, remove_handout
from conference.permissions import can_edit_agenda, can_export_programme
from core.admin.screens import Export, Guarded
from core.files.services import serve_private

PER_PAGE, MOST_LOOKS = 50, 200
CONFLICT, INVALID = 409, 422


def listed(edition: Edition) -> QuerySet[Handout]:
    """Return an edition's handouts with what the list shows."""
    rows = Handout.objects.kept().of(edition).select_related("session__audience").prefetch_related("versions__file")
    return rows.annotate(looks=Count("versions__views")).order_by("session__code", "pk")


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share."""

    allowed = staticmethod(can_edit_agenda)
    header_icon = "doc-full"
    breadcrumbs_items = ()

    @cached_property
    def edition(self) -> Edition:
        """The edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])

    @cached_property
    def handout(self) -> Handout:
        """The handout that the address names; raises Http404."""
        return get_object_or_404(listed(self.edition), public_id=self.kwargs["handout"])

    @property
    def version(self) -> HandoutVersion:
        """The version that the address names; raises Http404."""
        rows = self.handout.versions.select_related("file", "handout")
        return get_object_or_404(rows, number=self.kwargs["number"])

    @property
    def own_url(self) -> str:
        """The handout's screen."""
        return reverse("conference_handouts:handout", args=[self.edition.year, self.kwargs["handout"]])


class CurrentEdition(Screen):
    """Leads to the current edition's."""

    page_title = gettext_lazy("Slides and handouts")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.order_by("-year").first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_handouts:handouts", year=edition.year)


class Handouts(Screen):
    """All of an edition, those to decide first on request."""

    page_title = gettext_lazy("Slides and handouts")

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show a page of them."""
        asked = {name: value for name, value in request.GET.items() if name != "p"}
        filters = HandoutFilter(asked or None)
        shown = Paginator(filters.narrow(listed(self.edition)), PER_PAGE).get_page(request.GET.get("p"))
        context = self.get_context_data(
            edition=self.edition, filters=filters, page_obj=shown, kept=urlencode(asked),
            rows=[(item, policy_of(item.session), next(iter(item.history), None)) for item in shown],
            held=HandoutVersion.objects.held().filter(handout__session__edition=self.edition).count(),
        )  # fmt: skip
        return render(request, "conference/admin/materials/handouts.html", context)


class HandoutsExport(Guarded, Export, ContextMixin, View):
    """The list as a table."""

    allowed: ClassVar[Any] = staticmethod(can_export_programme)
    what = "handouts"
    header = ("session", "handout", "who may have it", "version", "state", "kind", "looks")

    def get_queryset(self) -> QuerySet[Handout]:
        """What the list shows."""
        edition = get_object_or_404(Edition, year=self.kwargs["year"])
        return HandoutFilter(self.request.GET or None).narrow(listed(edition))

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one handout with its newest version."""
        newest = next(iter(entry.history), None)
        told = [newest.number, newest.state, newest.kind_label] if newest else ["", "", ""]
        return [entry.session.code, entry.title, policy_of(entry.session).value, *told, entry.looks]


class OneHandout(Screen):
    """A handout's versions, and who was given restricted ones."""

    page_title = gettext_lazy("Slides and handouts")

    def get(self, request: HttpRequest, year: int, handout: str) -> HttpResponse:
        """Show it."""
        return self.show()

    def show(self, status: int = 200) -> HttpResponse:
        """Render it."""
        session = self.handout.session
        views = HandoutView.objects.filter(version__handout=self.handout)
        context = self.get_context_data(
            edition=self.edition, handout=self.handout, session=session, policy=policy_of(session),
            is_marked=is_marked(session), reason_form=ReasonForm(),
            views=views.select_related("reader", "version")[:MOST_LOOKS],
        )  # fmt: skip
        return render(self.request, "conference/admin/materials/handout.html", context, status=status)


class ReasonForm(forms.Form):
    """Why a file is not given out; its speaker reads it."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class Decide(OneHandout):
    """Release or refuse a version that was held."""

    def get(self, request: HttpRequest, year: int, handout: str, number: int) -> HttpResponse:  # type: ignore[override]
        """Lead to its screen."""
        return redirect(self.own_url)

    def post(self, request: HttpRequest, year: int, handout: str, number: int) -> HttpResponse:
        """Do it."""
        form = ReasonForm(request.POST)
        try:
            if "release" in request.POST:
                release(version=self.version, actor=request.user)
                messages.success(request, _("Readers can have it now."))
            elif form.is_valid():
                refuse(version=self.version, reason=form.cleaned_data["reason"], actor=request.user)
                messages.success(request, _("It is refused and erased. Its speaker reads your reason."))
            else:
                messages.error(request, _("Say why; its speaker reads it."))
                return self.show(INVALID)
        except NotHeld:
            messages.error(request, _("Somebody else decided meanwhile, or it was taken back."))
            return self.show(CONFLICT)
        return redirect(self.own_url)


class TakeBack(Screen):
    """Take a handout back in its speaker's place."""

    page_title = gettext_lazy("Take it back")

    def get(self, request: HttpRequest, year: int, handout: str) -> HttpResponse:
        """Ask."""
        erased = _("All its versions, here. It cannot be taken back from those who downloaded it.")
        facts = [
            (_("Session"), self.handout.session.code), (_("Handout"), self.handout.title), (_("Is erased"), erased)
        ]  # fmt: skip
        context = self.get_context_data(form=forms.Form(), facts=facts, back=self.own_url, danger=True)
        return render(request, "core/admin/form.html", context)

    def post(self, request: HttpRequest, year: int, handout: str) -> HttpResponse:
        """Do it."""
        remove_handout(handout=self.handout, actor=request.user)
        messages.success(request, _("It is taken back and erased."))
        return redirect("conference_handouts:handouts", year=self.edition.year)


class VersionFile(Screen):
    """A version as it is kept, to decide on it."""

    def get(self, request: HttpRequest, year: int, handout: str, number: int) -> HttpResponseBase:
        """Send it once it was cleaned."""
        version = self.version
        if version.file is None or version.state == HandoutVersion.State.CHECKING:
            raise Http404
        return serve_private(version.file)
