"""Writing to us."""

import pytest
from bs4 import BeautifulSoup
from factories.people import UserFactory

from core.mail.models import OutboxMail
from home.contact.models import ContactMessage
from people.roles import Role

WORDS = {
    "topic": "training",
    "name": "Robin Example",
    "email": "robin@example.org",
    "message": "May four of us visit in May?",
}


@pytest.fixture
def send(pages, client):
    """Post the form with some changes."""
    return lambda **changes: client.post("/contact/", {**WORDS, **changes})


def test_message_is_stored_and_staff_are_told_without_its_content(send, settings):
    response = send()

    message = ContactMessage.objects.get()
    mail = OutboxMail.objects.get()
    assert (response.status_code, response.url) == (302, "/contact/?sent=1")
    assert (message.name, message.email, message.message) == (WORDS["name"], WORDS["email"], WORDS["message"])
    assert mail.recipient == settings.ORGANIZATION["contact_email"]
    assert all(WORDS[name] not in mail.text + mail.html + mail.subject for name in ("name", "email", "message"))


def test_thanks_replace_the_form(pages, read):
    soup = read("/contact/?sent=1")

    assert soup.find("textarea") is None
    assert soup.find(role="status").get_text(strip=True).startswith("Your message has arrived")


def test_neither_form_nor_thanks_may_be_kept_by_a_cache(pages, client):
    for address in ("/contact/", "/contact/?sent=1"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_wrong_address_is_named_and_everything_stays(send):
    soup = BeautifulSoup(send(email="robin at example").content, "html.parser")

    field = soup.find(id="id_email")
    assert field["value"] == "robin at example"
    assert field["aria-invalid"] == "true"
    assert soup.find(id=field["aria-describedby"])
    assert soup.find("textarea").get_text(strip=True) == WORDS["message"]
    assert [link["href"] for link in soup.select(".error-summary a")] == ["#id_email"]
    assert soup.find(class_="error-summary").has_attr("autofocus")
    assert not ContactMessage.objects.exists()


def test_machine_that_fills_the_trap_is_thanked_and_forgotten(send):
    response = send(website="https://spam.example")

    assert response.url == "/contact/?sent=1"
    assert not ContactMessage.objects.exists()
    assert not OutboxMail.objects.exists()


def test_sixth_message_within_an_hour_waits_and_is_not_lost(send):
    for _ in range(5):
        send()
    response = send(message="The sixth")

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 429
    assert soup.find("textarea").get_text(strip=True) == "The sixth"
    assert ContactMessage.objects.count() == 5


@pytest.mark.parametrize("name", ["topic", "name", "email", "message"])
def test_missing_or_absurd_values_are_refused_politely(send, name):
    for value in ("", "\x00", "x" * 6000):
        assert send(**{name: value}).status_code == 200
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(Role.REGISTRATION, 200), (Role.CHECKIN, 302)])
def test_messages_are_read_by_those_whose_work_it_is(send, client, settings, role, status):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    send()
    client.force_login(UserFactory(roles=[role]))

    assert client.get("/admin/messages/").status_code == status
