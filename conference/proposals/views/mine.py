"""A person's own proposals, of every year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conference.proposals.authors import author_of
from conference.proposals.models import Call, Proposal
from conference.proposals.states import Part
from conference.proposals.views.access import ask_who

MOST = 100


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List what the reader leads or takes part in, and what waits for their answer."""
    author = author_of(request)
    if author is None:
        return ask_who(request)
    proposals = Proposal.objects.owned_by(author).select_related("call__edition").order_by("-pk")[:MOST]
    now = timezone.now()
    led = set(author.parts().filter(is_lead=True).values_list("proposal_id", flat=True))
    context = {
        "author": author,
        "proposals": [
            {"proposal": item, "leads": item.pk in led, "may_edit": item.pk in led and item.may_be_edited(now)}
            for item in proposals
        ],
        "asked": author.parts().filter(state=Part.INVITED).select_related("proposal__call__edition"),
        "open_calls": Call.objects.open().select_related("edition"),
    }
    return render(request, "conference/proposals/own.html", context)
