"""The agenda as a list, each session changed as on the board: nothing overwritten, nothing done unsaid."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic

from conference.agenda.models import Session
from conference.agenda.services.editing import NeedsReason, add_session, change_session
from conference.agenda.services.locking import StaleSession
from conference.edition.admin import EditionList
from conference.edition.models import Edition
from conference.permissions import can_edit_agenda, can_export_programme
from conference.planning.sessions.forms import SessionForm
from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(Session, change=can_edit_agenda, delete=nobody)]


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


class SayingWhy:
    """Turns what the services refuse into errors of the form, which keeps what was typed."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or show the form again with a sentence."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except NeedsReason:
            said = _("Say why a restricted session may stand in a room whose door is not controlled.")
            form.add_error("room_reason", said)
        except StaleSession as error:
            form.data = form.data.copy()
            form.data["revision"] = error.session.revision
            said = _("Somebody else changed this session meanwhile. Nothing of yours was saved.")
            form.add_error(None, f"{said} {_('Saving again puts yours in the place of theirs.')}")
        else:
            return response
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again, as what it is: refused."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class SessionAddView(InVenueTime, SayingWhy, generic.CreateView):
    """Adds through the service."""

    def save_instance(self) -> Session:
        """Store the new session."""
        return add_session(session=self.form.save(commit=False), actor=self.request.user)


class SessionEditView(InVenueTime, SayingWhy, generic.EditView):
    """Edits through the service: audited, approvals back to review, cached pages dropped."""

    def save_instance(self) -> Session:
        """Store the changes, unless somebody else's stand there by now."""
        seen = self.form.cleaned_data["revision"]
        session = self.form.save(commit=False)
        return change_session(session=session, actor=self.request.user, expected=-1 if seen is None else seen)


class SessionViewSet(EditionList):
    """The agenda as a list."""

    model = Session
    name = "conference_sessions"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Sessions")
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


VIEWSETS = [SessionViewSet]
