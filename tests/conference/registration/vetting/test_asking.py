"""Questions to applicants: asked, answered on the order's page, reminded of; and what becomes of files."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.pictures import picture_file
from factories.registration import person, placed
from factories.vetting import held_place

from conference.registration.services.deciding import approve_place, cancel_place
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.asking.services import AlreadyAsked, ask_back
from conference.registration.vetting.asking.tasks import remind_applicants
from conference.registration.vetting.rules import VettingRules
from conference.registration.vetting.safety.holding import HeldForSafety
from conference.registration.vetting.tasks import remind_reviewers, remind_safety_team, sweep_proofs
from core.files.services import store_private
from core.mail.models import OutboxMail
from people.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return placed(person(TicketTypeFactory(vetting="manual"), name="Ana Ruiz"), method="check").registrations.get()


def address(place):
    return f"/conference/{place.edition.year}/register/place/{place.public_id}/{place.order.secret}/answer/"


def proof():
    return store_private(b"%PDF-1.4 %%EOF", name="id.pdf", content_type="application/pdf", purpose="proof")


def test_a_question_is_told_to_the_buyer_without_its_words_in_the_mail(client, place, run_tasks):
    ask_back(place=place, question="Which unit are you of?", actor=UserFactory())
    run_tasks()

    mail = OutboxMail.objects.get(kind="registration.asked")
    assert (mail.recipient, "Which unit" in mail.text, address(place) in mail.text) == (
        place.order.buyer_email, False, True,
    )  # fmt: skip
    assert "Which unit are you of?" in client.get(place.order.guest_path).content.decode()


def test_one_question_at_a_time_and_none_about_what_is_held(place):
    ask_back(place=place, question="Which unit?", actor=UserFactory())

    with pytest.raises(AlreadyAsked):
        ask_back(place=place, question="Which rank?", actor=UserFactory())
    held, _hold = held_place(ticket=place.ticket_type)
    with pytest.raises(HeldForSafety):
        ask_back(place=held, question="Which unit?", actor=UserFactory())


def test_the_answer_comes_once_with_words_or_a_file(client, place):
    ask_back(place=place, question="Which unit?", actor=UserFactory())
    page = address(place)
    assert client.get(page).status_code == 200
    assert client.post(page, {"answer": ""}).status_code == 422
    assert client.post(page, {"file": SimpleUploadedFile("a.pdf", b"nothing")}).status_code == 422

    assert (
        client.post(page, {"answer": "The TMU", "file": SimpleUploadedFile("id.jpg", picture_file())}).status_code
        == 302
    )
    again = client.post(page, {"answer": "Another"})

    enquiry = Enquiry.objects.get()
    assert (enquiry.answer, bool(enquiry.answer_file), again.status_code) == ("The TMU", True, 302)


def test_the_page_needs_the_orders_secret(client, place):
    ask_back(place=place, question="Which unit?", actor=UserFactory())

    assert client.get(address(place).replace(place.order.secret, "x" * 32)).status_code == 404


def test_an_applicant_is_reminded_once_before_the_day(place, monkeypatch):
    VettingRules.objects.create(edition=place.edition, answer_days=10, remind_days=3)
    enquiry = ask_back(place=place, question="Which unit?", actor=UserFactory())
    assert enquiry.due_on == place.edition.today() + timedelta(days=10)
    assert remind_applicants() == 0

    Enquiry.objects.update(asked_at=timezone.now() - timedelta(days=8), due_on=timezone.localdate() + timedelta(days=2))
    remind_applicants()
    remind_applicants()

    assert OutboxMail.objects.filter(kind="registration.asked_again").count() == 1


def test_reviewers_are_reminded_of_what_is_late_once_a_day_without_names(place):
    staff = UserFactory(roles=["registration"])
    VettingRules.objects.create(edition=place.edition, decide_days=5)
    VettingRules.objects.create(edition=place.edition, ticket_type=place.ticket_type, decide_days=2)
    assert remind_reviewers() == 0

    place.created_at = timezone.now() - timedelta(days=4)
    place.save()
    remind_reviewers()
    remind_reviewers()

    mail = OutboxMail.objects.get(kind="registration.due")
    assert (mail.recipient, "Ana" in mail.text, "1 application" in mail.text) == (staff.email, False, True)


def test_the_safety_team_alone_is_reminded_of_holds_in_no_words_that_tell(place):
    member = UserFactory(roles=["security"])
    UserFactory(roles=["registration"])
    held, _hold = held_place(ticket=place.ticket_type)

    remind_safety_team()

    mails = OutboxMail.objects.filter(kind="registration.due")
    team = set(User.objects.filter(groups__name="security").values_list("email", flat=True))
    assert {mail.recipient for mail in mails} == team
    assert member.email in team
    for telling in (held.name, "hold", "block", "application"):
        assert telling not in mails[0].text, telling


@pytest.mark.parametrize("end", ["approved", "cancelled"])
def test_files_are_erased_once_decided_by_the_task_or_the_sweep(place, run_tasks, end):
    place.proof_file = proof()
    place.save()
    enquiry = ask_back(place=place, question="Show it", actor=UserFactory())
    enquiry.answer_file, enquiry.answered_at = proof(), timezone.now()
    enquiry.save()
    assert sweep_proofs() == 0

    if end == "approved":
        approve_place(place=place, actor=UserFactory())
        run_tasks()
    else:
        cancel_place(place=place, actor=UserFactory(), reason="asked")
        assert sweep_proofs() == 2

    for file in (place.proof_file, enquiry.answer_file):
        file.refresh_from_db()
        assert file.erased_at
        assert not file.content
    assert sweep_proofs() == 0
