"""What an accepted speaker answers: from their own page, or from the link in their letter."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.proposals.answers.forms import AnswerForm
from conference.proposals.answers.models import Answer
from conference.proposals.answers.services import (
    AnswersClosed,
    NotAccepted,
    NotAgreed,
    ask_other_time,
    confirm,
    withdraw,
)
from conference.proposals.authors import prove_address
from conference.proposals.decisions.sessions import appearance_of
from conference.proposals.forms import AddressForm
from conference.proposals.letters.values import SALT
from conference.proposals.models import Presenter
from conference.proposals.states import IllegalMove, Part
from conference.proposals.views.access import Own, find_call, find_own, page

LINK_LIVES = 60 * 60 * 24 * 60  # seconds
GONE, CONFLICT, INVALID = 404, 409, 422
REFUSALS = {
    NotAccepted: gettext_lazy("There is nothing to answer here any more."),
    AnswersClosed: gettext_lazy("The time to answer is over. Write to the organizers, please; you can still withdraw."),
    NotAgreed: gettext_lazy("Fill in your part first: nobody can be announced without it."),
    IllegalMove: gettext_lazy("You have withdrawn already. Write to the organizers if that was a mistake."),
}
THANKS = {
    "confirm": gettext_lazy("Thank you: you are confirmed."),
    "other_time": gettext_lazy("The organizers have your wish and write to you."),
    "withdraw": gettext_lazy("You have withdrawn. Thank you for telling us."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, year: int, token: str) -> HttpResponse:
    """Prove an address by the link in a letter. A press is needed, since mail programs open links by themselves."""
    call = find_call(year)
    person = _person_of(token, year)
    if person is None:
        return page(request, call, "link_dead", status=GONE, address_form=AddressForm(label_suffix=""))
    if request.method != "POST":
        return page(request, call, "open", email=person.identity.email)
    prove_address(request, person.identity.email)
    return redirect("proposals:answer_acceptance", year, person.proposal.public_id)


def _person_of(token: str, year: int) -> Presenter | None:
    """Return whose letter a link is from; None for a dead one, and once their address was corrected."""
    try:
        public_id, digest = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except (signing.BadSignature, ValueError):
        return None
    rows = Presenter.objects.filter(
        public_id=public_id, email_digest__startswith=digest, state=Part.ACCEPTED, proposal__call__edition__year=year
    )
    return rows.select_related("proposal", "identity").first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_acceptance(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Show what was accepted and where it stands; take the answer."""
    own = find_own(request, year, public_id)
    asks = not own.part.consented_at
    if request.method != "POST":
        return _show(request, own, AnswerForm(asks_consent=asks))
    with timezone.override(own.proposal.call.edition.zone):
        form = AnswerForm(request.POST, asks_consent=asks)
        valid = form.is_valid()
    if not valid:
        return _show(request, own, form, INVALID)
    try:
        _take(own, form)
    except tuple(REFUSALS) as refusal:
        form.add_error(None, str(REFUSALS[type(refusal)]))
        return _show(request, own, form, CONFLICT)
    messages.success(request, str(THANKS[form.cleaned_data["act"]]))
    return redirect("proposals:answer_acceptance", year, public_id)


def _take(own: Own, form: AnswerForm) -> Answer:
    values: dict[str, Any] = form.cleaned_data
    actor = own.author.user
    if values["act"] == "confirm":
        return confirm(person=own.part, actor=actor, agrees=values["agrees"])
    if values["act"] == "other_time":
        return ask_other_time(person=own.part, note=values["note"], away=form.away, actor=actor)
    return withdraw(person=own.part, actor=actor, note=values["note"])


def _show(request: HttpRequest, own: Own, form: AnswerForm, status: int = 200) -> HttpResponse:
    appearance = appearance_of(own.part)
    now = timezone.now()
    has_left = appearance is not None and appearance.state == appearance.State.WITHDRAWN
    return page(
        request,
        own.proposal.call,
        "answer",
        status=status,
        own=own,
        proposal=own.proposal,
        form=form,
        is_accepted=own.proposal.is_told_accepted and not has_left,
        has_left=has_left,
        state=appearance.state if appearance else "invited",
        session=appearance.session if appearance else None,
        given=Answer.objects.filter(presenter=own.part).first(),
        is_open=own.proposal.call.takes_answers(now),
        is_filled=own.part.filled_at is not None,
    )
