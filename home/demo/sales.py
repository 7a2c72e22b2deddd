"""The demo's discounts, question and group: what organizers set up besides the programme's file."""

from datetime import timedelta

from django.utils import timezone

from billing.orders.inputs import BillTo, Buyer
from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.applications import Application, Person
from conference.registration.catalogue import TicketType
from conference.registration.changes.models import SubstitutionFee
from conference.registration.discounts.models import DiscountCode, DiscountRule
from conference.registration.discounts.services import make_codes
from conference.registration.questions.models import Question, Visibility
from conference.registration.questions.services import write_version
from conference.registration.services.placing import place_application
from people.accounts.models import User

GROUP = 12
AGENCY, DOMAIN = "Alder County District Attorney", "alderda.example"


def build_sales(edition: Edition, *, actor: User) -> int:
    """Fill in the sample's rules, make codes, ask a question, register a group; return how many codes there are."""
    DiscountRule.objects.filter(edition=edition, code="HOSTPD", domains=[]).update(domains=["hostpd.example"])
    scholar = DiscountRule.objects.filter(edition=edition, code="SCHOLAR").first()
    if scholar and not scholar.codes.exists():
        make_codes(rule=scholar, actor=actor, shared="SCHOLAR-DEMO", max_uses=5, note="to try in the demo")
        make_codes(rule=scholar, actor=actor, emails=["student@cinnamonbay.example"], note="scholarship committee")
    question, fresh = Question.objects.get_or_create(edition=edition, key="first_time")
    if fresh:
        write_version(
            question=question,
            actor=actor,
            kind="choice",
            label="Is it your first conference?",
            options=[{"key": "yes", "label": "Yes"}, {"key": "no", "label": "No"}],
            visibility=Visibility.STAFF,
        )
    # The file says it as a sentence: free until five days before.
    last_day = edition.start_date - timedelta(days=5)
    SubstitutionFee.objects.get_or_create(edition=edition, defaults={"until": last_day, "fee": 0})
    _send_group(edition)
    return DiscountCode.objects.filter(edition=edition).count()


def _send_group(edition: Edition) -> None:
    """Let an agency send twelve people on one purchase order, two of them without a name yet."""
    key = f"demo-{edition.year}-group"
    ticket = TicketType.objects.of(edition).filter(code="GOV").first()
    if ticket is None or Order.objects.filter(submission_key=key).exists():
        return
    named = [
        Person(
            ticket_type=ticket,
            name=f"Alder Deputy {number}",
            email=f"deputy{number}@{DOMAIN}",
            agency=AGENCY,
            country="US",
        )
        for number in range(1, GROUP - 1)
    ]
    application = Application(
        edition=edition,
        people=[*named, Person(ticket_type=ticket), Person(ticket_type=ticket)],
        buyer=Buyer(name="Alder Coordinator", email=f"coordinator@{DOMAIN}"),
        billing=BillTo(name="Accounts payable", agency=AGENCY, address="1 Example Street", country="US"),
        method=Order.Method.PURCHASE_ORDER,
        consented_at=timezone.now(),
    )
    place_application(application=application, submission_key=key)
