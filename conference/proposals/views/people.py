"""Co-presenters: asked, corrected, asked again, removed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conference.proposals.forms import CorrectForm, InviteForm
from conference.proposals.models import Presenter
from conference.proposals.services.inviting import (
    AlreadyThere,
    NotInvitable,
    TooManyPeople,
    correct_address,
    invite,
    remove_presenter,
    send_again,
)
from conference.proposals.states import IllegalMove, Part
from conference.proposals.views.access import Own, find_own, page, too_often
from conference.proposals.views.writing import INVALID, LABELS
from core.ratelimit.services import allow, visitor

INVITATIONS_AN_HOUR = 20
SENTENCES: dict[type[Exception], str | Promise] = {
    AlreadyThere: gettext_lazy("Somebody with this address is in the proposal already."),
    TooManyPeople: gettext_lazy("A proposal has room for ten people."),
    NotInvitable: gettext_lazy("Nobody can be invited here any more."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Show who takes part, and ask somebody else."""
    own = find_own(request, year, public_id, leads=True)
    if request.method != "POST":
        return _show(request, own, InviteForm(label_suffix=""))
    form = InviteForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _show(request, own, form, status=INVALID)
    if not _may_mail(request):
        return too_often(request)
    values = form.cleaned_data
    try:
        invite(proposal=own.proposal, actor=own.author.user, **values)
    except (AlreadyThere, TooManyPeople, NotInvitable) as refusal:
        form.add_error("email", str(SENTENCES[type(refusal)]))
        return _show(request, own, form, status=INVALID)
    messages.success(request, _("The invitation is on its way."))
    return redirect("proposals:people", year, public_id)


def _may_mail(request: HttpRequest) -> bool:
    return allow(f"proposal-invite:{visitor(request)}", limit=INVITATIONS_AN_HOUR, seconds=3600)


def _show(
    request: HttpRequest, own: Own, form: forms.Form, *, corrected: Presenter | None = None, status: int = 200
) -> HttpResponse:
    rows = own.proposal.presenters.exclude(state=Part.REMOVED).select_related("identity")
    return page(
        request,
        own.proposal.call,
        "people",
        status=status,
        own=own,
        proposal=own.proposal,
        people=rows,
        form=form,
        corrected=corrected,
        is_open=not own.proposal.announced_at and own.proposal.may_be_withdrawn(),
        is_late=timezone.now() >= own.proposal.call.closes_at,
        labels=LABELS,
        step=3,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, year: int, public_id: str, presenter: str) -> HttpResponse:
    """Give somebody invited their right address; the link that went to the wrong one is dead."""
    own, person = _find(request, year, public_id, presenter)
    posted = request.method == "POST"
    form = CorrectForm(request.POST if posted else None, initial={"email": person.identity.email}, label_suffix="")
    if not (posted and form.is_valid()):
        return _page_of_correction(request, own, person, form, INVALID if posted else 200)
    if not _may_mail(request):
        return too_often(request)
    try:
        correct_address(presenter=person, email=form.cleaned_data["email"], actor=own.author.user)
    except (AlreadyThere, NotInvitable) as refusal:
        form.add_error("email", str(SENTENCES[type(refusal)]))
        return _page_of_correction(request, own, person, form, INVALID)
    messages.success(request, _("The invitation went to the new address; the old link is dead."))
    return redirect("proposals:people", year, public_id)


def _page_of_correction(
    request: HttpRequest, own: Own, person: Presenter, form: CorrectForm, status: int
) -> HttpResponse:
    return page(
        request, own.proposal.call, "correct", status=status, own=own, proposal=own.proposal, person=person, form=form
    )


@never_cache
@require_POST
def again(request: HttpRequest, year: int, public_id: str, presenter: str) -> HttpResponse:
    """Send somebody a new link."""
    own, person = _find(request, year, public_id, presenter)
    if not _may_mail(request):
        return too_often(request)
    return _act(request, own, lambda: send_again(presenter=person), _("A new link is on its way; the old one is dead."))


@never_cache
@require_POST
def remove(request: HttpRequest, year: int, public_id: str, presenter: str) -> HttpResponse:
    """Take somebody out."""
    own, person = _find(request, year, public_id, presenter)
    return _act(
        request, own, lambda: remove_presenter(presenter=person, actor=own.author.user), _("Removed from the proposal.")
    )


def _act(request: HttpRequest, own: Own, run: Callable[[], None], done: str) -> HttpResponse:
    try:
        run()
    except (NotInvitable, IllegalMove):
        messages.error(request, _("That is not possible any more. Look at the list once more."))
    else:
        messages.success(request, done)
    return redirect("proposals:people", own.proposal.call.edition.year, own.proposal.public_id)


def _find(request: HttpRequest, year: int, public_id: str, presenter: str) -> tuple[Own, Presenter]:
    """Return a person of a proposal that the reader leads; raises Http404."""
    own = find_own(request, year, public_id, leads=True)
    rows = own.proposal.presenters.filter(is_lead=False).select_related("identity")
    person = rows.filter(public_id=presenter).first()
    if person is None:
        raise Http404
    return own, person
