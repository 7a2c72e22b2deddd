"""Give a place to another person: everything of the one before stays behind."""

import json
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from conference.agenda.access import AUDIENCES, TICKETED
from conference.registration.applications import Person
from conference.registration.changes.models import Substitution
from conference.registration.changes.services.applying import vet_anew
from conference.registration.groups.models import PlaceInvitation
from conference.registration.letters.services import withdraw_letters_of
from conference.registration.personal.models import SignUp
from conference.registration.personal.services import leave_session, revoke_feed
from conference.registration.places import Registration, RegistrationItem
from conference.registration.questions.asking import Given
from conference.registration.questions.models import OptionPlace, PlaceAnswer, QuestionVersion
from conference.registration.questions.services import write_answers
from conference.registration.services.taking_back import take_back
from conference.registration.services.tickets import revoke_ticket
from conference.registration.states import OCCUPYING
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.asking.services import close_questions
from conference.registration.vetting.evidence import parent_domains
from conference.registration.waitlist.models import WaitEntry
from conference.registration.waitlist.services import leave
from core.audit.services import record
from core.files.services import erase_private
from people.accounts.models import User
from people.agencies.models import AgencyDomain, Approval
from people.clearance.models import Clearance

TEXTS = ("name", "family_name", "badge_name", "email", "agency", "country", "address", "proof", "access_needs",
         "dietary_needs")  # fmt: skip
# Mailboxes that anybody may open: a shared domain says nothing about an agency.
PUBLIC_MAIL = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
     "aol.com", "proton.me", "protonmail.com", "gmx.com", "gmx.de", "gmx.net", "web.de", "mail.com", "msn.com"}
)  # fmt: skip


def same_agency(left: str, right: str) -> bool:
    """Whether two addresses are of one agency: one of its verified domains each, else the same domain of its own."""
    ours, theirs = parent_domains(left), parent_domains(right)
    rows = AgencyDomain.objects.filter(
        domain__in={*ours, *theirs}, verified_at__isnull=False, agency__state=Approval.APPROVED
    )
    agencies: dict[int, set[str]] = {}
    for agency, domain in rows.values_list("agency", "domain"):
        agencies.setdefault(agency, set()).add(domain)
    if any(known & set(ours) and known & set(theirs) for known in agencies.values()):
        return True
    domain = left.rpartition("@")[2].lower()
    return bool(domain) and domain == right.rpartition("@")[2].lower() and domain not in PUBLIC_MAIL


def user_of_address(email: str) -> User | None:
    """Return the account that has verified an address, or None."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return found.user if found else None


def keep_filled(person: Person) -> str:
    """Return what a colleague filled in, as it waits, encrypted, for the place to become theirs."""
    answers = [[given.version.pk, given.value] for given in person.answers]
    return json.dumps({**{field: getattr(person, field) for field in TEXTS}, "answers": answers})


def filled_person(proposal: Substitution, place: Registration) -> Person:
    """Return the colleague as they filled it in, under the address that was invited."""
    values = json.loads(proposal.filled_in)
    versions = QuestionVersion.objects.select_related("question").in_bulk([key for key, _value in values["answers"]])
    answers = [Given(versions[key], value) for key, value in values.pop("answers") if key in versions]
    return Person(ticket_type=place.ticket_type, answers=answers, **{**values, "email": proposal.email})


def hand_over(place: Registration, person: Person, *, user: User | None, actor: Any) -> list[str]:
    """Make a locked place another person's and return the public titles of what they may not have, given back.

    Badge and ticket codes die at once; sign-ups, answers, needs, proof and calendar address stay with who leaves; no
    clearance comes along: the place is vetted anew, and restricted workshops are kept only with one's own clearance.
    Invoices and the order are the buyer's as before. The caller holds the locks.
    """
    leaver = place.user or user_of_address(place.email)
    _leave_behind(place, actor)
    for field in TEXTS:
        setattr(place, field, getattr(person, field))
    place.proof_file, place.agency_on_badge, place.user = None, False, user
    place.consented_at = timezone.now()
    revoke_ticket(place=place, actor=actor, reason="substituted")
    vet_anew(place, place.order, user=user)
    write_answers([place], [person])
    if leaver is not None:
        still = Registration.objects.of(place.edition).of_user(leaver).filter(state__in=OCCUPYING)
        if not still.exclude(pk=place.pk).exists():
            revoke_feed(user=leaver, edition=place.edition)
    record(actor=actor, action="registration.substituted", obj=place, changes={"state": place.state})
    given_back = [_give_back(place, item, actor) for item in _beyond(place, person.email)]
    fulfil_order.enqueue(place.order_id)
    return given_back


def _leave_behind(place: Registration, actor: Any) -> None:
    withdraw_letters_of(place=place, reason="substituted", actor=actor)
    close_questions(place=place)
    for turn in SignUp.objects.standing().filter(registration=place).select_related("session"):
        leave_session(registration=place, session=turn.session)
    for entry in WaitEntry.objects.standing().filter(registration=place).select_related("edition"):
        leave(entry=entry)
    if place.proof_file:
        erase_private(place.proof_file)
    # What an answer cost stays bought; everything else that was answered is the one person's alone.
    answers = PlaceAnswer.objects.filter(registration=place).select_related("version__question", "file")
    own = [answer for answer in answers if not answer.version.has_price]
    for answer in own:
        if answer.file:
            erase_private(answer.file)
    questions = {answer.version.question_id for answer in own}
    PlaceAnswer.objects.filter(pk__in=[answer.pk for answer in own]).delete()
    OptionPlace.objects.filter(registration=place, question__in=questions).delete()
    PlaceInvitation.objects.filter(registration=place, used_at=None).delete()


def _beyond(place: Registration, email: str) -> list[RegistrationItem]:
    """Return the workshops that ask for a clearance which this address does not have."""
    kinds = set(Clearance.objects.valid().of_address(email).values_list("kind", flat=True))
    bought = place.items.filter(cancelled_at=None).exclude(add_on=None)
    found = []
    for item in bought.select_related("line", "add_on__session__audience"):
        code = item.add_on.session.audience.code if item.add_on else TICKETED
        needed = AUDIENCES.get(code, frozenset())
        if code != TICKETED and needed is not None and not set(needed) & kinds:
            found.append(item)
    return found


def _give_back(place: Registration, item: RegistrationItem, actor: Any) -> str:
    """Take one workshop back in full: it was not the buyer who gave it up."""
    take_back(place.order, place, items=[item], actor=actor, reason="no clearance", key=f"item-{item.pk}")
    return item.add_on.session.public_title if item.add_on else ""
