"""Entries of the block list, held places, members of the association."""

from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from conference.registration.vetting.members.models import MemberRecord
from conference.registration.vetting.members.numbers import email_key, name_key, number_key
from conference.registration.vetting.safety.models import QuietHold
from conference.registration.vetting.safety.services import add_entry

SECRET = "Quillfeather threatened her"


def blocked(names="", emails="", **fields):
    """An entry of the block list."""
    values = {"phone": "", "reason": SECRET, "expires_on": None, "actor": None, **fields}
    values["actor"] = values["actor"] or UserFactory(roles=["security"])
    return add_entry(names=names, emails=emails, **values)


def held_place(name="Aksel Ødegård", ticket=None, **fields):
    """A place that is held because its name is on the list, and its hold."""
    blocked(names=name)
    ticket = ticket or TicketTypeFactory(vetting="manual")
    place = placed(person(ticket, name=name), method="check", **fields).registrations.get()
    return place, QuietHold.objects.get(registration=place)


def member(number="ATAP-4711", email="", name="", expires_on=None):
    """A row of the association's list."""
    return MemberRecord.objects.create(
        number_key=number_key(number), email_key=email_key(email), name_key=name_key(name), expires_on=expires_on
    )
