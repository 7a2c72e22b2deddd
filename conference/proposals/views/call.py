"""The call's page, the mailed link, the late code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.proposals.authors import Author, author_of, forget_addresses, prove_address
from conference.proposals.forms import AddressForm, LateCodeForm
from conference.proposals.forms.proposal import ProposalForm
from conference.proposals.forms.ruled import said_limit
from conference.proposals.models import Call
from conference.proposals.services.calling import address_of_link, is_late_code, mail_link
from conference.proposals.services.drafting import TooManyProposals, allow_late, begin_proposal
from conference.proposals.services.locking import CallClosed
from conference.proposals.views.access import ask_who, find_call, page, too_often
from core.ratelimit.services import allow, visitor

HOUR = 3600
LINKS_A_VISITOR = 10
LINKS_AN_ADDRESS = 5
CODES_A_VISITOR = 10
STARTS_A_VISITOR = 20
LATE_KEY = "proposal_late_calls"


@never_cache
@require_safe
def call(request: HttpRequest, year: int) -> HttpResponse:
    """Say what is asked for, by when, and offer the ways in."""
    return _show(request, find_call(year))


def _show(
    request: HttpRequest, call: Call, *, status: int = 200, address: AddressForm | None = None,
    late: LateCodeForm | None = None, sent: bool = False,
) -> HttpResponse:  # fmt: skip
    now = timezone.now()
    form = ProposalForm(call=call)
    return page(
        request,
        call,
        "call",
        status=status,
        author=author_of(request),
        address_form=address or AddressForm(label_suffix=""),
        late_form=late or LateCodeForm(label_suffix=""),
        asked=[(bound.label, bound.field.required, said_limit(form.rules[bound.name])) for bound in form],
        formats=call.formats.all(),
        tracks=list(form.tracks.values()),
        may_begin=call.is_open(now) or _is_late_visitor(request, call),
        takes_late=call.takes_late(now) and not call.is_open(now),
        sent=sent,
    )


def _is_late_visitor(request: HttpRequest, call: Call) -> bool:
    """Return whether the late code was given in this browser and still lets somebody in."""
    return call.pk in request.session.get(LATE_KEY, []) and call.takes_late(timezone.now())


@never_cache
@require_POST
def ask_link(request: HttpRequest, year: int) -> HttpResponse:
    """Mail a link to an address; the answer is the same whether it is known or not."""
    call = find_call(year)
    form = AddressForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _show(request, call, status=422, address=form)
    if not allow(f"proposal-links:{visitor(request)}", limit=LINKS_A_VISITOR, seconds=HOUR):
        return too_often(request)
    email = form.cleaned_data["email"]
    # Whoever floods an address is told nothing about it either.
    if not form.cleaned_data["website"] and allow(f"proposal-link:{email}", limit=LINKS_AN_ADDRESS, seconds=HOUR):
        mail_link(call=call, email=email)
    return _show(request, call, sent=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, year: int, token: str) -> HttpResponse:
    """Prove an address by its link. A press is needed, since mail programs open links by themselves."""
    call = find_call(year)
    email = address_of_link(call, token)
    if email is None:
        return page(request, call, "link_dead", status=404, address_form=AddressForm(label_suffix=""))
    if request.method != "POST":
        return page(request, call, "open", email=email)
    prove_address(request, email)
    return redirect("my_proposals:own")


@never_cache
@require_POST
def leave(request: HttpRequest, year: int) -> HttpResponse:
    """Forget on this computer which addresses were proved."""
    forget_addresses(request)
    messages.success(request, _("This browser has forgotten your address. Your proposals are kept."))
    return redirect("proposals:call", year=year)


@never_cache
@require_POST
def late(request: HttpRequest, year: int) -> HttpResponse:
    """Let somebody with the code submit after the deadline."""
    call = find_call(year)
    form = LateCodeForm(request.POST, label_suffix="")
    if not allow(f"proposal-code:{visitor(request)}", limit=CODES_A_VISITOR, seconds=HOUR):
        return too_often(request)
    if form.is_valid() and not is_late_code(call, form.cleaned_data["code"]):
        form.add_error("code", _("This code opens nothing. Look at it once more, or ask the organizers."))
    if not form.is_valid():
        return _show(request, call, status=422, late=form)
    request.session[LATE_KEY] = sorted({*request.session.get(LATE_KEY, []), call.pk})
    author = author_of(request)
    if author:
        allow_late(call=call, author=author)
    messages.success(request, _("You may submit until the later deadline."))
    return redirect("proposals:call", year=year)


@never_cache
@require_POST
def begin(request: HttpRequest, year: int) -> HttpResponse:
    """Begin a proposal."""
    call, author = find_call(year), author_of(request)
    if author is None:
        return ask_who(request, year)
    if not allow(f"proposal-start:{visitor(request)}", limit=STARTS_A_VISITOR, seconds=HOUR):
        return too_often(request)
    return _begin(request, call, author)


def _begin(request: HttpRequest, call: Call, author: Author) -> HttpResponse:
    year = call.edition.year
    try:
        proposal = begin_proposal(call=call, author=author, is_late=_is_late_visitor(request, call))
    except CallClosed:
        messages.error(request, _("The call is closed."))
        return redirect("proposals:call", year=year)
    except TooManyProposals:
        messages.error(request, _("You have begun as many proposals as one person can. Withdraw one first."))
        return redirect("my_proposals:own")
    return redirect("proposals:edit", year=year, public_id=proposal.public_id)
