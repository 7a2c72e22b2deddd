"""Whatever is posted to the pages of registering gets a page that says what to do, and changes nothing by half."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from factories.conference import AddOnFactory, CancellationTermFactory, EditionFactory, TicketTypeFactory
from factories.registration import placed
from fuzz.hostile import files, form_body, spoiled, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.orders.models import Order
from conference.registration.applications import Person
from conference.registration.places import Registration

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
START = "/conference/2027/register/"
FORM = "application/x-www-form-urlencoded"
PERSON = {
    "p0-name": "Robin Example",
    "p0-family_name": "",
    "p0-badge_name": "",
    "p0-email": "robin@agency.example",
    "p0-agency": "City of Example",
    "p0-country": "US",
    "p0-address": "",
    "p0-proof": "",
    "p0-access_needs": "",
    "p0-dietary_needs": "",
}
REVIEW = {
    "buyer_name": "Robin Example",
    "buyer_email": "robin@agency.example",
    "method": "purchase_order",
    "billing_name": "Accounts payable",
    "billing_agency": "",
    "billing_email": "ap@agency.example",
    "billing_address": "1 Main Street",
    "billing_country": "",
    "billing_tax_id": "",
    "po_number": "",
    "consent_conduct": "on",
    "consent_confidentiality": "on",
    "expected_total": "695.00",
}
fuzzed = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture
def edition():
    edition = EditionFactory(capacity=None)
    CancellationTermFactory(edition=edition)
    TicketTypeFactory(edition=edition, code="NON", vetting="manual")
    TicketTypeFactory(edition=edition, code="DAY", vetting="manual", one_day=True, max_per_person=2)
    AddOnFactory(edition=edition, session__code="W1")
    return edition


def post(client, path, pairs):
    return client.post(path, form_body(pairs), content_type=FORM)


def begun(client, **counts):
    """Choose tickets; return the address of the people's page."""
    pairs = [(f"ticket-{code}", str(count)) for code, count in (counts or {"NON": 1}).items()]
    answer = post(client, START, pairs)
    assert answer.status_code == 302
    return answer.url


def assert_page(answer):
    """A page or a redirect, and nothing typed has become markup."""
    assert answer.status_code in {200, 302, 400, 413, 422}
    if answer.status_code in {200, 422}:
        page = answer.content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@fuzzed
@given(
    pairs=spoiled({"ticket-NON": "1", "ticket-DAY": "0"}, also=["ticket-SPK", "ticket-", "ticket-NON\x00"]),
)
def test_choosing(edition, pairs):
    client = Client()

    answer = post(client, START, pairs)

    assert_page(answer)
    if answer.status_code == 302:
        assert client.get(answer.url).status_code == 200
        assert client.get(answer.url.removesuffix("people/")).status_code == 200
    assert Order.objects.count() == 0


@fuzzed
@given(pairs=spoiled(PERSON, also=["p0-later", "p0-days", "p0-add_ons", "p1-name", "p0-proof_file"]))
def test_naming_people_and_placing_what_passes(edition, pairs, fulfil):
    client = Client()
    people = begun(client)
    before = Order.objects.count()

    answer = post(client, people, pairs)

    assert_page(answer)
    assert_page(client.get(people))
    assert Order.objects.count() == before
    if answer.status_code != 302:
        return
    review = answer.url
    page = client.get(review)
    assert_page(page)
    assert client.post(review.replace("review", "quote")).status_code == 302
    total = re.search(r'name="expected_total" value="([\d.]+)"', page.content.decode())[1]
    done = post(client, review, (REVIEW | {"expected_total": total}).items())
    assert done.status_code == 302
    assert_page(client.get(done.url))
    fulfil()


@fuzzed
@given(pairs=spoiled(REVIEW, also=["po_file", "csrfmiddlewaretoken"]))
def test_reviewing(edition, pairs, fulfil):
    client = Client()
    review = post(client, begun(client), PERSON.items()).url
    before = Order.objects.count()

    answer = post(client, review, pairs)

    assert_page(answer)
    assert Order.objects.count() == before + (answer.status_code == 302)
    if answer.status_code == 302:
        assert_page(client.get(Order.objects.latest("pk").guest_path))
        fulfil()


@fuzzed
@given(pairs=spoiled({name: PERSON[name] for name in PERSON}, also=["p0-later", "p0-days", "p0-add_ons"]))
def test_naming_later(edition, pairs):
    ticket = edition.ticket_types.get(code="NON")
    order = placed(Person(ticket_type=ticket), method="purchase_order")
    place = order.registrations.get()
    path = f"{START}place/{place.public_id}/{order.secret}/name/"
    before = list(Registration.objects.filter(pk=place.pk).values())

    answer = post(Client(), path, pairs)

    assert_page(answer)
    if answer.status_code != 302:
        assert list(Registration.objects.filter(pk=place.pk).values()) == before
    assert_page(Client().get(order.guest_path))


@fuzzed
@given(upload=files, number=texts)
def test_uploads(edition, upload, number):
    client = Client()
    people = begun(client)
    name, content = upload
    proof = SimpleUploadedFile(name, content)

    answer = client.post(people, {**PERSON, "p0-proof_file": proof})

    assert_page(answer)
    review = post(client, people, PERSON.items()).url
    paper = SimpleUploadedFile(name, content)
    number = number.encode(errors="replace").decode()
    done = client.post(review, {**REVIEW, "po_number": number, "po_file": paper})
    assert_page(done)
    if done.status_code == 302:
        again = SimpleUploadedFile(name, content)
        assert_page(client.post(f"{done.url}purchase-order/", {"number": number, "file": again}))


@fuzzed
@given(part=texts, end=st.sampled_from(["", "/", "people/", "review/", "quote/", "name/"]))
def test_addresses(edition, part, end):
    client = Client()
    encoded = form_body([("", part)])[1:].replace("+", "%20")

    answers = [
        client.get(f"{base}{encoded}/{end}")
        for base in (START, f"{START}place/{encoded}/", "/orders/", f"/orders/{'x' * 22}/", "/quotes/")
    ]

    assert {answer.status_code for answer in answers} <= {200, 301, 302, 400, 404, 405}


@fuzzed
@given(body=st.binary(max_size=300) | st.sampled_from([b"&" * 5_000, b"a=1&" * 1_500, b"%" * 999]))
def test_bytes_that_are_no_form(edition, body):
    client = Client()
    people = begun(client)

    for kind in (FORM, "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain\x01"):
        for path in (START, people):
            assert client.post(path, body, content_type=kind).status_code in {200, 302, 400, 413, 415, 422}
