"""Clearances as registration and security staff give and withdraw them."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from core.admin.exports import exporting
from people.clearance.models import Clearance
from people.clearance.services import give_clearance, read_details, withdraw_clearance
from people.permissions import can_edit_roles, can_read_clearances
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(Clearance, change=can_read_clearances, delete=nobody)]


class ClearanceForm(WagtailAdminModelForm):
    """A new clearance."""

    details = forms.CharField(
        label=_("Details"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Stored encrypted.")
    )

    class Meta:
        model = Clearance
        formfield_callback = formfield_for_dbfield
        fields = ["email", "kind", "method", "expires_on", "details"]

    def clean_expires_on(self) -> Any:
        expires = self.cleaned_data["expires_on"]
        if expires and expires < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return expires


class WithdrawForm(WagtailAdminModelForm):
    """A clearance is never changed; it can be withdrawn, and a new one given."""

    reason = forms.CharField(label=_("Withdraw because"), max_length=300)

    class Meta:
        model = Clearance
        fields: list[str] = []


class ClearanceAddView(generic.CreateView):
    """Gives through the service."""

    def save_instance(self) -> Clearance:
        """Store the clearance with its verifier."""
        return give_clearance(actor=self.request.user, **self.form.cleaned_data)


class ClearanceEditView(generic.EditView):
    """Shows one clearance, which is a recorded read, and withdraws it."""

    template_name = "people/admin/clearance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the details."""
        details = read_details(clearance=self.object, actor=self.request.user)
        return {**super().get_context_data(**kwargs), "details": details}

    @transaction.atomic
    def save_instance(self) -> Clearance:
        """Withdraw it."""
        clearance: Clearance = self.object
        if clearance.withdrawn_at is None:
            withdraw_clearance(clearance=clearance, actor=self.request.user, reason=self.form.cleaned_data["reason"])
        return clearance


class ClearanceViewSet(ModelViewSet):
    """Clearances without their details."""

    model = Clearance
    name = "people_clearances"
    icon = "lock"
    menu_label = _("Clearances")
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["email", "kind", "method", "verified_on", "expires_on", "withdrawn_at"]
    list_filter = ["kind", "method"]
    list_export = ["email", "kind", "method", "verified_on", "expires_on", "withdrawn_at"]
    export_filename = "clearances"
    search_fields = ["email"]
    index_view_class = exporting(can_edit_roles)
    add_view_class = ClearanceAddView
    edit_view_class = ClearanceEditView

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form."""
        return WithdrawForm if for_update else ClearanceForm


VIEWSETS = [ClearanceViewSet]
