"""The sample edition with people in it: who asks, and what the addresses are made of."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from factories.conference import RoomClosureFactory, SpeakerAbsenceFactory
from factories.people import AgencyDomainFactory, AgencyFactory, ClearanceFactory, UserFactory
from factories.programme import sample
from factories.proposals import CallFactory, author, part, submitted
from factories.training import make_course

from billing.orders.inputs import BillTo, Buyer
from billing.payments.services import book_payment
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish
from conference.edition.models import AccessLevel, CancellationTerm, Edition, Room, Track
from conference.pages.services import build
from conference.planning.digests.models import Mailing
from conference.planning.digests.services import draft_digests
from conference.planning.programme.services import load_programme
from conference.proposals.answers.services import confirm
from conference.proposals.decisions.announcing import send_decisions
from conference.proposals.letters.services import hand_over
from conference.proposals.letters.values import answer_token
from conference.proposals.models import Presenter, Proposal
from conference.proposals.services.deciding import decide_proposal
from conference.proposals.services.inviting import invite
from conference.registration.applications import Application, Person
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.personal.models import SavedSession
from conference.registration.services.deciding import approve_place
from conference.registration.services.fulfilment import fulfil
from conference.registration.services.placing import place_application
from conference.speakers.models import Speaker
from core.mail.models import OutboxMail
from home.demo.shifting import shift_programme
from people.clearance.models import Clearance
from people.roles import Role
from training.enrollment.services import enroll
from training.quizzes.services import start_attempt


@dataclass
class World:
    """People by what they are, and the values that addresses are filled with."""

    people: dict[str, object] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)


def make_world() -> World:
    """Load the sample, sell two places, let one holder be sworn, and give each role to somebody."""
    data = shift_programme(sample(), today=timezone.localdate())
    load_programme(data)
    edition = Edition.objects.get()
    page = build(edition.year)
    world = World()
    organizer = UserFactory(roles=[Role.ORGANIZER])
    world.people = {role.value: UserFactory(roles=[role]) for role in Role} | {
        "organizer": organizer,
        "registered": UserFactory(),
        "sworn": UserFactory(),
        "sworn without a place": UserFactory(),
    }
    for name in ("sworn", "sworn without a place"):
        ClearanceFactory(email=world.people[name].email)
    registered = _sell(edition, world.people["registered"], "REC3", organizer)
    order = _sell(edition, world.people["sworn"], "W6", organizer)
    place = order.registrations.get()
    invoice = order.invoices.exclude(file=None).order_by("pk").first()
    withheld = Speaker.objects.get(code="sp30")
    digest = _lengthen_and_tell(withheld, world.people["registered"])
    call, proposal, asked = _propose(edition, world.people)
    learning = _study(world.people["registered"])
    accepted = _accept(call)
    world.values = {
        "accepted_id": accepted.proposal.public_id,
        "accepted_person": accepted.pk,
        "answer": answer_token(accepted),
        "year": edition.year,
        "first_day": edition.start_date.isoformat(),
        **learning,
        "call": call.pk,
        "proposal": proposal.pk,
        "proposal_id": proposal.public_id,
        "presenter": asked.public_id,
        "agency": AgencyFactory().pk,
        "domain": AgencyDomainFactory().pk,
        "membership": 1,
        "clearance": Clearance.objects.first().pk,
        "order_pk": order.pk,
        "place_pk": place.pk,
        "order": order.public_id,
        "secret": order.secret,
        "other_order": registered.public_id,
        "other_secret": registered.secret,
        "digest": digest.pk,
        "document": invoice.public_id if invoice else "none",
        "place": place.public_id,
        "token": place.ticket_token or "none",
        "mail": OutboxMail.objects.order_by("pk").values_list("pk", flat=True).first() or 1,
        "page": page.pk,
        "edition": edition.pk,
        "session": Session.objects.get(code="W6").pk,
        "speaker": withheld.pk,
        "appearance": Appearance.objects.filter(speaker=withheld).first().pk,
        "credit": SessionCredit.objects.filter(session__code="W6").first().pk,
        "room": Room.objects.get(code="JAC").pk,
        "closure": RoomClosureFactory(room=Room.objects.get(code="JAC")).pk,
        "absence": SpeakerAbsenceFactory(speaker=withheld).pk,
        "track": Track.objects.first().pk,
        "level": AccessLevel.objects.first().pk,
        "term": CancellationTerm.objects.first().pk,
        "ticket": TicketType.objects.first().pk,
        "add_on": AddOn.objects.get(session__code="W6").pk,
    }
    return world


def _lengthen_and_tell(speaker, user):
    """Publish W6, which somebody keeps, and a session of the withheld speaker a little longer; draft the mails."""
    restricted = Session.objects.get(code="W6")
    SavedSession.objects.create(user=user, session=restricted)
    for session in {restricted, speaker.sessions.first()}:
        by = timedelta(minutes=5)
        move = Move(session.pk, None, session.room, session.starts_at, session.ends_at + by, session.room_reason)
        move_sessions(edition=speaker.edition, moves=[move], actor=None)
    mailing = Mailing.objects.create(version=publish(edition=speaker.edition, actor=None))
    draft_digests(mailing.pk)
    return mailing.digests.get(speaker=speaker)


def _study(learner):
    """Let somebody take a course; return what addresses of training are filled with."""
    course = make_course(code="TMU-101")
    enrollment = enroll(user=learner, course=course, actor=None)
    return {
        "courses": course.pk,
        "questions": course.questions.get().pk,
        "quizzes": course.quiz.pk,
        "enrollments": enrollment.pk,
        "enrollment": enrollment.public_id,
        "attempt": start_attempt(enrollment=enrollment).public_id,
    }


def _propose(edition, people):
    """Let somebody who publishes nothing propose, with their name in the text; every reviewer may review it."""
    call = CallFactory(edition=edition, answer_by=timezone.now() + timedelta(days=9))
    proposal = submitted(
        call,
        author("lead@proposers.example"),
        person=part(
            name="Canarina Testwell", organization="Canary Ridge Police", bio="Canarina Testwell of Canary Ridge",
            publish_name=False, publish_organization=False,
        ),
        title="Proposed by Canarina Testwell",
        abstract="What Canary Ridge Police learnt; write to canary-private@example.invalid.",
        restricted_abstract="Canary Ridge",
    )  # fmt: skip
    for role in ("reviewer", "programme", "organizer"):
        call.reviewers.create(user=people[role])
    asked = invite(proposal=proposal, name="Canarina Testwell", email="asked@proposers.example",
                   role="panelist", actor=None)  # fmt: skip
    return call, proposal, Presenter.objects.get(pk=asked.pk)


def _accept(call):
    """Accept something by the same person, place it, tell them, let them confirm; a second one is only decided."""
    for title in ("What a threat sounds like", "What silence means"):
        proposal = submitted(
            call,
            author("lead@proposers.example"),
            person=part(
                name="Canarina Testwell", organization="Canary Ridge Police", bio="Canarina Testwell of Canary Ridge",
                publish_name=False, publish_organization=False,
            ),
            title=title,
        )  # fmt: skip
        decide_proposal(proposal=proposal, decision="accepted", actor=None)
    told = Proposal.objects.get(title="What a threat sounds like")
    room, start = Room.objects.get(code="JAC"), call.edition.sessions.get(code="W6").starts_at + timedelta(days=20)
    move = Move(told.session_id, None, room, start, start + timedelta(minutes=75))
    move_sessions(edition=call.edition, moves=[move], actor=None)
    hand_over(send_decisions(call=call, seen={told.pk: told.decision_revision}, key="told", actor=None).pk)
    person = told.presenters.select_related("proposal__call__edition").get()
    fulfil(confirm(person=person, actor=None).registration.order_id)
    publish(edition=call.edition, actor=None)
    return person


def _sell(edition, user, add_on, organizer):
    """Sell a place with an add-on; approved, paid and fulfilled."""
    person = Person(
        ticket_type=TicketType.objects.get(edition=edition, code="GOV"),
        add_ons=[AddOn.objects.get(edition=edition, session__code=add_on)],
        name=user.name,
        email=user.email,
        agency="City of Example",
        country="US",
    )
    order = place_application(
        application=Application(
            edition=edition,
            people=[person],
            buyer=Buyer(name=user.name, email=user.email),
            billing=BillTo(name="Accounts", agency="City of Example", address="1 Main St", email="ap@agency.example"),
            method="check",
            consented_at=timezone.now(),
        ),
        submission_key=f"withholding-{add_on}",
        user=user,
    )
    place = order.registrations.get()
    if place.state == "applied":
        approve_place(place=place, actor=organizer)
    order.refresh_from_db()
    book_payment(
        order=order,
        amount=order.total,
        method="check",
        received_on=timezone.localdate(),
        reference="1",
        actor=organizer,
    )
    fulfil(order.pk)
    order.refresh_from_db()
    return order
