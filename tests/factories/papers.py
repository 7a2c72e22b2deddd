"""Every document that the site makes, of people whose names stand in many scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from factories import billing
from factories.badges import admitted, badged
from factories.certificates import issued
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionCreditFactory,
    SessionFactory,
)
from factories.people import UserFactory
from factories.scans import attend, tracked
from factories.seats import coordinator, course_on_sale, free_seats

from billing.invoices.pdf import attach_pdf
from billing.invoices.services import ensure_document, issue_credit_note, request_quote
from billing.orders.inputs import BillTo
from billing.orders.services import reverse_lines
from billing.statements.documents import attach
from billing.statements.services import request_statement
from certificates.credits.models import Claim
from certificates.issuing.documents import address_of
from certificates.issuing.documents import ensure_document as certificate_document
from certificates.issuing.drafts import Line
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from certificates.transcripts.models import Transcript
from certificates.transcripts.services import make as make_transcript
from certificates.transcripts.services import transcript
from conference.agenda.documents.models import AgendaDocument
from conference.agenda.documents.services import door_signs, make, programme
from conference.agenda.services.publishing import publish
from conference.attendance.printing.document import document
from conference.attendance.printing.samples import test_faces
from conference.attendance.printing.sheets import SHEETS
from conference.attendance.services.printing import TEMPLATE as BADGES
from conference.attendance.services.printing import badges_pdf
from conference.credits.approvals.models import Roster
from conference.credits.approvals.rosters import make_file
from conference.credits.services import award_credits
from conference.evaluation.models import EvaluationDone
from conference.materials.marking import mark
from conference.registration.letters.documents import make as make_letter
from conference.registration.letters.services import approve_letter, ask_approval_letter, ask_visa_letter
from conference.registration.services.tickets import issue_tickets
from core.pdf import render_pdf
from people.models import User
from training.enrollment.seats.assigning import assign_seat
from training.pages.agency.files.services import ask_file
from training.pages.agency.files.services import make as make_report
from training.pages.agency.matrix import Asked

LATIN = "Zoë Ødegård-Łukasiewicz"
SCRIPTS = ("محمد بن راشد", "יעל כהן", "กมล ศรีสุข", "王小明")
LONG = "Maximiliane " * 9 + "Castellanos"
NAMES = (LATIN, *SCRIPTS, LONG)
EVERY_SCRIPT = " ".join(SCRIPTS)
MONDAY = date(2026, 8, 3)


@dataclass(frozen=True)
class Paper:
    """A document: what is scanned off it, words in the order in which they are read, and whose names it bears."""

    name: str
    pdf: bytes
    codes: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def papers() -> Iterator[Paper]:
    """Yield them all."""
    ensure_schemes()
    yield from certificates()
    yield from bills()
    edition = EditionFactory(start_date=MONDAY)
    yield from badges(edition)
    yield from tickets(edition)
    yield from letters(edition)
    yield from agenda(edition)
    yield from rosters(edition)
    yield from transcripts()
    yield statement()
    yield from reports()


def certificates() -> Iterator[Paper]:
    """Yield a certificate of each kind; that of credit has several pages."""
    scheme = CreditScheme.objects.newest("MCLE")
    lines = tuple(Line(f"B{n:02} On patterns", "3 August 2026", "60", "1.0", "MCLE-77") for n in range(70))
    credit = {"scheme": scheme, "credit": "70", "licence": "B-12345", "lines": lines}
    course = {"occasion": "course:TA-1", "lines": ()}
    people = {"attendance": EVERY_SCRIPT, "credit": LATIN, "presentation": LONG, "completion": LATIN}
    values = {"credit": credit, "completion": course}
    for kind, name in people.items():
        made = issued(kind=kind, name=name, statement="By scans at the doors.", **values.get(kind, {}))
        words = (made.says["issuer"], f"ertificate of {kind}", made.says["title"], "By scans", "Serial", "Issued")
        pdf = _read(certificate_document(made))
        yield Paper(f"certificate-{kind}", pdf, frozenset([address_of(made)]), words, (name,))


def bills() -> Iterator[Paper]:
    """Yield an invoice, its receipt and its credit note, and a quote."""
    payer = BillTo(name=EVERY_SCRIPT, agency="City of Example", address="1 Main St\nDoha", country="QA", tax_id="T1")
    lines = [
        billing.ticket("1095.00", quantity=3, discount=Decimal("95.00"), discount_reason="Group of three"),
        billing.ticket("125.00", tax_rate=Decimal("8.75")),
    ]
    order = billing.order(*lines, method="purchase_order", billing=payer)
    yield Paper("invoice", _bill(ensure_document(order=order, kind="invoice")), words=(
        "Invoice", "Bill to", "City of Example", "Description", "Group of three", "Total", "How to pay",
    ))  # fmt: skip
    billing.paid_by_check(order)
    receipt = ensure_document(order=order, kind="receipt")
    yield Paper("receipt", _bill(receipt), words=("Receipt", "Received from", "Total", "Balance", "Thank you"))
    reverse_lines(order=order, lines=[order.lines.last()], reason="refused", actor=None)
    note = issue_credit_note(order=order)
    assert note is not None
    yield Paper("credit-note", _bill(note), words=("Credit note", "Bill to", "Total"))
    quote = request_quote(lines=lines, billing=payer, currency="usd", seller="tests")
    yield Paper("quote", _bill(quote), words=("Quote", "Prepared for", "Total", "reserves no places"))


def _bill(invoice) -> bytes:
    return _read(attach_pdf(invoice))


def statement() -> Paper:
    """Return the statement of account of an agency that owes something."""
    billing.order(billing.ticket("125.00"), method="purchase_order", billing=BillTo(agency=EVERY_SCRIPT))
    until = timezone.localdate()
    asked = request_statement(agency=EVERY_SCRIPT, currency="USD", since=None, until=until, actor=None)
    attach(asked.pk)
    asked.refresh_from_db()
    words = ("Statement of account", "Prepared for", "Opening balance", "Reference", "Order")
    return Paper("statement", _read(asked.file), words=words[:3])


def reports() -> Iterator[Paper]:
    """Yield what a coordinator takes away: how far people are, and the movements of seats."""
    user, agency = coordinator(user=UserFactory(name=LATIN))
    course = course_on_sale(code="C7")
    free_seats(user, agency, course, 3)
    assign_seat(agency=agency, course=course, email="officer@city.example", actor=user)
    for kind in ("progress", "seats"):
        wanted = ask_file(agency=agency, kind=kind, asked=Asked(), language="en", actor=user)
        assert make_report(wanted.pk)
        wanted.refresh_from_db()
        yield Paper(f"report-{kind}", _read(wanted.file), words=(agency.name, "row"))


def badges(edition) -> Iterator[Paper]:
    """Yield sheets of badges: of many on a page, folded, upright, and to try a printer."""
    made = [badged(edition=edition, name=name, agency="City of Example") for name in NAMES]
    made[0].registration.agency_on_badge = True
    tokens = frozenset(badge.token for badge in made)
    for code in ("letter-6", "4x6-fold", "a4-4"):
        pdf = badges_pdf(edition=edition, sheet=SHEETS[code], badges=made)
        yield Paper(f"badges-{code}", pdf, tokens, (edition.short_name, "Attendee"), NAMES)
    sheet = SHEETS["4x3"]
    context = document(edition, sheet, test_faces(sheet.on_a_page), marks=True)
    yield Paper("badges-test", render_pdf(BADGES, {**context, "language": "en"}))


def tickets(edition) -> Iterator[Paper]:
    """Yield a ticket in Latin letters and one in all others."""
    for name in (LATIN, EVERY_SCRIPT):
        place = admitted(edition=edition, name=name)
        issue_tickets(place.order)
        place.refresh_from_db()
        words = (edition.name, "Full conference", "When", "Where", "Show this code")
        number = NAMES.index(name) if name in NAMES else len(NAMES)
        yield Paper(f"ticket-{number}", _read(place.ticket_file), frozenset([place.ticket_token]), words, (name,))


def letters(edition) -> Iterator[Paper]:
    """Yield a letter to an agency and an invitation for a visa, in Latin letters and in all others."""
    for number, name in enumerate((LATIN, EVERY_SCRIPT)):
        place = admitted(edition=edition, user=UserFactory(), name=name, agency="City of Example")
        agency = ask_approval_letter(place=place, language="en", actor=place.user)
        visa = ask_visa_letter(
            place=place, passport_name=name, passport_number="X1234567", nationality="QA", language="en",
            actor=place.user,
        )  # fmt: skip
        approve_letter(letter=visa, actor=UserFactory())
        for letter in (agency, visa):
            assert make_letter(letter.pk)
            letter.refresh_from_db()
        said = (agency.serial, "request for approval", "City of Example", "Price", "No credit is approved")
        yield Paper(f"letter-agency-{number}", _read(agency.file), words=said, names=(name,))
        said = (visa.serial, "Invitation", "To whom it may concern", "Qatar", "X1234567", "consulate")
        yield Paper(f"letter-visa-{number}", _read(visa.file), words=said, names=(name,))


def agenda(edition) -> Iterator[Paper]:
    """Yield the programme and the door signs."""
    start = datetime(2026, 8, 3, 9, tzinfo=edition.zone)
    first = SessionFactory(edition=edition, title="Opening", starts_at=start, ends_at=start + timedelta(hours=1))
    AppearanceFactory(session=first, speaker__name=SCRIPTS[2])
    later = start + timedelta(hours=2)
    RestrictedSessionFactory(edition=edition, starts_at=later, ends_at=later + timedelta(hours=1))
    SessionCreditFactory(
        session=first, scheme=CreditScheme.objects.newest("APA"), approval="approved", statement="The exact sentence."
    )
    publish(edition=edition, actor=None)
    yield Paper("programme", _made(programme, edition), words=(
        "Programme", edition.name, "Monday, 3 August 2026", "Opening", "The exact sentence.", "Speakers",
    ))  # fmt: skip
    signs = _made(door_signs, edition, day=MONDAY)
    yield Paper("door-signs", signs, words=("Monday", "09:00", "Opening", "11:00"))
    yield Paper("marked-copy", mark(signs, f"{SCRIPTS[0]} · 2026-08-03"), names=SCRIPTS[:1])


def _made(ask, edition, **of) -> bytes:
    ask(edition=edition, language="en", **of)
    make(AgendaDocument.objects.order_by("-asked_at").first().pk)
    return _read(ask(edition=edition, language="en", **of))


def rosters(edition) -> Iterator[Paper]:
    """Yield the roster of a session that people of every script attended, and one that nobody did."""
    start = datetime(2026, 8, 4, 9, tzinfo=edition.zone)
    approved = {"approval": "approved", "provider_number": "MCLE-77", "statement": "Approved for 1 hour."}
    for kind, names in (("full", NAMES), ("empty", ())):
        session = tracked(edition=edition, title="Patterns", starts_at=start, ends_at=start + timedelta(hours=1))
        scheme = CreditScheme.objects.newest("MCLE")
        credit = SessionCreditFactory(session=session, scheme=scheme, minutes=60, **approved)
        for name in names:
            badge = badged(edition=edition, user=UserFactory(name=name))
            Claim.objects.create(user=badge.registration.user, scheme_code="MCLE", licence="BAR-1")
            attend(session, badge, 0, 60)
            EvaluationDone.objects.create(registration=badge.registration, session=session)
        award_credits(edition=edition)
        roster = Roster.objects.create(credit=credit)
        assert make_file(roster.pk)
        roster.refresh_from_db()
        words = ("Roster", "Patterns", "Approved for 1 hour.", "Name", "bar number", "Keep this roster")
        yield Paper(f"roster-{kind}", _read(roster.file), words=words, names=tuple(names))


def transcripts() -> Iterator[Paper]:
    """Yield the transcript of the first on the roster, who has also reported something, and an empty one."""
    known = User.objects.get(name=LATIN)
    known.reported_credits.create(title=EVERY_SCRIPT, provider="Elsewhere", day=MONDAY, state="ready").hours.create(
        scheme_code="MCLE", amount=2
    )
    words = ("Transcript of credits", LATIN, "MCLE hours: 1", "Patterns", "Self-reported", "Elsewhere")
    for kind, user, said in (("full", known, words), ("empty", UserFactory(), ("Transcript", "No credit"))):
        transcript(user=user, language="en")
        make_transcript(Transcript.objects.get(holder=user).pk)
        file = transcript(user=user, language="en")
        yield Paper(f"transcript-{kind}", _read(file), words=said, names=(EVERY_SCRIPT,) if kind == "full" else ())


def _read(file) -> bytes:
    with file.content.open("rb") as stream:
        return stream.read()
