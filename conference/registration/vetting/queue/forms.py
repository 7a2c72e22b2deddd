"""What reviewers look for, and what they decide over many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.states import QueueReason
from conference.registration.vetting.queue.deciding import Act

# A page of the queue has fifty rows.
MOST = 200


class QueueFilters(forms.Form):
    """Edition, words, why it waits, ticket, questions."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.order_by("-year"), required=False)
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    reason = forms.ChoiceField(label=_("Waits because"), required=False, choices=[("", _("any")), *QueueReason.choices])
    ticket = forms.ModelChoiceField(label=_("Ticket"), queryset=TicketType.objects.none(), required=False)
    asked = forms.ChoiceField(
        label=_("Questions"), required=False,
        choices=[("", _("any")), ("asked", _("asked, no answer yet")), ("answered", _("answered")),
                 ("held", _("held for the safety team"))],
    )  # fmt: skip

    def __init__(self, data: Any, *, edition: Edition | None) -> None:
        super().__init__(data)
        self.fields["ticket"].queryset = TicketType.objects.filter(edition=edition)  # type: ignore[attr-defined]


class ManyForm(forms.Form):
    """One decision over the ticked rows; the words are a reason for the record, or a question for the applicants."""

    act = forms.ChoiceField(choices=Act.choices, error_messages={"required": _("Choose what to do.")})
    row = forms.MultipleChoiceField(error_messages={"required": _("Tick at least one application.")})
    words = forms.CharField(max_length=1000, required=False)

    def __init__(self, data: Any, *, confirmed: bool) -> None:
        super().__init__(data)
        self.confirmed = confirmed
        rows = data.getlist("row")[: MOST + 1]
        self.fields["row"].choices = [(row, row) for row in rows]  # type: ignore[attr-defined]

    def clean_row(self) -> list[tuple[int, str]]:
        rows = list(dict.fromkeys(self.cleaned_data["row"]))
        if len(rows) > MOST:
            raise forms.ValidationError(_("Decide on at most 200 at once."))
        keys = [row.partition("-")[0] for row in rows]
        if not all(key.isascii() and key.isdigit() and len(key) < 18 for key in keys):
            raise forms.ValidationError(_("These rows cannot be read. Load the queue again."))
        return [(int(key), row) for key, row in zip(keys, rows, strict=True)]

    def clean(self) -> dict[str, Any]:
        """Ask for the words where the act needs them, once it is confirmed."""
        values = super().clean() or {}
        if self.confirmed and values.get("act") in (Act.REFUSE, Act.ASK) and not values.get("words", "").strip():
            self.add_error("words", _("Write the question.") if values["act"] == Act.ASK else _("Write the reason."))
        return values
