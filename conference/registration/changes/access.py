"""Who stands before the pages of a place's changes: whoever holds the order's link, or the person signed in."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conference.registration.places import Registration
from conference.registration.steps import buyer_of
from conference.registration.views.naming import own_place
from people.accounts.models import User

# Stands in the address where the order's secret would, for the person themselves.
OWN = "own"


@dataclass(frozen=True)
class Access:
    """A place, whether the visitor is its order's buyer (else the person), and who is signed in."""

    place: Registration
    key: str
    user: User | None

    @property
    def is_buyer(self) -> bool:
        """Whether money may be moved: the person alone changes data and proposes a colleague."""
        return self.key != OWN

    @property
    def back(self) -> str:
        """The page to go back to."""
        return self.place.order.guest_path if self.is_buyer else reverse("my:overview")

    def url(self, name: str, *more: object) -> str:
        """Return the address of another page of this place."""
        return reverse(f"registration:{name}", args=[self.place.edition.year, self.place.public_id, self.key, *more])


def open_place(request: HttpRequest, year: int, public_id: str, secret: str) -> Access:
    """Return the place for who may change it; 404 for anybody else, as for a place that does not exist."""
    user = buyer_of(request)
    if secret == OWN:
        if user is None:
            raise Http404
        rows = Registration.objects.of_user(user).select_related("order", "edition", "ticket_type").distinct()
        place = get_object_or_404(rows, public_id=public_id)
    else:
        place = own_place(public_id, secret)
    if place.edition.year != year:
        raise Http404
    return Access(place, secret, user)


def open_as_buyer(request: HttpRequest, year: int, public_id: str, secret: str) -> Access:
    """Return the place for its order's buyer; 404 for anybody else."""
    access = open_place(request, year, public_id, secret)
    if not access.is_buyer:
        raise Http404
    return access
