"""The visits' place in the admin: the list with its screens, itineraries, and the programmes."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet

from core.admin.exports import exporting
from core.admin.screens import Listing
from people.policies import SentencePolicy, nobody
from training.courses.admin import TrainingList
from training.permissions import can_decide_visits
from training.visits.admin.forms import ItineraryForm, ProgrammeForm
from training.visits.admin.views import VisitAct, VisitDetail
from training.visits.models import Visit, VisitProgramme

ITEM = ("day", "starts", "ends", "title")
POLICIES = [
    SentencePolicy(VisitProgramme, change=can_decide_visits, delete=nobody),
    SentencePolicy(Visit, change=can_decide_visits, add=nobody, delete=nobody),
]


class VisitFilters(WagtailFilterSet):
    """By state."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Visit.State.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Visit
        fields = ["state"]


class VisitList(Listing):
    """Visits, the latest first."""

    allowed = staticmethod(can_decide_visits)
    model = Visit
    page_title = _("Visits")
    header_icon = "group"
    verbose_name_plural = _("visits")
    filterset_class = VisitFilters
    default_ordering = ("-first_day", "-pk")
    index_url_name = "training_visits:index"
    index_results_url_name = "training_visits:index_results"
    columns = [
        TitleColumn("agency", label=_("Agency"), accessor="agency", url_name="training_visits:detail"),
        Column("first_day", label=_("First day"), sort_key="first_day"),
        Column("headcount", label=_("Visitors")),
        Column("state", label=_("State"), accessor=lambda visit: visit.get_state_display()),
    ]

    def get_base_queryset(self) -> QuerySet[Visit]:
        """The rows with what their columns name."""
        return Visit.objects.select_related("agency")

    def search_queryset(self, queryset: QuerySet[Visit]) -> QuerySet[Visit]:
        """Look into agencies and purposes."""
        if not self.is_searching:
            return queryset
        return queryset.filter(Q(agency__name__icontains=self.search_query) | Q(purpose__icontains=self.search_query))


class VisitViewSet(ViewSet):
    """List, page, acts."""

    name = "training_visits"
    url_prefix = "training/visits"
    menu_label = _("Visits")
    icon = "group"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", VisitList.as_view(), name="index"),
            path("results/", VisitList.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", VisitDetail.as_view(), name="detail"),
            path("<int:pk>/<slug:action>/", VisitAct.as_view(), name="act"),
        ]

    def get_menu_item_is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who decide."""
        return can_decide_visits(request.user)


class ItineraryViewSet(TrainingList):
    """Itineraries of visits, to be changed item by item; everything else of a visit has acts of its own."""

    model = Visit
    name = "training_itineraries"
    icon = "calendar"
    menu_label = _("Itineraries")
    list_display = ["agency", "first_day", "state"]
    list_filter = ["state"]
    list_export = ["agency", "first_day", "last_day", "headcount", "state"]
    export_filename = "visits"
    search_fields = ["agency__name"]
    index_view_class = exporting(can_decide_visits, "agency")
    edit_handler = ObjectList(
        [InlinePanel("items", [FieldPanel(name) for name in ITEM], heading=_("Itinerary"))],
        base_form_class=ItineraryForm,
    )


class ProgrammeViewSet(TrainingList):
    """Programmes: how many days and visitors, what they need first, and the template of the days."""

    model = VisitProgramme
    name = "training_visit_programmes"
    icon = "list-ul"
    menu_label = _("Programmes of visits")
    list_display = ["title", "days", "max_visitors", "notice_days"]
    list_export = ["title", "days", "max_visitors", "notice_days"]
    export_filename = "programmes"
    search_fields = ["title"]
    index_view_class = exporting(can_decide_visits)
    edit_handler = ObjectList(
        [
            *(FieldPanel(name) for name in ProgrammeForm.Meta.fields),
            InlinePanel("items", [FieldPanel(name) for name in ITEM], heading=_("Template")),
        ],
        base_form_class=ProgrammeForm,
    )


VIEWSETS = [VisitViewSet, ItineraryViewSet, ProgrammeViewSet]
