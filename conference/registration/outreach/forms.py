"""What organizers type: the message, and whom it is for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.outreach.models import BulkMessage
from conference.registration.outreach.placeholders import PERSONAL, PLACEHOLDERS
from conference.registration.states import QueueReason, State
from core.placeholders import names_in, unknown_in

BOXES = forms.CheckboxSelectMultiple


class MessageForm(forms.Form):
    """A message with its filters; what stands in braces must be a placeholder. An empty filter keeps everybody."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, initial=0)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=BulkMessage.Kind.choices, widget=forms.RadioSelect,
        initial=BulkMessage.Kind.PLACE,
    )  # fmt: skip
    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=150, help_text=gettext_lazy("Neutral: it is read on locked screens.")
    )
    body = forms.CharField(label=gettext_lazy("Text"), max_length=8000, widget=forms.Textarea({"rows": 14}))
    ticket_types = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tickets"), queryset=TicketType.objects.none(), required=False, widget=BOXES
    )
    states = forms.MultipleChoiceField(
        label=gettext_lazy("States"), choices=State.choices, required=False, widget=BOXES,
        help_text=gettext_lazy("Without one: all that take a place."),
    )  # fmt: skip
    add_ons = forms.MultipleChoiceField(
        label=gettext_lazy("Workshops and other add-ons"), required=False, widget=BOXES,
        help_text=gettext_lazy("Who has any of these."),
    )  # fmt: skip
    payment = forms.ChoiceField(
        label=gettext_lazy("Payment"), required=False,
        choices=[("", gettext_lazy("all")), ("paid", gettext_lazy("paid")), ("unpaid", gettext_lazy("unpaid"))],
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Attending on"), required=False, widget=BOXES,
        help_text=gettext_lazy("A ticket for all days counts for each."),
    )  # fmt: skip
    vetting = forms.ChoiceField(
        label=gettext_lazy("Vetting"), required=False,
        choices=[("", gettext_lazy("all")), ("waits", gettext_lazy("waits for a decision")),
                 ("passed", gettext_lazy("passed")), ("refused", gettext_lazy("not accepted"))],
    )  # fmt: skip
    queue_reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Waits because"), choices=QueueReason.choices, required=False, widget=BOXES
    )
    agency = forms.CharField(
        label=gettext_lazy("Agency"), max_length=200, required=False, help_text=gettext_lazy("Any part of its name.")
    )

    FILTERS = ("ticket_types", "states", "add_ons", "payment", "days", "vetting", "queue_reasons", "agency")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticket_types"].queryset = TicketType.objects.of(edition)  # type: ignore[attr-defined]
        add_ons = AddOn.objects.filter(edition=edition).select_related("session")
        # Public titles: not everybody who writes to people may see the others.
        self.fields["add_ons"].choices = [  # type: ignore[attr-defined]
            (item.pk, f"{item.session.code} {item.session.public_title}") for item in add_ons
        ]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), date_format(day, "l, j F")) for day in edition.days()
        ]

    def clean_subject(self) -> str:
        """Refuse what cannot be filled in, and what is a person's: a subject is read over shoulders."""
        subject = _known(self.cleaned_data["subject"])
        personal = [f"{{{name}}}" for name in names_in(subject) if name in PERSONAL]
        if personal:
            raise ValidationError(_("This does not belong into a subject: %s") % ", ".join(personal))
        return subject

    def clean_body(self) -> str:
        """Refuse what cannot be filled in."""
        return _known(self.cleaned_data["body"]).replace("\r\n", "\n")

    @property
    def filters(self) -> dict[str, Any]:
        """Return the filters as a message keeps them."""
        values = {name: self.cleaned_data[name] for name in self.FILTERS}
        values["ticket_types"] = [item.pk for item in values["ticket_types"]]
        values["add_ons"] = [int(key) for key in values["add_ons"]]
        return {name: value for name, value in values.items() if value}


class ReleaseForm(forms.Form):
    """What the sender was shown, and that they mean it."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    sure = forms.BooleanField()


def _known(text: str) -> str:
    unknown = unknown_in(text, PLACEHOLDERS)
    if unknown:
        raise ValidationError(_("There is no such placeholder: %s") % ", ".join(unknown))
    return text
