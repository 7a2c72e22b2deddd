"""Who appears in sessions and what credit they give, as the programme committee edits it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Appearance, SessionCredit
from conference.agenda.services.editing import note_presenters_changed
from conference.edition.admin import EditionList
from conference.permissions import can_edit_agenda, can_export_programme
from core.admin.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy

POLICIES = [
    SentencePolicy(Appearance, change=can_edit_agenda),
    SentencePolicy(SessionCredit, change=can_edit_agenda),
]


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
    form_fields = ["session", "speaker", "role", "position", "state", "speaking_minutes"]
    list_display = ["session", "speaker", "role", "state"]
    list_filter = ["session__edition", "role", "state"]
    list_export = ["session", "speaker", "role", "state", "speaking_minutes"]
    export_filename = "appearances"
    search_fields = ["session__code", "speaker__code", "speaker__name"]
    index_view_class = exporting(can_export_programme, "session", "speaker")
    add_view_class = AppearanceAddView
    edit_view_class = AppearanceEditView
    delete_view_class = AppearanceDeleteView


class SessionCreditEditView(AuditedEditView):
    """What a session is worth is part of what was approved."""

    def save_instance(self) -> Any:
        """Store the change; an approval goes back to review with it."""
        if self.form.has_changed() and self.object.approval == SessionCredit.Approval.APPROVED:
            self.form.instance.approval = SessionCredit.Approval.REVIEW
        return super().save_instance()


class SessionCreditViewSet(EditionList):
    """Which session counts under which scheme; what its body decided is credit staff's to note, on their own screen."""

    model = SessionCredit
    name = "conference_session_credits"
    icon = "success"
    menu_label = _("Session credits")
    form_fields = ["session", "scheme", "minutes", "sub_field"]
    edit_view_class = SessionCreditEditView
    list_display = ["session", "scheme", "minutes", "approval"]
    list_filter = ["session__edition", "scheme", "approval"]
    list_export = ["session", "scheme", "minutes", "sub_field", "approval", "provider_number", "locked_title"]
    export_filename = "session-credits"
    search_fields = ["session__code", "provider_number"]
    index_view_class = exporting(can_export_programme, "session", "scheme")


VIEWSETS = [AppearanceViewSet, SessionCreditViewSet]
