"""Certificates as credit staff see them: found by serial, revoked or renewed with a reason, never edited."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from certificates.issuing.models import Certificate
from certificates.issuing.services import NotValid, reissue, revoke
from certificates.issuing.tasks import make_document
from certificates.permissions import can_work_on_certificates
from core.admin.audited import AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(Certificate, change=can_work_on_certificates, add=nobody, delete=nobody)]


class EndForm(WagtailAdminModelForm):
    """What becomes of a certificate, and why: taken back, or renewed by one that supersedes it."""

    act = forms.ChoiceField(
        label=_("What to do"), initial="revoke", required=False, widget=forms.RadioSelect,
        choices=[("revoke", _("revoke it")), ("renew", _("renew it: a new one supersedes it"))],
    )  # fmt: skip
    until = forms.DateField(
        label=_("Valid until, if renewed"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    why = forms.CharField(
        label=_("Because"),
        max_length=200,
        min_length=3,
        help_text=_("Everybody who verifies a revoked serial reads this, for ever: write nothing about the person."),
    )

    class Meta:
        model = Certificate
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Ask for a day in the future where it is renewed."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        until = values.get("until")
        if values.get("act") == "renew" and (until is None or until <= timezone.localdate()):
            self.add_error("until", _("Write a day that is to come."))
        return values


class EndView(AuditedEditView):
    """Revokes or renews through the services."""

    # What Wagtail would say above the form; the form says why itself.
    produced_error_message = None

    def form_valid(self, form: Any) -> Any:
        """Do it, or say that it is not valid any more."""
        said = {"certificate": self.object, "reason": form.cleaned_data["why"], "actor": self.request.user}
        try:
            if form.cleaned_data["act"] == "renew":
                make_document.enqueue(reissue(expires_on=form.cleaned_data["until"], **said).pk)
            else:
                revoke(**said)
        except NotValid:
            form.add_error("why", _("This certificate was superseded or revoked before."))
            return self.form_invalid(form)
        return super().form_valid(form)

    def save_instance(self) -> Certificate:
        """Return it; the service has stored what there is to store."""
        certificate: Certificate = self.object
        return certificate


class CertificateViewSet(ModelViewSet):
    """Certificates, the newest first."""

    model = Certificate
    name = "certificates"
    icon = "doc-full-inverse"
    menu_label = _("Certificates")
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["printed_serial", "kind", "occasion", "scheme_code", "state", "issued_at"]
    list_filter = ["kind", "state", "scheme_code"]
    list_export = ["printed_serial", "kind", "occasion", "scheme_code", "state", "issued_at", "ended_at", "reason"]
    export_filename = "certificates"
    search_fields = ["serial", "occasion", "scheme_code"]
    index_view_class = exporting(can_work_on_certificates)
    edit_view_class = EndView

    def get_form_class(self, for_update: bool = False) -> type[EndForm]:
        """Return the form that revokes or renews."""
        return EndForm


VIEWSETS = [CertificateViewSet]
