"""A question as organizers write it; saving it makes a new version."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from conference.registration.catalogue import TicketType
from conference.registration.questions.kinds import KINDS, require_sensible
from conference.registration.questions.models import Question, QuestionKind, QuestionVersion, Retention, Visibility
from core.admin.fields import LinesField

TEXTS = ("kind", "label", "help", "is_required", "options", "ticket_codes", "asked_if", "asked_if_values",
         "visibility", "retention")  # fmt: skip


class QuestionForm(WagtailAdminModelForm):
    """The question and what its next version says."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=QuestionKind.choices)
    label = forms.CharField(label=gettext_lazy("Question"), max_length=200)
    help = forms.CharField(label=gettext_lazy("Explanation"), max_length=300, required=False)
    is_required = forms.BooleanField(label=gettext_lazy("Required"), required=False)
    options = LinesField(
        label=gettext_lazy("Options"),
        required=False,
        help_text=gettext_lazy("One on a line: key | label | price | places. Price and places may be left out."),
    )
    ticket_codes = LinesField(
        label=gettext_lazy("Ticket types"), required=False, help_text=gettext_lazy("Codes, one on a line; empty: all.")
    )
    asked_if = forms.CharField(
        label=gettext_lazy("Only if the question"), max_length=40, required=False, help_text=gettext_lazy("Its key.")
    )
    asked_if_values = LinesField(
        label=gettext_lazy("Was answered with"),
        required=False,
        help_text=gettext_lazy("Keys of options, one on a line; “yes” for a consent."),
    )
    visibility = forms.ChoiceField(label=gettext_lazy("Read by"), choices=Visibility.choices)
    retention = forms.ChoiceField(label=gettext_lazy("Kept"), choices=Retention.choices, initial=Retention.RECORD)

    class Meta:
        model = Question
        formfield_callback = formfield_for_dbfield
        fields = ["edition", "key", "position", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance.versions.order_by("-number").first() if self.instance.pk else None
        if version:
            for name in TEXTS:
                self.fields[name].initial = getattr(version, name)
            self.fields["options"].initial = [_as_line(option) for option in version.options]

    def clean_options(self) -> list[dict[str, Any]]:
        options = [_as_option(number, line) for number, line in enumerate(self.cleaned_data["options"], 1)]
        if len({option["key"] for option in options}) != len(options):
            raise ValidationError(_("Each option needs a key of its own."))
        return options

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "kind" in values and "options" in values:
            try:
                require_sensible(values["kind"], values["options"])
            except ValidationError as error:
                self.add_error("options", error)
        if values.get("kind") in (QuestionKind.ACCESS, QuestionKind.DIETARY):
            values["retention"] = Retention.NEEDS
        edition = values.get("edition")
        if edition:
            self._check_references(values, edition)
        return values

    def _check_references(self, values: dict[str, Any], edition: Any) -> None:
        known = set(TicketType.objects.of(edition).values_list("code", flat=True))
        strange = set(values.get("ticket_codes") or []) - known
        if strange:
            self.add_error("ticket_codes", _("The edition has no ticket type %s.") % ", ".join(sorted(strange)))
        if not values.get("asked_if"):
            return
        asked = QuestionVersion.objects.asked(edition).filter(question__key=values["asked_if"])
        other = asked.filter(question__position__lte=values.get("position") or 0).exclude(question=self.instance.pk)
        version = other.first()
        if version is None:
            self.add_error("asked_if", _("No question of this key stands before this one."))
            return
        kind = KINDS[version.kind]
        answers = {option["key"] for option in version.options} if kind.has_options else {"yes"}
        wrong = set(values.get("asked_if_values") or []) - answers
        if wrong or not values.get("asked_if_values"):
            self.add_error("asked_if_values", _("Write which of its options: %s.") % ", ".join(sorted(answers)))


def _as_line(option: dict[str, Any]) -> str:
    parts = [option["key"], option["label"], option.get("price") or "", option.get("places")]
    return " | ".join("" if part is None else str(part) for part in parts).rstrip("| ")


def _as_option(number: int, line: str) -> dict[str, Any]:
    """Read one option; a line of a label alone makes its key of it."""
    parts = [part.strip() for part in line.split("|")]
    key, label = (parts[0], parts[1]) if len(parts) > 1 else (slugify(parts[0]).replace("-", "_"), parts[0])
    price, places = (parts[2] if len(parts) > 2 else ""), (parts[3] if len(parts) > 3 else "")
    try:
        amount = Decimal(price or "0")
        left = int(places) if places else None
    except (InvalidOperation, ValueError):
        raise ValidationError(_("Line %d: write price and places as numbers.") % number) from None
    if not amount.is_finite() or not 0 <= amount < 100_000 or amount != round(amount, 2) or (left or 0) < 0:
        raise ValidationError(_("Line %d: the price has at most two decimals, and nothing is negative.") % number)
    if not key or not label or len(key) > 40 or len(label) > 120 or len(parts) > 4:
        raise ValidationError(_("Line %d: write key | label | price | places.") % number)
    option: dict[str, Any] = {"key": key, "label": label}
    if amount:
        option["price"] = f"{amount:.2f}"
    if left is not None:
        option["places"] = left
    return option
