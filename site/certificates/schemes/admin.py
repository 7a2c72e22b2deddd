"""Credit schemes as credit staff keep them: rules with their source, in versions, and a bench to try them on."""

from datetime import UTC
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from certificates.credits.bench import try_rules
from certificates.credits.derivation import exact
from certificates.permissions import can_work_on_certificates
from certificates.schemes.forms import RULES, BenchForm, NewSchemeForm, SchemeForm
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import revise_scheme
from core.admin.audited import AuditedCreateView, AuditedEditView
from core.admin.exports import exporting
from core.admin.screens import Guarded
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(CreditScheme, change=can_work_on_certificates, delete=nobody)]


class ReviseView(AuditedEditView):
    """Revises through the service: what was used stays what it was."""

    def get_page_subtitle(self) -> str:
        """Say which version this is."""
        return _("%(code)s, version %(version)d") % self._named()

    def get_success_message(self) -> Any:
        """Say so where a new version was made."""
        if self.object.pk == self.before:
            return super().get_success_message()
        return _("Version %(version)d of %(code)s was made.") % self._named()

    def _named(self) -> dict[str, Any]:
        return {"code": self.object.code, "version": self.object.version}

    def save_instance(self) -> CreditScheme:
        """Return the version that has the values now."""
        values = {name: self.form.cleaned_data[name] for name in RULES}
        self.before = self.object.pk
        return revise_scheme(
            scheme=CreditScheme.objects.get(pk=self.object.pk), values=values, actor=self.request.user
        )  # fmt: skip


class SchemeViewSet(ModelViewSet):
    """Schemes with their versions."""

    model = CreditScheme
    name = "credit_schemes"
    icon = "tasks"
    menu_label = gettext_lazy("Credit schemes")
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["code", "version", "name", "unit_minutes", "step_minutes", "rounding", "verified", "source_date"]
    list_filter = ["verified"]
    list_export = ["code", "version", *RULES]
    export_filename = "credit-schemes"
    search_fields = ["code", "name"]
    index_view_class = exporting(can_work_on_certificates)
    add_view_class = AuditedCreateView
    edit_view_class = ReviseView

    edit_template_name = "certificates/admin/scheme.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form."""
        return SchemeForm if for_update else NewSchemeForm


class Bench(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What given minutes come to under every scheme's newest version, and why."""

    allowed = can_work_on_certificates
    page_title: Any = gettext_lazy("Test bench of credit")
    header_icon = "tasks"
    breadcrumbs_items = ()

    def get(self, request: HttpRequest) -> HttpResponse:
        """Try them."""
        form = BenchForm(request.GET or None)
        tried = []
        if form.is_bound and form.is_valid():
            minutes = [Fraction(form.cleaned_data[name]) for name in ("creditable", "present", "speaking")]
            flags = {name: form.cleaned_data[name] for name in ("evaluated", "test_passed", "late")}
            one = form.cleaned_data["scheme"]
            schemes = [one] if one else CreditScheme.objects.current().order_by("code")
            outcomes = [(scheme, try_rules(scheme, *minutes, **flags)) for scheme in schemes]
            tried = [(scheme, found, exact(found.total)) for scheme, found in outcomes]
        context = self.get_context_data(form=form, tried=tried)
        # The activity of the bench begins at noon by this clock.
        with timezone.override(UTC):
            return render(request, "certificates/admin/bench.html", context, status=422 if form.errors else 200)


class BenchMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person works on credits."""
        return can_work_on_certificates(request.user)


class BenchViewSet(ViewSet):
    """The test bench."""

    name = "credit_bench"
    url_prefix = "credits/bench"
    menu_label = gettext_lazy("Test bench")
    icon = "tasks"
    menu_item_class = BenchMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screen."""
        return [path("", Bench.as_view(), name="index")]


VIEWSETS = [SchemeViewSet, BenchViewSet]
