"""Places that are firm, and the badges of them."""

from factories.conference import EditionFactory
from factories.registration import free_ticket, person

from conference.attendance.services.badges import issue_badge
from conference.registration.services.granting import grant_place


def admitted(*, edition=None, ticket_type=None, user=None, **fields):
    """A place of a named person that is paid for; `user` is who they sign in as."""
    edition = edition or EditionFactory()
    if user is not None:
        fields = {"name": user.name, "email": user.email, **fields}
    guest = person(ticket_type or free_ticket(edition=edition), **fields)
    place = grant_place(edition=edition, person=guest, key=f"admitted-{guest.email}", actor=None)
    if user is not None:
        place.user = user
        place.save(update_fields=["user"])
    return place


def badged(**fields):
    """A live badge of a firm place."""
    return issue_badge(registration=admitted(**fields), actor=None)
