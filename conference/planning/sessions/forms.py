"""A session with all its fields; times are those of the venue."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from conference.agenda.models import Session
from conference.materials.policy import ALSO_CALLED, Policy
from conference.planning.codes import ChecksCode
from conference.planning.confirming import ConfirmsConsequences
from core.admin.fields import LinesField

PARTS = ("room", "track", "audience")


def _policies(current: str) -> list[tuple[str, Any]]:
    """Return the choices, and the word that stands in an imported session."""
    known = ALSO_CALLED.get(current)
    imported = [(current, known.label if known else current)] if current and current not in Policy.values else []
    return [("", _("not decided: nobody")), *imported, *Policy.choices]


class SessionForm(ChecksCode, ConfirmsConsequences, WagtailAdminModelForm):
    """All of a session; `revision` is the one its editor saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    learning_objectives = LinesField(label=_("learning objectives"), required=False, help_text=_("One on a line."))
    handouts = forms.ChoiceField(label=_("who may have the slides"), required=False)
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
        slides: Any = self.fields["handouts"]
        slides.choices = _policies(self.instance.handouts)
        if self.instance.pk:
            # Addresses are made of the code.
            del self.fields["edition"], self.fields["code"]
            self.fields["revision"].initial = self.instance.revision
            for name in PARTS:
                part: Any = self.fields[name]
                part.queryset = part.queryset.filter(edition=self.instance.edition_id)

    def clean_planned_minutes(self) -> int:
        """Take the stored length where none is given."""
        minutes: int = self.cleaned_data["planned_minutes"] or self.instance.planned_minutes
        return minutes

    def clean(self) -> dict[str, Any]:
        """Keep sessions to their own edition's rooms, tracks and audiences."""
        cleaned: dict[str, Any] = super().clean() or {}
        edition = cleaned.get("edition") or (self.instance.edition if self.instance.pk else None)
        for name in PARTS:
            part = cleaned.get(name)
            if edition and part and part.edition_id != edition.pk:
                self.add_error(name, ValidationError(_("Choose one of the edition's own.")))
        return cleaned
