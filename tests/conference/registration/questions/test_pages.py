"""Questions on the pages of registering, of groups and of staff."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories.asking import question
from factories.conference import EditionFactory, TicketTypeFactory
from factories.documents import plain_pdf
from factories.people import UserFactory
from factories.registration import person, placed

from billing.orders.models import Order
from conference.registration.places import Registration
from conference.registration.questions.kinds import shown
from conference.registration.questions.models import Question, QuestionVersion
from core.audit.models import AuditEntry
from people.roles import Role

pytestmark = pytest.mark.django_db
START = "/conference/2027/register/"
PERSON = {"p0-name": "Robin", "p0-email": "robin@agency.example", "p0-agency": "City", "p0-country": "US"}
REVIEW = {"buyer_name": "Robin", "buyer_email": "robin@agency.example", "method": "check", "billing_name": "AP",
          "billing_email": "ap@agency.example", "billing_address": "1 Main St", "consent_conduct": "on",
          "consent_confidentiality": "on"}  # fmt: skip


@pytest.fixture
def ticket():
    return TicketTypeFactory(edition=EditionFactory(), code="NON", vetting="manual")


def answers(place):
    kept = place.answers.select_related("version__question").order_by("pk")
    return {answer.version.question.key: shown(answer.version, answer.value) for answer in kept}


def test_questions_are_asked_priced_and_kept_with_files(client, ticket):
    question(ticket.edition, is_required=True)
    question(ticket.edition, "letter", position=1, kind="file", is_required=True)
    question(ticket.edition, "elsewhere", kind="text", ticket_codes=["OTHER"], is_required=True)
    people = client.post(START, {"ticket-NON": 1}).url
    assert "Fish, $12.50" in client.get(people).content.decode()
    refused = client.post(people, PERSON)
    assert set(refused.context["forms"][0].errors) == {"q_dinner", "q_letter"}
    upload = SimpleUploadedFile("letter.pdf", plain_pdf(), content_type="application/pdf")

    review = client.post(people, {**PERSON, "p0-q_dinner": "fish", "p0-q_letter": upload}).url
    assert client.post(people, {**PERSON, "p0-q_dinner": "fish"}).url == review, "the file came before"
    assert "$12.50" in client.get(review).content.decode()
    assert client.post(review, {**REVIEW, "expected_total": "707.50"}).status_code == 302

    place = Registration.objects.get()
    assert answers(place)["dinner"] == "Fish"
    assert place.answers.get(version__kind="file").file.content.size > 0


def test_a_group_is_asked_once(client, ticket):
    question(ticket.edition)
    question(ticket.edition, "diet", kind="dietary")
    values = {"ticket_type": ticket.pk, "agency": "City", "country": "US", "q_dinner": "fish",
              "people": "A; a@agency.example\nB; b@agency.example"}  # fmt: skip
    assert 'name="q_diet"' not in client.get(f"{START}group/").content.decode()

    listing = client.post(f"{START}group/", values).url
    review = client.post(listing, {"people": values["people"], "go": "on"}).url
    assert client.post(review, {**REVIEW, "expected_total": "1415.00"}).status_code == 302

    assert [answers(place) for place in Registration.objects.all()] == [{"dinner": "Fish"}] * 2


def test_who_is_named_later_answers_what_costs_nothing(client, ticket):
    question(ticket.edition)
    question(ticket.edition, "size", kind="text", is_required=True)
    order = placed(person(ticket, name="", email="", agency=""), method="purchase_order")
    place = order.registrations.get()
    page = f"{START}place/{place.public_id}/{order.secret}/name/"

    assert 'name="p0-q_dinner"' not in client.get(page).content.decode()
    assert client.post(page, PERSON).status_code == 422
    assert client.post(page, {**PERSON, "p0-q_size": "M"}).url == Order.objects.get().guest_path
    assert answers(place) == {"size": "M"}


@pytest.fixture
def organizer(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=[Role.ORGANIZER]))
    return client


def form_values(edition, **fields):
    values = {"edition": edition.pk, "key": "dinner", "position": 1, "is_active": "on", "kind": "choice",
              "label": "Dinner?", "options": "fish | Fish | 12.50 | 40\nNo dinner", "visibility": "staff",
              "retention": "record"}  # fmt: skip
    return {**values, **fields}


def test_a_question_is_written_and_changed_as_a_new_version(organizer, ticket):
    new = organizer.post("/admin/conference_questions/new/", form_values(ticket.edition))
    assert new.status_code == 302, new.context["form"].errors
    asked = Question.objects.get()
    edit = f"/admin/conference_questions/edit/{asked.pk}/"
    assert "fish | Fish | 12.50 | 40" in organizer.get(edit).content.decode()

    organizer.post(edit, form_values(ticket.edition))
    organizer.post(edit, form_values(ticket.edition, label="Dinner on Thursday?"))

    assert list(QuestionVersion.objects.values_list("number", "label")) == [(1, "Dinner?"), (2, "Dinner on Thursday?")]
    assert QuestionVersion.objects.first().options == [
        {"key": "fish", "label": "Fish", "price": "12.50", "places": 40},
        {"key": "no_dinner", "label": "No dinner"},
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"options": ""},
        {"options": "a | A | -1"},
        {"options": "a | A | 1.005"},
        {"options": "a | A | NaN"},
        {"options": "a | A | 1 | x"},
        {"options": "a | A\na | B"},
        {"options": "a | b | 1 | 1 | 1"},
        {"kind": "text"},
        {"key": "Not a key"},
        {"ticket_codes": "NOPE"},
        {"asked_if": "nothing", "asked_if_values": "yes"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(organizer, ticket, fields):
    answer = organizer.post("/admin/conference_questions/new/", form_values(ticket.edition, **fields))

    assert (answer.status_code, Question.objects.count()) == (200, 0)


def test_a_condition_names_an_earlier_question_and_its_options(organizer, ticket):
    question(ticket.edition, "first")
    values = form_values(ticket.edition, asked_if="first", asked_if_values="caviar")

    assert organizer.post("/admin/conference_questions/new/", values).status_code == 200
    assert organizer.post("/admin/conference_questions/new/", {**values, "asked_if_values": "fish"}).status_code == 302


def test_staff_see_answers_on_the_places_page_and_files_are_recorded(organizer, client, ticket):
    question(ticket.edition, "letter", kind="file")
    guest = type(client)()
    people = guest.post(START, {"ticket-NON": 1}).url
    upload = SimpleUploadedFile("letter.pdf", plain_pdf(), content_type="application/pdf")
    review = guest.post(people, {**PERSON, "p0-q_letter": upload}).url
    guest.post(review, {**REVIEW, "expected_total": "695.00"})
    place = Registration.objects.get()
    address = f"/admin/conference/registrations/{place.pk}/answers/{place.answers.get().pk}/"

    assert address in organizer.get(f"/admin/conference/registrations/{place.pk}/").content.decode()
    assert b"".join(organizer.get(address).streaming_content).startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="registration.answer_read").count() == 1
    client.force_login(UserFactory(roles=[Role.FINANCE]))
    assert client.get(address).status_code == 404
