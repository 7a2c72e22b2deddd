"""What a coordinator types."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.inputs import BillTo
from billing.orders.models import Order
from core.money import ZERO, format_money
from people.agencies.models import Agency
from people.countries import CountryChoiceField
from training.courses.models import Course
from training.enrollment.seats.buying import MOST_SEATS, seat_price

Method = Order.Method


class BillingForm(forms.Form):
    """How it is paid, and whom the documents are addressed to."""

    method = forms.ChoiceField(
        label=_("How will you pay?"),
        widget=forms.RadioSelect,
        choices=[
            (Method.CARD, _("Card, now")),
            (Method.PURCHASE_ORDER, _("Purchase order of the agency")),
            (Method.BANK_TRANSFER, _("Bank transfer, on a pro-forma invoice")),
        ],
    )
    billing_name = forms.CharField(label=_("Billing contact"), max_length=200)
    billing_email = forms.EmailField(
        label=_("Billing e-mail"), max_length=254, help_text=_("Invoices and reminders go there.")
    )
    billing_address = forms.CharField(
        label=_("Billing address"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    billing_country = CountryChoiceField(label=_("Billing country"))
    billing_tax_id = forms.CharField(label=_("Tax id"), max_length=40, required=False)
    billing_reference = forms.CharField(label=_("PO number or reference"), max_length=60, required=False)

    def bill_to(self, agency_name: str) -> BillTo:
        """Return whom the documents are addressed to."""
        values = self.cleaned_data
        return BillTo(
            name=values["billing_name"],
            agency=agency_name,
            address=values["billing_address"],
            country=values["billing_country"],
            email=values["billing_email"].lower(),
            tax_id=values["billing_tax_id"],
            reference=values["billing_reference"],
        )


class BuySeatsForm(BillingForm):
    """How many seats of which courses. `expected_total` is what the buyer saw: nothing else is ordered."""

    submission_key = forms.RegexField(r"^[A-Za-z0-9_-]{16,64}$", widget=forms.HiddenInput)
    expected_total = forms.DecimalField(widget=forms.HiddenInput, required=False, max_digits=12, decimal_places=2)

    def __init__(self, *args: Any, courses: list[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {f"seats-{course.code}": course for course in courses}
        for name, course in self.courses.items():
            self.fields[name] = forms.IntegerField(
                label=str(course),
                required=False,
                min_value=0,
                max_value=MOST_SEATS,
                help_text=_("%(price)s each, %(least)d at least")
                % {"price": format_money(seat_price(course), course.currency), "least": course.minimum_seats},
            )

    @property
    def seat_fields(self) -> list[Any]:
        """The fields of the courses."""
        return [self[name] for name in self.courses]

    @property
    def quantities(self) -> Mapping[Course, int]:
        """The courses asked for, and how many seats of each."""
        return {course: number for name, course in self.courses.items() if (number := self.cleaned_data.get(name))}

    @property
    def total(self) -> Decimal:
        """What they come to."""
        return sum((number * seat_price(course) for course, number in self.quantities.items()), ZERO)

    @property
    def is_confirmed(self) -> bool:
        """Whether the buyer has seen this very total."""
        return bool(self.cleaned_data.get("expected_total") == self.total)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, course in self.courses.items():
            if values.get(name) and values[name] < course.minimum_seats:
                self.add_error(name, _("At least %d seats of this course.") % course.minimum_seats)
        if not any(values.get(name) for name in self.courses) and not self.errors:
            raise ValidationError(_("Say how many seats of which course."), code="nothing")
        if len({course.currency for course in self.quantities}) > 1:
            raise ValidationError(_("Buy courses of different currencies in orders of their own."), code="currencies")
        return values


class BuyPlaceForm(BillingForm):
    """A place for oneself."""

    method = forms.ChoiceField(
        label=_("How will you pay?"),
        widget=forms.RadioSelect,
        choices=[(Method.CARD, _("Card, now")), (Method.BANK_TRANSFER, _("Bank transfer, on an invoice"))],
    )
    submission_key = forms.RegexField(r"^[A-Za-z0-9_-]{16,64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("billing_name", "billing_email", "billing_address", "billing_country"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("method") == Method.BANK_TRANSFER:
            for name in ("billing_name", "billing_email", "billing_address"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed for an invoice."))
        return values


class DueMixin(forms.Form):
    """A day by which the course should be done."""

    due_on = forms.DateField(
        label=_("To be finished by"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def clean_due_on(self) -> Any:
        due = self.cleaned_data["due_on"]
        if due is not None and due < timezone.localdate():
            raise ValidationError(_("This day is past."))
        return due


class DueForm(DueMixin):
    """Another day, or none."""


class AssignForm(DueMixin):
    """A seat for one person."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.none(), to_field_name="code")
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ["course", "name", "email", "due_on"]

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = (  # type: ignore[attr-defined]
            Course.objects.filter(seat_lots__agency=agency).distinct()
        )


class PersonForm(forms.Form):
    """Another person, or another address, for a seat."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254)


class AddressForm(forms.Form):
    """The address as it should have been."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("It stays in the seat's history."))


class RosterForm(forms.Form):
    """A table of people."""

    table = forms.FileField(
        label=_("Table"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("CSV or Excel (XLSX) with the columns name, email, course and due. Nothing is done before you have "
                    "seen what would be."),
        error_messages={"required": _("Choose a file.")},
    )  # fmt: skip
