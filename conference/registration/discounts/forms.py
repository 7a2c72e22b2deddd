"""A discount code, typed by a buyer; rules and sets of codes, made by organizers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from conference.registration.catalogue import TicketType
from conference.registration.discounts.models import DiscountRule, normal_code
from conference.registration.discounts.services import MOST_CODES
from core.admin.fields import LinesField
from people.agencies.models import DOMAIN


class CodeForm(forms.Form):
    """One code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return normal_code(self.cleaned_data["code"])


class RuleForm(WagtailAdminModelForm):
    """A rule; ticket types and domains stand one on a line."""

    ticket_codes = LinesField(
        label=gettext_lazy("ticket types"), required=False, help_text=gettext_lazy("Codes, one on a line; empty: all.")
    )
    domains = LinesField(
        label=gettext_lazy("e-mail domains"),
        required=False,
        help_text=gettext_lazy("One on a line. The agency's verified domains count besides them."),
    )

    class Meta:
        model = DiscountRule
        formfield_callback = formfield_for_dbfield
        fields = ["edition", "code", "kind", "value", "rule", "way", "minimum", "ticket_codes", "domains", "agency",
                  "valid_from", "valid_until", "max_uses", "budget", "is_active"]  # fmt: skip

    def clean_domains(self) -> list[str]:
        domains = [domain.lower().removeprefix("@") for domain in self.cleaned_data["domains"]]
        for domain in domains:
            DOMAIN(domain)
        return domains

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        wanted, edition = set(values.get("ticket_codes") or []), values.get("edition")
        if wanted and edition:
            known = set(TicketType.objects.of(edition).values_list("code", flat=True))
            if wanted - known:
                said = _("The edition has no ticket type %s.") % ", ".join(sorted(wanted - known))
                self.add_error("ticket_codes", said)
        return values


class BatchForm(forms.Form):
    """A set of codes of one rule."""

    rule = forms.ModelChoiceField(
        label=gettext_lazy("Rule"),
        queryset=DiscountRule.objects.filter(way=DiscountRule.Way.CODE).select_related("edition"),
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many single-use codes"), min_value=1, max_value=MOST_CODES, required=False
    )
    emails = LinesField(
        label=gettext_lazy("Or one for each of these addresses"),
        required=False,
        help_text=gettext_lazy("One on a line; each code is good for that person alone."),
    )
    shared = forms.CharField(
        label=gettext_lazy("Or one code of these words"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For whoever has it, such as HARBOR27."),
    )
    max_uses = forms.IntegerField(
        label=gettext_lazy("For how many places"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Of the code of words; empty: no limit but the rule's."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=100, required=False)

    def clean_emails(self) -> list[str]:
        emails = [email.lower() for email in self.cleaned_data["emails"]]
        if len(emails) > MOST_CODES:
            raise ValidationError(_("At most %d codes are made at once.") % MOST_CODES)
        for number, email in enumerate(emails, 1):
            try:
                validate_email(email)
            except ValidationError as error:
                raise ValidationError(_("Line %d is not an e-mail address.") % number) from error
        return list(dict.fromkeys(emails))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [name for name in ("number", "emails", "shared") if values.get(name)]
        if len(given) != 1 and not self.errors:
            raise ValidationError(_("Say how many codes, or for whom, or the words of one: exactly one of the three."))
        return values
