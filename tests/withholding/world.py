"""The sample edition with people in it: who asks, and what the addresses are made of."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from factories.asking import question
from factories.billing import deposit
from factories.conference import RoomClosureFactory, SpeakerAbsenceFactory
from factories.documents import plain_pdf
from factories.evaluations import EvaluationFormFactory
from factories.people import AgencyDomainFactory, AgencyFactory, ClearanceFactory, UserFactory
from factories.pictures import picture_file
from factories.programme import sample
from factories.proposals import CallFactory, author, part, submitted
from factories.scans import door, scan
from withholding.changes import change
from withholding.desk import desk
from withholding.learning import coordinate, study
from withholding.outreach import write_and_invite
from withholding.vetting import hold

from billing.bank.models import BankStatement
from billing.journal.services import post_journal
from billing.orders.inputs import BillTo, Buyer
from billing.payments.services import book_payment
from billing.reconciliation.models import Reconciliation
from billing.statements.services import request_statement
from certificates.credits.models import Claim, Credit
from certificates.issuing.batches.models import Batch
from certificates.issuing.drafts import Draft
from certificates.issuing.models import Certificate
from certificates.issuing.services import issue
from certificates.schemes.models import CreditScheme
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish
from conference.attendance.services.badges import issue_badge
from conference.credits.evidence import source_of
from conference.edition.models import AccessLevel, CancellationTerm, Edition, Room, Track
from conference.evaluation.models import EvaluationAnswer
from conference.materials.services import add_handout, check
from conference.pages.services import build
from conference.planning.digests.models import Mailing
from conference.planning.digests.services import draft_digests
from conference.planning.programme.services import load_programme
from conference.proposals.answers.services import confirm
from conference.proposals.changes.services import ask
from conference.proposals.decisions.announcing import send_decisions
from conference.proposals.letters.services import hand_over
from conference.proposals.letters.values import answer_token
from conference.proposals.models import Presenter, Proposal
from conference.proposals.services.deciding import decide_proposal
from conference.proposals.services.inviting import invite
from conference.registration.applications import Application, Person
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse
from conference.registration.personal.models import SavedSession
from conference.registration.questions.models import PlaceAnswer
from conference.registration.services.deciding import approve_place
from conference.registration.services.fulfilment import fulfil
from conference.registration.services.placing import place_application
from conference.registration.waitlist.models import WaitlistRules
from conference.registration.waitlist.services import wait_for_add_on
from conference.speakers.models import Speaker
from conference.speakers.pictures import set_picture
from core.mail.models import OutboxMail
from core.media.pictures import Picture
from home.demo.shifting import shift_programme
from people.clearance.models import Clearance
from people.roles import Role


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
    learning = study(world.people["registered"]) | coordinate(world.people["registered"])
    accepted = _accept(call)
    own = _speak(edition, world.people["registered"], withheld)
    _evaluate(edition, withheld)
    world.values = {
        "own_code": own.code.lower(),
        "own_speaker": own.pk,
        "own_session": own.appearances.first().session.slug,
        **_hand_out(own, withheld),
        "notice": accepted.proposal.notices.create(kind="place_free", presenter=accepted).pk,
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
        "door": _scan(place),
        **_certify(world.people["registered"], withheld),
        "own_credit": (credit := _credit(world.people["registered"], edition)).public_id,
        "awarded": credit.pk,
        "own_report": _report(world.people["registered"]),
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
        **_discount(place),
        **_wait(place),
        **hold(edition),
        **desk(place, organizer),
        **change(place),
        **_keep_books(order),
        **write_and_invite(place, organizer),
    }
    return world


def _wait(place) -> dict[str, object]:
    """Let the sworn person's place wait for a workshop that it has not."""
    add_on = AddOn.objects.exclude(items__registration=place).first()
    wish = wait_for_add_on(place=place, add_on=add_on)
    rules = WaitlistRules.objects.create(edition=place.edition)
    return {"wish": wish.pk, "wish_id": wish.public_id, "wish_key": wish.secret, "wait_rules": rules.pk}


def _discount(place) -> dict[str, object]:
    """Let a rule, a code and a use of it be there to look at, and a question with an answer."""
    rule = DiscountRule.objects.get(edition=place.edition, code="SCHOLAR")
    code = DiscountCode.objects.create(rule=rule, code="WORLD")
    use = DiscountUse.objects.create(rule=rule, code=code, registration=place, amount=1)
    asked = question(place.edition)
    answer = PlaceAnswer.objects.create(registration=place, version=asked, value='"fish"')
    told = {"question": asked.question_id, "answer_pk": answer.pk}
    return {"discount_rule": rule.pk, "discount_code": code.pk, "discount_use": use.pk, **told}


