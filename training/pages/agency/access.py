"""Which agency a coordinator stands before."""

from django.http import Http404

from people.accounts.requests import MemberRequest
from people.agencies.models import Agency, Membership
from training.enrollment.seats.models import SeatAssignment

PER_PAGE = 50


def coordinated(request: MemberRequest) -> list[Agency]:
    """Return the agencies that the reader coordinates, as staff have approved."""
    own = Membership.objects.approved().coordinators().filter(user=request.user).select_related("agency")
    return sorted({item.agency for item in own}, key=lambda agency: (agency.name, agency.pk))


def own_agency(request: MemberRequest, public_id: str) -> Agency:
    """Return an agency that the reader coordinates; 404 for any other, as for one that does not exist."""
    for agency in coordinated(request):
        if agency.public_id == public_id:
            return agency
    raise Http404


def own_assignment(agency: Agency, public_id: str) -> SeatAssignment:
    """Return a seat that the agency gave to one of its people; 404 for any other, and for whoever has left."""
    rows = SeatAssignment.objects.visible_to(agency).select_related("lot__course", "lot__agency", "user", "enrollment")
    found: SeatAssignment | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
