"""Certificates as credit staff see them: found by serial, revoked with a reason, never edited."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from certificates.issuing.models import Certificate
from certificates.issuing.services import NotValid, revoke
from certificates.permissions import can_work_on_certificates
from core.admin.audited import AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(Certificate, change=can_work_on_certificates, add=nobody, delete=nobody)]


class RevokeForm(WagtailAdminModelForm):
    """Why a certificate is taken back. The reason is public for ever."""

    why = forms.CharField(
        label=_("Revoke it because"),
        max_length=200,
        min_length=3,
        help_text=_("Everybody who verifies the serial reads this, for ever: write nothing about the person."),
    )

    class Meta:
        model = Certificate
        fields: list[str] = []


class RevokeView(AuditedEditView):
    """Revokes through the service."""

    # What Wagtail would say above the form; the form says why itself.
    produced_error_message = None

    def form_valid(self, form: Any) -> Any:
        """Revoke, or say that it is not valid any more."""
        try:
            revoke(certificate=self.object, reason=form.cleaned_data["why"], actor=self.request.user)
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
    edit_view_class = RevokeView

    def get_form_class(self, for_update: bool = False) -> type[RevokeForm]:
        """Return the form that revokes."""
        return RevokeForm


VIEWSETS = [CertificateViewSet]
