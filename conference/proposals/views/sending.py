"""The last page: what the committee will see, what is missing; sending and withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.proposals.forms import PersonForm, ProposalForm
from conference.proposals.forms.ruled import RuledForm
from conference.proposals.services.locking import CallClosed, StaleCopy
from conference.proposals.services.submitting import submit_proposal, withdraw_proposal
from conference.proposals.states import IllegalMove, State
from conference.proposals.views.access import Own, find_own, page
from conference.proposals.views.writing import CONFLICT, INVALID, LABELS, revision_in
from conference.proposals.working import as_posted
from conference.speakers.profile import names_organization

WITHOUT_NAMES = ("title", "abstract", "review_abstract")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Show it as a whole; the proposer sends it from here."""
    own = find_own(request, year, public_id)
    if request.method != "POST":
        return _show(request, own)
    own = find_own(request, year, public_id, leads=True)
    proposal, person = forms_of(own)
    if not (proposal.is_valid() and person.is_valid()):
        return _show(request, own, tried=True, status=INVALID)
    if own.part.revision != _part_revision(request):
        return _moved(request, own)
    try:
        submit_proposal(
            proposal=own.proposal,
            values=proposal.values,
            part=person.values,
            revision=revision_in(request.POST),
            author=own.author,
        )
    except StaleCopy:
        return _moved(request, own)
    except CallClosed:
        messages.error(request, _("The deadline has passed; nothing was sent."))
        return redirect("proposals:check", year, public_id)
    messages.success(request, _("Thank you. The committee has your proposal; a mail confirms it."))
    return redirect("proposals:check", year, public_id)


def _part_revision(request: HttpRequest) -> int:
    text = request.POST.get("part_revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _moved(request: HttpRequest, own: Own) -> HttpResponse:
    """Say that something was saved after this page was drawn; nothing was sent."""
    messages.error(request, _("Something was changed in another tab meanwhile. Look at it once more, then send it."))
    return _show(request, own, status=CONFLICT)


def forms_of(own: Own) -> tuple[ProposalForm, PersonForm]:
    """Return what the proposer typed as forms to be checked."""
    lead = own.proposal.presenters.select_related("identity").get(is_lead=True)
    call = own.proposal.call
    return ProposalForm(as_posted(own.proposal.working), call=call), PersonForm(as_posted(lead.working), call=call)


def _show(request: HttpRequest, own: Own, *, tried: bool = False, status: int = 200) -> HttpResponse:
    proposal, person = forms_of(own)
    people = list(own.proposal.presenters.standing().select_related("identity"))
    now = timezone.now()
    leads = own.part.is_lead
    return page(
        request,
        own.proposal.call,
        "check",
        status=status,
        own=own,
        proposal=own.proposal,
        shown=proposal.shown(),
        missing=_missing(proposal) if leads else [],
        missing_of_person=_missing(person) if leads else [],
        tried=tried,
        telling=_telling(own, proposal, person) if leads else [],
        people=people,
        waiting=[item for item in people if not item.is_complete and not item.is_lead],
        may_send=leads and own.proposal.may_be_edited(now),
        may_withdraw=leads and own.proposal.may_be_withdrawn(),
        is_draft=own.proposal.state == State.DRAFT,
        labels=LABELS,
        step=4,
    )


def _missing(form: RuledForm) -> list[tuple[str, str, str]]:
    """Return what is wrong with each field: its label, the sentence, and where on its page it stands."""
    return [
        (str(form[name].label), str(error), form[name].auto_id)
        for name, errors in form.errors.items()
        for error in errors
    ]


def _telling(own: Own, proposal: ProposalForm, person: PersonForm) -> list[Any]:
    """Return the fields that give the proposer or the agency away to reviewers who should not know."""
    if not own.proposal.call.is_blind:
        return []
    name, agency = person.typed("name").strip(), person.typed("organization").strip()
    return [
        proposal[field].label
        for field in WITHOUT_NAMES
        if field in proposal.fields
        and (
            (name and name.casefold() in proposal.typed(field).casefold())
            or (agency and names_organization(proposal.typed(field), agency))
        )
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Ask once, then take it back."""
    own = find_own(request, year, public_id, leads=True)
    if request.method != "POST":
        return page(request, own.proposal.call, "withdraw", own=own, proposal=own.proposal)
    try:
        withdraw_proposal(proposal=own.proposal, author=own.author)
    except IllegalMove:
        messages.info(request, _("It is withdrawn already."))
    except CallClosed:
        messages.error(request, _("It has been decided. Write to the organizers, please."))
    else:
        messages.success(request, _("Your proposal is withdrawn."))
    return redirect("my_proposals:own")
