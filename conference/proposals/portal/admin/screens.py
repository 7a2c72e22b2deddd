"""What the screens of one edition's speakers share."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from conference.edition.models import Edition
from conference.permissions import can_manage_proposals
from conference.proposals.admin.screens import Screen
from conference.proposals.portal.facts import dues_of
from conference.proposals.portal.matrix import Dues, MatrixFilter
from conference.speakers.models import Speaker

PER_PAGE = 50


class EditionScreen(Screen):
    """A screen of the edition that the address's year names; the committee's alone."""

    allowed: ClassVar[Any] = staticmethod(can_manage_proposals)
    header_icon = "tasks"

    @cached_property
    def edition(self) -> Edition:
        """The edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole screen."""
        return timezone.now()

    @cached_property
    def dues(self) -> Dues:
        """When tasks become overdue."""
        return dues_of([self.edition])[self.edition.pk]

    @cached_property
    def filters(self) -> MatrixFilter:
        """What the address asks for."""
        asked = {name: value for name, value in self.request.GET.items() if name != "p"}
        return MatrixFilter(asked or None, edition=self.edition)

    @cached_property
    def speaker(self) -> Speaker:
        """The speaker whom the address names; raises Http404."""
        rows = Speaker.objects.of(self.edition).select_related("edition", "user")
        return get_object_or_404(rows, pk=self.kwargs["speaker"])

    @property
    def matrix_url(self) -> str:
        """The edition's matrix."""
        return reverse("conference_speaker_tasks:matrix", args=[self.edition.year])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the matrix, this screen."""
        return [
            *self.breadcrumbs_items,
            {"url": self.matrix_url, "label": _("Tasks of speakers")},
            {"url": "", "label": str(self.get_page_title())},
        ]


class CurrentEdition(Screen):
    """Leads to the current edition's matrix."""

    allowed: ClassVar[Any] = staticmethod(can_manage_proposals)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.order_by("-year").first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_speaker_tasks:matrix", year=edition.year)
