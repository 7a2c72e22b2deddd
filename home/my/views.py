"""The personal pages, for the signed-in person alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from billing.invoices.models import Invoice
from billing.orders.models import Order
from conference.proposals.authors import author_of
from conference.proposals.models import Call, Proposal
from conference.proposals.portal.own import speaks
from conference.proposals.states import Part
from conference.registration.places import Registration
from core.files.services import serve_private, store_private
from home.my.forms import AgencyClaimForm
from people.accounts.requests import MemberRequest
from people.agencies.models import Approval, Membership
from people.agencies.services import AlreadyClaimed, claim_agency
from training.enrollment.models import Enrollment


@login_required
@never_cache
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """Places, orders and documents of the person, newest first."""
    orders = Order.objects.of(request.user).with_totals()
    places = Registration.objects.of_user(request.user).select_related("edition", "ticket_type", "order")
    documents = Invoice.objects.filter(order__in=Order.objects.of(request.user)).exclude(file=None)
    author = author_of(request)
    proposals = Proposal.objects.owned_by(author) if author else Proposal.objects.none()
    context = {
        "proposals": proposals.select_related("call__edition").order_by("-pk")[:20],
        "speaks": author is not None and speaks(author),
        "asked": author.parts().filter(state=Part.INVITED).count() if author else 0,
        "open_calls": Call.objects.open().select_related("edition"),
        "courses": Enrollment.objects.of(request.user)[:20],
        "orders": orders.order_by("-placed_at")[:50],
        "places": places.order_by("-edition__year", "position")[:50],
        "documents": documents.select_related("order")[:50],
        "memberships": Membership.objects.filter(user=request.user)
        .exclude(state=Approval.ENDED)
        .select_related("agency"),
    }
    return render(request, "home/my/overview.html", context)


@login_required
@never_cache
@require_safe
def ticket(request: MemberRequest, public_id: str) -> FileResponse:
    """The person's own ticket as PDF."""
    places = Registration.objects.of_user(request.user).select_related("ticket_file")
    place = get_object_or_404(places, public_id=public_id)
    if place.ticket_file is None:
        raise Http404
    return serve_private(place.ticket_file, inline=True)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: MemberRequest) -> HttpResponse:
    """Say that one belongs to an agency or coordinates it; staff decide."""
    posted = request.method == "POST"
    form = AgencyClaimForm(request.POST if posted else None, request.FILES if posted else None, label_suffix="")
    if posted and form.is_valid():
        values = form.cleaned_data
        upload = values.pop("proof")
        proof = store_private(upload[1], name=upload[0], content_type=upload[2], purpose="proof") if upload else None
        try:
            claim_agency(user=request.user, proof=proof, **values)
        except AlreadyClaimed:
            form.add_error(None, _("You have told us this before; it waits for our answer or is approved."))
        else:
            messages.success(request, _("Thank you. A person looks at it and writes to you."))
            return redirect("my:overview")
    return render(request, "home/my/claim.html", {"form": form}, status=422 if form.errors else 200)