def _keep_books(order):
    """Let finance book, post, compare and state an account; return what its addresses are made of."""
    agency = order.billing_agency or "City of Example"
    statement = request_statement(agency=agency, currency="USD", since=None, until=timezone.localdate(), actor=None)
    post_journal()
    day = timezone.localdate()
    return {
        "deposit": deposit().pk,
        "bank_statement": BankStatement.objects.create(digest="d", name="bank.csv").public_id,
        "account_statement": statement.public_id,
        "reconciliation": Reconciliation.objects.create(since=day, until=day).public_id,
    }


def _evaluate(edition, withheld):
    """Let five people judge each session of the withheld speaker, and the edition be open for judging."""
    form = EvaluationFormFactory(edition=edition)
    EvaluationFormFactory(edition=edition, about="edition")
    for session in Session.objects.filter(Q(appearances__speaker=withheld) | Q(code="W6")):
        for _number in range(5):
            EvaluationAnswer.objects.create(form=form, session=session, values={"overall": 4}, shown=True)


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


def _scan(place):
    """Let a cleared person through the door of a restricted session; return its part of an address."""
    session = Session.objects.get(code="W6")
    scan(door(session), issue_badge(registration=place, actor=None))
    return session.slug


def _certify(user, speaker):
    """Let the withheld speaker hold a certificate under their display name; return what its addresses are made of."""
    draft = Draft(
        kind="presentation", occasion="conference:2027", holder_key="user:0", holder=user, name=speaker.label,
        title="Conference", issuer="Unit", place="Hall", dates="August",
    )  # fmt: skip
    issue(drafts=[draft])
    made = Certificate.objects.get()
    batch = Batch.objects.create(occasion=draft.occasion)
    return {
        "batch": batch.public_id,
        "design": made.design_id,
        "serial": made.printed_serial,
        "certificate_id": made.public_id,
        "certificate": made.pk,
        "scheme": CreditScheme.objects.first().pk,
    }


def _credit(user, edition):
    """Let somebody claim a body's credit and have some for a restricted session; return that."""
    Claim.objects.create(user=user, scheme_code="MCLE", licence="1")
    session = Session.objects.get(code="W6")
    return Credit.objects.create(
        holder=user, holder_key=f"user:{user.pk}", source=source_of(edition, session.code),
        scheme=CreditScheme.objects.newest("MCLE"), scheme_code="MCLE", title=f"W6 {session.public_title}",
        starts_at=session.starts_at, ends_at=session.ends_at, minutes=60, amount=1,
    )  # fmt: skip


def _report(user):
    """Let somebody report something from elsewhere; return its part of an address."""
    return user.reported_credits.create(title="Elsewhere", provider="College", day="2026-03-01").public_id


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


def _speak(edition, user, withheld):
    """Let somebody have a speaker's pages, with a picture; let the withheld speaker have sent one too."""
    own = Speaker.objects.filter(edition=edition, publish_name=True, appearances__isnull=False).first()
    Speaker.objects.filter(pk=own.pk).update(user=user, publish_photo=False)
    for speaker in Speaker.objects.filter(pk__in=[own.pk, withheld.pk]):
        set_picture(speaker=speaker, picture=Picture(picture_file(), 640, 480), actor=None)
    return own


def _hand_out(own, withheld):
    """Let a restricted session have marked slides, and another slides that name the withheld speaker."""
    named = Session.objects.get(pk=own.appearances.first().session_id)
    closed = Session.objects.get(code="W6")
    Session.objects.filter(pk__in=[named.pk, closed.pk]).update(handouts="registered")
    Appearance.objects.get_or_create(session=named, speaker=withheld)
    slides = [
        add_handout(session=session, title="Slides", content=plain_pdf(words), kind="pdf", actor=None)
        for session, words in ((named, "Slides"), (closed, "Slides"), (named, "Canarina Testwell of Canary Ridge"))
    ]
    for item in slides:
        check(item.versions.get().pk)
    change = ask(speaker=own, field="bio", text="Another biography.", actor=None)
    return {
        "change": change.public_id,
        "slides": slides[0].public_id,
        "closed_slides": slides[1].public_id,
        "held_slides": slides[2].public_id,
    }


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
