"""Rooms' closures and speakers' absences as organizers keep them, and the way to a withdrawal."""

from typing import Any

from django.db import transaction
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.admin import EditionList
from conference.edition.models import Edition, RoomClosure
from conference.permissions import can_edit_agenda, can_export_programme
from conference.planning.availability.services import note_room_availability, note_speaker_availability
from conference.planning.availability.views import Withdrawal, Withdrawals
from conference.planning.board.admin import BoardMenuItem
from conference.planning.sessions.admin import InVenueTime
from conference.speakers.models import SpeakerAbsence
from core.admin.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy

POLICIES: list[Any] = [
    SentencePolicy(RoomClosure, change=can_edit_agenda),
    SentencePolicy(SpeakerAbsence, change=can_edit_agenda),
]


def _note(row: RoomClosure | SpeakerAbsence) -> None:
    if isinstance(row, RoomClosure):
        note_room_availability(row.room)
    else:
        note_speaker_availability(row.speaker)


class InTimeOfItsEdition(InVenueTime):
    """Shows and reads a span in the zone of the edition that its room or speaker belongs to."""

    model: Any

    def edition(self) -> Edition | None:
        """Return whose zone it is."""
        key = self.kwargs.get("pk")
        if not key:
            return Edition.objects.current() or Edition.objects.first()
        path_to = "rooms__closures" if self.model is RoomClosure else "speakers__absences"
        return Edition.objects.filter(**{path_to: key}).first()

    def get_form(self, form_class: Any = None) -> Any:
        """Offer the edition's own rooms or speakers."""
        form = super().get_form(form_class)  # type: ignore[misc]
        for name in {"room", "speaker"} & form.fields.keys():
            form.fields[name].queryset = form.fields[name].queryset.filter(edition=self.edition())
        return form


class SpanAddView(InTimeOfItsEdition, AuditedCreateView):
    """Adds, and lets the boards know."""

    @transaction.atomic
    def save_instance(self) -> Any:
        """Store the span."""
        row = super().save_instance()
        _note(row)
        return row


class SpanEditView(InTimeOfItsEdition, AuditedEditView):
    """Changes, and lets the boards know of both rooms or speakers concerned."""

    @transaction.atomic
    def save_instance(self) -> Any:
        """Store the change."""
        before = self.model._default_manager.get(pk=self.object.pk)
        row = super().save_instance()
        for changed in (before, row):
            _note(changed)
        return row


class SpanDeleteView(AuditedDeleteView):
    """Deletes, and lets the boards know."""

    @transaction.atomic
    def delete_action(self) -> None:
        """Delete the span."""
        super().delete_action()
        _note(self.object)


class SpanList(EditionList):
    """What the two lists share."""

    list_export: Any
    add_view_class = SpanAddView
    edit_view_class = SpanEditView
    delete_view_class = SpanDeleteView


class RoomClosureViewSet(SpanList):
    """When rooms cannot be used."""

    model = RoomClosure
    name = "conference_room_closures"
    icon = "lock"
    menu_label = _("Room closures")
    form_fields = ["room", "starts_at", "ends_at", "reason"]
    list_display = ["room", "starts_at", "ends_at", "reason"]
    list_filter = ["room__edition", "room"]
    list_export = ["room", "starts_at", "ends_at", "reason"]
    export_filename = "room-closures"
    search_fields = ["room__code", "room__name", "reason"]
    index_view_class = exporting(can_export_programme, "room")


class SpeakerAbsenceViewSet(SpanList):
    """When speakers cannot present."""

    model = SpeakerAbsence
    name = "conference_speaker_absences"
    icon = "date"
    menu_label = _("Speakers' absences")
    form_fields = ["speaker", "starts_at", "ends_at"]
    list_display = ["speaker", "starts_at", "ends_at"]
    list_filter = ["speaker__edition"]
    list_export = ["speaker", "starts_at", "ends_at"]
    export_filename = "speaker-absences"
    search_fields = ["speaker__code", "speaker__name", "speaker__public_label"]
    index_view_class = exporting(can_export_programme, "speaker")


class WithdrawalViewSet(ViewSet):
    """Speakers who cannot come after all."""

    name = "conference_withdrawals"
    url_prefix = "conference/withdrawals"
    menu_label = _("A speaker cancels")
    menu_order = 7
    icon = "warning"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the two screens."""
        return [
            path("", Withdrawals.as_view(), name="index"),
            path("<int:pk>/", Withdrawal.as_view(), name="speaker"),
        ]


VIEWSETS = [WithdrawalViewSet, RoomClosureViewSet, SpeakerAbsenceViewSet]
