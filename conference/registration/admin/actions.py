"""What staff can do with a place from its page, as one table: name, form, who may, when, and the service."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from conference.permissions import can_cancel_registrations, can_decide_registrations
from conference.registration.places import Registration
from conference.registration.services.deciding import approve_place, cancel_place, refuse_place
from conference.registration.services.resending import resend_ticket
from conference.registration.services.tickets import revoke_ticket
from conference.registration.states import MOVES, State
from conference.registration.terms import refund_by_terms
from conference.registration.vetting.asking.services import ask_back, open_enquiry
from conference.registration.vetting.safety.holding import is_held
from core.admin.actions import Action
from core.money import ZERO


class PlainForm(forms.Form):
    """Asks for nothing but the click."""

    def __init__(self, place: Registration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place


class ReasonForm(PlainForm):
    """Why; for the record, never shown to the person."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For our records. The person is never told it.")
    )


class QuestionForm(PlainForm):
    """What the applicant is asked; unlike a reason, they read it."""

    question = forms.CharField(
        label=_("Question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The buyer reads it as it stands, on the order's page."),
    )


class CancelForm(ReasonForm):
    """Why, and what of the place's price is kept; the terms that were agreed to propose it."""

    keep = forms.DecimalField(
        label=_("Keep as a fee"), min_value=ZERO, max_digits=12, decimal_places=2, help_text=_("The rest is paid back.")
    )

    def __init__(self, place: Registration, *args: Any, **kwargs: Any) -> None:
        super().__init__(place, *args, **kwargs)
        price = place.price
        back = refund_by_terms(place.order.terms_snapshot, paid=price, on=place.edition.local(timezone.now()).date())
        paid = place.order.state == Order.State.PAID
        self.fields["keep"].initial = price - back if paid else ZERO
        self.fields["keep"].widget.attrs["max"] = price

    def clean_keep(self) -> Decimal:
        keep: Decimal = self.cleaned_data["keep"]
        if keep > self.place.price:
            raise forms.ValidationError(_("No more can be kept than the place costs."))
        return keep


def _may_go_to(state: State) -> Callable[[Registration], bool]:
    return lambda place: state in MOVES[place.state] and not place.order.is_in_checkout


def _to_decide(state: State) -> Callable[[Registration], bool]:
    """Whether an ordinary reviewer may decide so: the safety team's holds are not theirs."""
    return lambda place: _may_go_to(state)(place) and not is_held(place)


ACTIONS: dict[str, Action] = {
    "approve": Action(
        label=_("Approve"),
        icon="check",
        form=PlainForm,
        allowed=can_decide_registrations,
        is_due=lambda place: place.is_named and _to_decide(State.APPROVED)(place),
        run=lambda place, values, actor: approve_place(place=place, actor=actor),
        done=_("The application is approved."),
    ),
    "refuse": Action(
        label=_("Refuse"),
        icon="cross",
        form=ReasonForm,
        allowed=can_decide_registrations,
        is_due=_to_decide(State.REFUSED),
        run=lambda place, values, actor: refuse_place(place=place, actor=actor, reason=values["reason"]),
        done=_("The application is refused; what was paid for it goes back."),
        danger=True,
    ),
    "ask": Action(
        label=_("Ask the applicant"),
        icon="comment",
        form=QuestionForm,
        allowed=can_decide_registrations,
        is_due=lambda place: _to_decide(State.REFUSED)(place) and open_enquiry(place) is None,
        run=lambda place, values, actor: ask_back(place=place, question=values["question"], actor=actor),
        done=_("The question is on its way."),
    ),
    "resend": Action(
        label=_("Send the ticket again"),
        icon="mail",
        form=PlainForm,
        allowed=can_decide_registrations,
        is_due=lambda place: place.ticket_file_id is not None,
        run=lambda place, values, actor: resend_ticket(place=place, actor=actor),
        done=_("The ticket is on its way."),
    ),
    "revoke": Action(
        label=_("Replace the ticket's code"),
        icon="rotate",
        form=ReasonForm,
        allowed=can_decide_registrations,
        is_due=lambda place: bool(place.ticket_token),
        run=lambda place, values, actor: revoke_ticket(place=place, actor=actor, reason=values["reason"]),
        done=_("The old code is dead; a new ticket is on its way."),
        danger=True,
    ),
    "cancel": Action(
        label=_("Cancel the place"),
        icon="bin",
        form=CancelForm,
        allowed=can_cancel_registrations,
        is_due=_may_go_to(State.CANCELLED),
        run=lambda place, values, actor: cancel_place(
            place=place, actor=actor, reason=values["reason"], keep=values["keep"]
        ),
        done=_("The place is cancelled."),
        danger=True,
    ),
}
