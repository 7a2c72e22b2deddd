"""Sessions, who appears in them and what credit they give, as the programme committee edits them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views import generic

from conference.agenda.models import Appearance, Session, SessionCredit
from conference.agenda.services.editing import add_session, change_session, note_presenters_changed
from conference.edition.admin import EditionList
from conference.edition.models import Edition
from conference.permissions import can_edit_agenda, can_export_programme
from core.admin.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from core.admin.exports import exporting
from core.admin.fields import LinesField
from people.policies import SentencePolicy, nobody

POLICIES = [
    SentencePolicy(Session, change=can_edit_agenda, delete=nobody),
    SentencePolicy(Appearance, change=can_edit_agenda),
    SentencePolicy(SessionCredit, change=can_edit_agenda),
]
PARTS = ("room", "track", "audience")


class SessionForm(WagtailAdminModelForm):
    """A session; times are those of the venue."""

    learning_objectives = LinesField(label=_("learning objectives"), required=False, help_text=_("One on a line."))
    content_warnings = LinesField(label=_("content warnings"), required=False, help_text=_("One on a line."))

    class Meta:
        model = Session
        formfield_callback = formfield_for_dbfield
        fields = [
            "edition", "code", "title", "public_title", "type", "status", "visibility", "audience", "starts_at",
            "ends_at", "all_day", "planned_minutes", "room", "room_reason", "track", "level", "abstract",
            "learning_objectives", "content_warnings", "capacity", "sign_up", "ticket_required", "price",
            "recording_allowed", "handouts", "attendance_tracking", "ce_minutes",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Addresses are made of the code.
            del self.fields["edition"], self.fields["code"]
            for name in PARTS:
                self.fields[name].queryset = self.fields[name].queryset.filter(edition=self.instance.edition_id)

    def clean_planned_minutes(self) -> int:
        """Take the stored length where none is given."""
        minutes: int = self.cleaned_data["planned_minutes"] or self.instance.planned_minutes
        return minutes

    def clean(self) -> dict[str, Any]:
        """Keep sessions to their own edition's rooms, tracks and audiences."""
        cleaned: dict[str, Any] = super().clean()
        edition = cleaned.get("edition") or (self.instance.edition if self.instance.pk else None)
        for name in PARTS:
            part = cleaned.get(name)
            if edition and part and part.edition_id != edition.pk:
                self.add_error(name, ValidationError(_("Choose one of the edition's own.")))
        return cleaned


class InVenueTime:
    """Shows and reads times in the edition's zone, whatever the zone of the person who edits."""

    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in that zone."""
        edition = self.edition()
        with timezone.override(edition.zone if edition else None):
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            if hasattr(response, "render"):
                response.render()
        return response

    def edition(self) -> Edition | None:
        """Return whose zone it is."""
        key = self.kwargs.get("pk")
        return Edition.objects.filter(sessions=key).first() if key else Edition.objects.current()


class SessionAddView(InVenueTime, generic.CreateView):
    """Adds through the service."""

    def save_instance(self) -> Session:
        """Store the new session."""
        return add_session(session=self.form.save(commit=False), actor=self.request.user)


class SessionEditView(InVenueTime, generic.EditView):
    """Edits through the service: audited, approvals back to review, cached pages dropped."""

    def save_instance(self) -> Session:
        """Store the changes."""
        return change_session(session=self.form.save(commit=False), actor=self.request.user)


class SessionViewSet(EditionList):
    """The agenda as a list."""

    model = Session
    name = "conference_sessions"
    icon = "calendar-alt"
    menu_label = _("Sessions")
    list_display = ["title", "code", "starts_at", "room", "visibility", "status", "edition"]
    list_filter = ["edition", "type", "status", "visibility", "track", "room", "audience", "level"]
    list_export = ["edition", "code", "type", "title", "public_title", "starts_at", "ends_at", "room", "track", "level",
                   "audience", "visibility", "capacity", "status", "ce_minutes"]  # fmt: skip
    export_filename = "sessions"
    search_fields = ["code", "title", "public_title"]
    add_view_class = SessionAddView
    edit_view_class = SessionEditView
    index_view_class = exporting(can_export_programme, "edition", "room", "track", "audience")

    def get_form_class(self, for_update: bool = False) -> type[SessionForm]:
        """Return the form."""
        return SessionForm


class AppearanceAddView(AuditedCreateView):
    """Who teaches is part of what was approved."""

    def save_instance(self) -> Any:
        """Store the appearance; the session's approvals go back to review."""
        appearance = super().save_instance()
        note_presenters_changed(sessions=[appearance.session_id])
        return appearance


class AppearanceEditView(AuditedEditView):
    """Who teaches is part of what was approved."""

    def save_instance(self) -> Any:
        """Store the change; the approvals of the session, and of the one it left, go back to review."""
        before = Appearance.objects.get(pk=self.object.pk).session_id
        appearance = super().save_instance()
        if self.form.has_changed():
            note_presenters_changed(sessions={before, appearance.session_id})
        return appearance


class AppearanceDeleteView(AuditedDeleteView):
    """Who teaches is part of what was approved."""

    def delete_action(self) -> None:
        """Delete the appearance; the session's approvals go back to review."""
        super().delete_action()
        note_presenters_changed(sessions=[self.object.session_id])


class AppearanceViewSet(EditionList):
    """Who presents where."""

    model = Appearance
    name = "conference_appearances"
    icon = "group"
    menu_label = _("Appearances")
    form_fields = ["session", "speaker", "role", "position", "state"]
    list_display = ["session", "speaker", "role", "state"]
    list_filter = ["session__edition", "role", "state"]
    list_export = ["session", "speaker", "role", "state"]
    export_filename = "appearances"
    search_fields = ["session__code", "speaker__code", "speaker__name"]
    index_view_class = exporting(can_export_programme, "session", "speaker")
    add_view_class = AppearanceAddView
    edit_view_class = AppearanceEditView
    delete_view_class = AppearanceDeleteView


class SessionCreditViewSet(EditionList):
    """Which session counts under which scheme, and where its approval stands."""

    model = SessionCredit
    name = "conference_session_credits"
    icon = "success"
    menu_label = _("Session credits")
    form_fields = ["session", "scheme", "minutes", "approval", "provider_number", "statement", "locked_title"]
    list_display = ["session", "scheme", "minutes", "approval"]
    list_filter = ["session__edition", "scheme", "approval"]
    list_export = ["session", "scheme", "minutes", "approval", "provider_number", "locked_title"]
    export_filename = "session-credits"
    search_fields = ["session__code", "provider_number"]
    index_view_class = exporting(can_export_programme, "session", "scheme")


VIEWSETS = [SessionViewSet, AppearanceViewSet, SessionCreditViewSet]
