"""An invitation: what one is asked, and the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conference.proposals.authors import Author, author_of, prove_address
from conference.proposals.forms import AddressForm
from conference.proposals.models import Presenter
from conference.proposals.recognition import normal_address
from conference.proposals.services.inviting import answer_invitation, answer_part, find_invitation
from conference.proposals.states import IllegalMove
from conference.proposals.views.access import ask_who, find_call, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, year: int, token: str) -> HttpResponse:
    """Show what one is asked to take part in; the answer uses the link up."""
    call = find_call(year)
    found = find_invitation(token)
    if found is None or found.presenter.proposal.call_id != call.pk:
        return page(request, call, "invitation_dead", status=404, address_form=AddressForm(label_suffix=""))
    presenter = found.presenter
    if request.method != "POST":
        lead = presenter.proposal.presenters.get(is_lead=True)
        return page(request, call, "invitation", presenter=presenter, proposal=presenter.proposal, lead=lead)
    accepts = request.POST.get("answer") == "accept"
    email = normal_address(presenter.identity.email)
    try:
        # The link proves the address, as the mailed one does.
        presenter = answer_invitation(invitation=found, accepts=accepts, author=_author(request, email))
    except IllegalMove:
        return page(request, call, "invitation_dead", status=404, address_form=AddressForm(label_suffix=""))
    if not accepts:
        messages.success(request, _("Thank you for answering. You take no part in it."))
        return redirect("proposals:call", year=year)
    prove_address(request, email)
    return redirect("proposals:you", year, presenter.proposal.public_id)


def _author(request: HttpRequest, email: str) -> Author:
    known = author_of(request)
    user = request.user if request.user.is_authenticated else None
    return Author((email, *(known.addresses if known else ())), user)


@never_cache
@require_POST
def answer(request: HttpRequest, year: int, presenter: str) -> HttpResponse:
    """Answer an invitation from the list of one's own proposals, where the address is proved already."""
    author = author_of(request)
    if author is None:
        return ask_who(request, year)
    part: Presenter = get_object_or_404(
        author.parts().filter(proposal__call__edition__year=year).select_related("proposal"), public_id=presenter
    )
    accepts = request.POST.get("answer") == "accept"
    try:
        answer_part(presenter=part, accepts=accepts, author=author)
    except IllegalMove:
        messages.info(request, _("You have answered this already."))
        return redirect("my_proposals:own")
    if accepts:
        return redirect("proposals:you", year, part.proposal.public_id)
    messages.success(request, _("Thank you for answering."))
    return redirect("my_proposals:own")
