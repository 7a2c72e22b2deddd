"""Agencies, their domains and claims on them, as staff decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from core.admin.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from core.admin.exports import exporting
from people.agencies.models import Agency, AgencyDomain, Approval, Membership
from people.agencies.services import decide_agency, decide_membership, verify_domain
from people.permissions import can_edit_people
from people.policies import SentencePolicy, nobody

POLICIES = [
    SentencePolicy(Agency, change=can_edit_people, delete=nobody),
    SentencePolicy(AgencyDomain, change=can_edit_people),
    SentencePolicy(Membership, change=can_edit_people, add=nobody, delete=nobody),
]


class DecisionForm(WagtailAdminModelForm):
    """A claim with staff's decision on it; a decision needs evidence and is made once."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if "state" in self.changed_data and not (values.get("evidence") or "").strip():
            self.add_error("evidence", _("Write what you have seen: a decision needs evidence."))
        return values

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"]
        before = self.initial.get("state") or Approval.PENDING
        if before not in (Approval.PENDING, state) and not (before == Approval.APPROVED and state == Approval.ENDED):
            raise forms.ValidationError(_("This was decided before; it can only be ended."))
        return state


class AgencyForm(DecisionForm):
    """An agency."""

    class Meta:
        model = Agency
        fields = ["name", "kind", "country", "state", "evidence"]


class AgencyEditView(AuditedEditView):
    """A decision goes through the service."""

    def save_instance(self) -> Any:
        """Decide if the state changed, then store the rest."""
        values = self.form.cleaned_data
        if "state" in self.form.changed_data and values["state"] in (Approval.APPROVED, Approval.REFUSED):
            decided = decide_agency(
                agency=self.object, state=values["state"], evidence=values["evidence"], actor=self.request.user
            )
            self.form.instance.decided_by, self.form.instance.decided_at = decided.decided_by, decided.decided_at
        return super().save_instance()


class MembershipForm(DecisionForm):
    """A claim; the agency may be exchanged for the approved one that the person meant."""

    class Meta:
        model = Membership
        fields = ["agency", "role", "state", "evidence"]


class MembershipEditView(AuditedEditView):
    """A decision goes through the service."""

    def save_instance(self) -> Any:
        """Decide if the state changed, else store."""
        values = self.form.cleaned_data
        if "state" in self.form.changed_data and values["state"] in (Approval.APPROVED, Approval.REFUSED):
            decide_membership(
                membership=self.object,
                state=values["state"],
                evidence=values["evidence"],
                agency=values["agency"],
                actor=self.request.user,
            )
            return self.object
        return super().save_instance()


class DomainForm(WagtailAdminModelForm):
    """A domain; ticking the box lets it speak for its agency."""

    verified = forms.BooleanField(label=_("Verified"), required=False, help_text=_("Staff have checked whose it is."))

    class Meta:
        model = AgencyDomain
        fields = ["agency", "domain"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verified"].initial = bool(self.instance.verified_at)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        others = AgencyDomain.objects.filter(domain=values.get("domain"), verified_at__isnull=False)
        if values.get("verified") and others.exclude(pk=self.instance.pk).exists():
            self.add_error("domain", _("This domain is verified for another agency."))
        return values


def _store_domain(form: Any, domain: AgencyDomain, actor: Any) -> AgencyDomain:
    if form.cleaned_data["verified"] and not domain.verified_at:
        verify_domain(domain=domain, actor=actor)
    elif not form.cleaned_data["verified"] and domain.verified_at:
        domain.verified_at = domain.verified_by = None
        domain.save(update_fields=["verified_at", "verified_by"])
    return domain


class DomainAddView(AuditedCreateView):
    """Adds, then verifies if ticked."""

    def save_instance(self) -> Any:
        """Store the domain."""
        return _store_domain(self.form, super().save_instance(), self.request.user)


class DomainEditView(AuditedEditView):
    """Changes, then verifies or takes that back."""

    def save_instance(self) -> Any:
        """Store the domain."""
        return _store_domain(self.form, super().save_instance(), self.request.user)


class PeopleList(ModelViewSet):
    """What lists of people share."""

    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = AuditedCreateView
    edit_view_class = AuditedEditView
    delete_view_class = AuditedDeleteView


class AgencyViewSet(PeopleList):
    """Agencies."""

    model = Agency
    name = "people_agencies"
    icon = "site"
    menu_label = _("Agencies")
    list_display = ["name", "kind", "country", "state", "created_at"]
    list_filter = ["state", "kind"]
    list_export = ["name", "kind", "country", "state", "created_at"]
    export_filename = "agencies"
    search_fields = ["name"]
    index_view_class = exporting(can_edit_people)
    edit_view_class = AgencyEditView

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:
        """Return the form."""
        return AgencyForm


class DomainViewSet(PeopleList):
    """Domains."""

    model = AgencyDomain
    name = "people_domains"
    icon = "globe"
    menu_label = _("E-mail domains")
    list_display = ["domain", "agency", "verified_at"]
    list_export = ["domain", "agency", "verified_at"]
    export_filename = "domains"
    search_fields = ["domain"]
    index_view_class = exporting(can_edit_people, "agency")
    add_view_class = DomainAddView
    edit_view_class = DomainEditView

    def get_form_class(self, for_update: bool = False) -> type[DomainForm]:
        """Return the form."""
        return DomainForm


class MembershipViewSet(PeopleList):
    """Claims and memberships."""

    model = Membership
    name = "people_memberships"
    icon = "group"
    menu_label = _("Claims on agencies")
    list_display = ["user", "agency", "role", "state", "created_at"]
    list_filter = ["state", "role"]
    list_export = ["user", "agency", "role", "state", "created_at"]
    export_filename = "memberships"
    index_view_class = exporting(can_edit_people, "user", "agency")
    edit_view_class = MembershipEditView

    def get_form_class(self, for_update: bool = False) -> type[MembershipForm]:
        """Return the form."""
        return MembershipForm


VIEWSETS = [AgencyViewSet, DomainViewSet, MembershipViewSet]
