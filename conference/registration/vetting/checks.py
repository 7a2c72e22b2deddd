"""The checks on an application, each with its outcome, its reason in words and what it rests on. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.states import QueueReason
from conference.registration.vetting.evidence import Evidence, parent_domains
from conference.registration.vetting.members.models import MemberRecord
from conference.registration.vetting.members.numbers import email_key, name_key, number_keys

Check = TicketType.Check


class Outcome(TextChoices):
    """What a check says."""

    PASSED = "passed", gettext_lazy("passed")
    LOOK = "look", gettext_lazy("a person must look")
    FAILED = "failed", gettext_lazy("not passed")


@dataclass(frozen=True)
class Finding:
    """One check: its name, what came of it, why, what it rests on, and whether the ticket type demands it."""

    name: str | Promise
    outcome: Outcome
    reason: str
    evidence: str = ""
    demanded: bool = True
    # Where the evidence can be seen: another place of the edition.
    place: int | None = None


def verified_address(place: Registration, evidence: Evidence) -> Finding:
    """Whether somebody has proved that the address is theirs; a typed one proves nothing."""
    name = gettext_lazy("Address")
    if evidence.proves(place.email):
        return Finding(name, Outcome.PASSED, _("The address is verified, or of an agency whose coordinator applied."),
                       place.email)  # fmt: skip
    return Finding(name, Outcome.FAILED, _("Nobody has proved yet that the address is theirs."), place.email)


def agency_domain(place: Registration, evidence: Evidence) -> Finding:
    """Whether the address belongs to a verified agency."""
    name = gettext_lazy("Agency's domain")
    for domain in parent_domains(place.email):
        if domain in evidence.agency_domains:
            return Finding(name, Outcome.PASSED, _("The address belongs to a verified agency."),
                           f"{domain}: {evidence.agency_domains[domain]}")  # fmt: skip
    return Finding(name, Outcome.FAILED, _("The address belongs to no verified agency."),
                   place.email.rpartition("@")[2])  # fmt: skip


def membership(place: Registration, evidence: Evidence) -> Finding:
    """Whether the person is a member: by a clearance for the address, or by number and address on the list.

    A number with the right name alone proves nothing, since both can be known to others: a person looks.
    """
    name = gettext_lazy("Membership")
    if place.email in evidence.members:
        return Finding(name, Outcome.PASSED, _("A membership is on file for the address."), place.email)
    found = next((evidence.listed[key] for key in number_keys(place.proof) if key in evidence.listed), None)
    if found is None:
        said = place.proof or _("no number was given")
        return Finding(name, Outcome.FAILED, _("No membership is on file, and the number is not on the list."), said)
    if found.expires_on and found.expires_on < place.edition.start_date:
        ended = _("%(number)s: valid until %(day)s") % {"number": place.proof, "day": date_format(found.expires_on)}
        return Finding(name, Outcome.FAILED, _("The membership ends before the conference begins."), ended)
    return _compared(name, place, found)


def _compared(name: str | Promise, place: Registration, found: MemberRecord) -> Finding:
    until = _valid(found.expires_on)
    if found.email_key and found.email_key == email_key(place.email):
        return Finding(name, Outcome.PASSED, _("Number and address are those of the list."), f"{place.proof}, {until}")
    if found.name_key and found.name_key in {name_key(place.name), name_key(f"{place.name} {place.family_name}")}:
        return Finding(name, Outcome.LOOK, _("Number and name are those of the list, the address is not."),
                       f"{place.proof}, {until}")  # fmt: skip
    return Finding(name, Outcome.FAILED, _("The number on the list belongs to another name and address."), place.proof)


def _valid(until: date | None) -> str:
    return _("valid until %(day)s") % {"day": date_format(until)} if until else _("valid without an end")


def clearance(place: Registration, evidence: Evidence) -> Finding:
    """Whether a valid clearance is on file for the address."""
    name = gettext_lazy("Clearance")
    if place.email in evidence.cleared:
        return Finding(name, Outcome.PASSED, _("A valid clearance is on file for the address."),
                       evidence.cleared[place.email])  # fmt: skip
    return Finding(name, Outcome.FAILED, _("No valid clearance is on file for the address."), place.email)


def duplicates(place: Registration, evidence: Evidence) -> Finding:
    """Whether the address has another place at the edition."""
    name = gettext_lazy("Duplicates")
    other = evidence.elsewhere.get(place.email)
    if other:
        return Finding(name, Outcome.FAILED, _("The address has another place at this edition."), place.email,
                       place=other)  # fmt: skip
    return Finding(name, Outcome.PASSED, _("No other place at this edition has the address."))


def block_list(*, held: bool) -> Finding:
    """All that a reviewer learns of the block list."""
    name = gettext_lazy("Block list")
    if held:
        return Finding(name, Outcome.LOOK, _("Held for the safety team."))
    return Finding(name, Outcome.PASSED, _("Nothing stops this application."))


# What a ticket type can demand: the check, and the queue's reason where it does not pass.
DEMANDED = {
    Check.AGENCY: (agency_domain, QueueReason.NO_AGENCY),
    Check.MEMBERSHIP: (membership, QueueReason.NO_MEMBERSHIP),
    Check.CLEARANCE: (clearance, QueueReason.NO_CLEARANCE),
}


def findings(place: Registration, evidence: Evidence, *, held: bool) -> Iterator[Finding]:
    """Yield every check on a named place, those first that every application must pass."""
    yield verified_address(place, evidence)
    yield duplicates(place, evidence)
    yield block_list(held=held)
    for check, (look, _reason) in DEMANDED.items():
        found = look(place, evidence)
        yield Finding(found.name, found.outcome, found.reason, found.evidence, check in place.ticket_type.demands)
