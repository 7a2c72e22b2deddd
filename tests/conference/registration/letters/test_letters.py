"""Letters for places: who may have which, what they say, who decides, what is forgotten."""

import io
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.badges import admitted
from factories.conference import (
    AccessLevelFactory,
    EditionFactory,
    SessionCreditFactory,
    SessionFactory,
    TicketTypeFactory,
)
from factories.people import UserFactory
from factories.registration import free_ticket, person, placed
from pypdf import PdfReader

from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from conference.agenda.services.publishing import publish
from conference.registration.letters.facts import credit_of, most
from conference.registration.letters.models import LetterKind, LetterRules, LetterText, PlaceLetter
from conference.registration.letters.services import (
    Decided,
    NotEntitled,
    NotOneself,
    approve_letter,
    ask_approval_letter,
    ask_visa_letter,
    forget_passports,
    refuse_letter,
)
from conference.registration.places import Registration
from conference.registration.services.granting import grant_place
from conference.registration.states import State
from core.audit.models import AuditEntry
from core.files.models import PrivateFile

pytestmark = pytest.mark.django_db
QUEUE = "/admin/conference/place-letters/"
PASSPORT = {"passport_name": "RUIZ ANA", "passport_number": "x 123-4567", "nationality": "ES"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def user(client):
    user = UserFactory(name="Ana Ruiz")
    client.force_login(user)
    return user


@pytest.fixture
def staff():
    return UserFactory(roles=["registration"])


def asked(place, actor, language="en"):
    values = {"passport_name": "RUIZ ANA", "passport_number": "X1234567", "nationality": "ES"}
    return ask_visa_letter(place=place, language=language, actor=actor, **values)


def text_of(letter):
    letter.refresh_from_db()
    with letter.file.content.open("rb") as stream:
        reader = PdfReader(io.BytesIO(stream.read()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def status(client, path):
    """The status of a file's answer, read and closed."""
    answer = client.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
        if answer.file_to_stream:
            answer.file_to_stream.close()
    return answer.status_code


def credited(edition, day, hour, minutes=60, **credit):
    start = datetime(2027, 8, day, hour, tzinfo=edition.zone)
    session = SessionFactory(edition=edition, starts_at=start, ends_at=start + timedelta(minutes=minutes),
                             audience=AccessLevelFactory(edition=edition, code="open"))  # fmt: skip
    return SessionCreditFactory(session=session, minutes=minutes, **credit)


def test_the_letter_to_the_agency_names_dates_price_and_approved_credit_alone(client, user, edition, run_tasks):
    ensure_schemes()
    CreditScheme.objects.update(verified=True)
    apa, mcle = CreditScheme.objects.newest("APA"), CreditScheme.objects.newest("MCLE")
    credited(edition, 9, 9, scheme=apa, approval="approved", statement="Exactly approved for one hour.")
    credited(edition, 9, 9, scheme=apa, approval="approved", statement="Exactly approved for one hour.")
    credited(edition, 9, 11, scheme=apa, approval="approved", statement="Exactly approved for one hour.")
    credited(edition, 10, 9, scheme=mcle, approval="pending", statement="Never to be read.")
    publish(edition=edition, actor=None)
    place = placed(person(TicketTypeFactory(edition=edition, vetting="manual", early=Decimal(895), regular=Decimal(895),
                                            late=Decimal(895)), name="Ana Ruiz", email=user.email),
                   method="check", user=user).registrations.get()  # fmt: skip

    client.post(f"/my/letters/{place.public_id}/agency/")
    run_tasks()

    letter = PlaceLetter.objects.get()
    text = text_of(letter)
    for said in ("Ana Ruiz", "City of Example", "9 August 2027 to 13 August 2027", "$895.00", letter.serial, "2.00"):
        assert said in text, said
    assert text.count("Exactly approved for one hour.") == 1
    assert "MCLE" not in text
    assert "Never to be read" not in text
    assert "MCLE" not in [item.code for item in credit_of(place)]
    page = client.get("/my/letters/").content.decode()
    assert f"/my/letters/file/{letter.public_id}/" in page
    assert status(client, f"/my/letters/file/{letter.public_id}/") == 200


def test_sessions_at_once_count_once_and_the_best_are_chosen():
    at = [datetime(2027, 8, 9, hour, tzinfo=timezone.get_current_timezone()) for hour in range(24)]
    one, two, three = Fraction(1), Fraction(2), Fraction(3)

    assert most([]) == 0
    assert most([(at[9], at[10], one), (at[10], at[11], one)]) == 2
    assert most([(at[9], at[12], two), (at[9], at[10], one), (at[10], at[11], one), (at[11], at[12], one)]) == 3
    assert most([(at[9], at[12], three), (at[11], at[13], two), (at[13], at[14], one)]) == 4


def test_an_invitation_is_asked_for_decided_by_another_made_and_announced(client, user, edition, staff, run_tasks):
    place = admitted(edition=edition, user=user)
    form = client.get(f"/my/letters/{place.public_id}/visa/").content.decode()
    answer = client.post(f"/my/letters/{place.public_id}/visa/", PASSPORT)
    again = client.post(f"/my/letters/{place.public_id}/visa/", PASSPORT, follow=True)
    letter = PlaceLetter.objects.get()
    waiting = status(client, f"/my/letters/file/{letter.public_id}/")
    client.force_login(staff)
    listed = client.get(QUEUE).content.decode()
    shown = client.get(f"{QUEUE}{letter.pk}/").content.decode()
    client.post(f"{QUEUE}{letter.pk}/", {"act": "approve"})
    run_tasks()
    late = client.post(f"{QUEUE}{letter.pk}/", {"act": "approve"})

    assert "deleted together with the letter 30 days after" in form
    assert (answer.status_code, waiting, late.status_code) == (302, 404, 409)
    assert "asked for it already" in again.content.decode()
    assert "X1234567" in shown
    assert "X1234567" not in listed
    assert AuditEntry.objects.filter(action="place_letter.read", actor=staff, object_id=letter.pk).exists()
    text = text_of(letter)
    for said in ("RUIZ ANA", "X1234567", "Spain", place.order.number, letter.serial):
        assert said in text, said
    [told] = [one for one in mail.outbox if one.subject == "About your letter"]
    assert told.to == [place.email]
    assert "X1234567" not in told.body
    client.force_login(user)
    assert status(client, f"/my/letters/file/{letter.public_id}/") == 200


def test_only_the_approved_and_paid_are_invited(client, user, edition, staff):
    place = admitted(edition=edition, user=user)
    letter = asked(place, user)
    Registration.objects.filter(pk=place.pk).update(state=State.CONFIRMED_UNPAID)

    assert client.get(f"/my/letters/{place.public_id}/visa/").status_code == 404
    with pytest.raises(NotEntitled):
        approve_letter(letter=letter, actor=staff)
    with pytest.raises(NotEntitled):
        asked(Registration.objects.get(pk=place.pk), user)
    Registration.objects.filter(pk=place.pk).update(state=State.CANCELLED, ticket_token=None)
    with pytest.raises(NotEntitled):
        ask_approval_letter(place=place, language="en", actor=user)


def test_a_place_that_was_cancelled_opens_no_letter_any_more(client, user, edition, staff, run_tasks):
    place = admitted(edition=edition, user=user)
    letter = approve_letter(letter=asked(place, user), actor=staff)
    run_tasks()
    Registration.objects.filter(pk=place.pk).update(state=State.CANCELLED, ticket_token=None)

    assert status(client, f"/my/letters/file/{letter.public_id}/") == 404
    assert f"file/{letter.public_id}" not in client.get("/my/letters/").content.decode()


def test_nobody_decides_about_their_own_invitation(client, edition, staff):
    place = admitted(edition=edition, user=staff)
    letter = asked(place, staff)
    client.force_login(staff)

    answer = client.post(f"{QUEUE}{letter.pk}/", {"act": "approve"})

    assert answer.status_code == 409
    assert "somebody else decides" in answer.content.decode()
    with pytest.raises(NotOneself):
        approve_letter(letter=letter, actor=staff)


def test_a_refusal_needs_a_reason_that_is_kept_here_and_deletes_the_passport(client, user, edition, staff, run_tasks):
    letter = asked(admitted(edition=edition, user=user), user)
    client.force_login(staff)

    missing = client.post(f"{QUEUE}{letter.pk}/", {"act": "refuse", "reason": ""})
    client.post(f"{QUEUE}{letter.pk}/", {"act": "refuse", "reason": "name differs"})
    run_tasks()

    assert missing.status_code == 422
    letter.refresh_from_db()
    assert (letter.state, letter.passport_number, letter.passport_name, letter.nationality.code) == (
        "refused",
        "",
        "",
        "",
    )
    [told] = [one for one in mail.outbox if one.subject == "About your letter"]
    assert "name differs" not in told.body
    with pytest.raises(Decided):
        refuse_letter(letter=letter, reason="again", actor=staff)
    assert client.post(f"{QUEUE}{letter.pk}/", {"act": "nonsense"}).status_code == 404


def test_passport_data_and_file_go_after_the_days_that_are_set(
    edition, user, staff, run_tasks, django_capture_on_commit_callbacks
):
    LetterRules.objects.create(edition=edition, passport_days=10)
    letter = approve_letter(letter=asked(admitted(edition=edition, user=user), user), actor=staff)
    undecided = asked(admitted(edition=edition), user)
    run_tasks()
    letter.refresh_from_db()
    file = letter.file_id
    ago = timezone.now() - timedelta(days=9)
    PlaceLetter.objects.update(asked_at=ago)
    PlaceLetter.objects.filter(pk=letter.pk).update(decided_at=ago)

    early = forget_passports()
    ago -= timedelta(days=2)
    PlaceLetter.objects.update(asked_at=ago)
    PlaceLetter.objects.filter(pk=letter.pk).update(decided_at=ago)
    with django_capture_on_commit_callbacks(execute=True):
        late, again = forget_passports(), forget_passports()

    assert (early, late, again) == (0, 2, 0)
    letter.refresh_from_db()
    undecided.refresh_from_db()
    assert (letter.state, letter.passport_number, letter.file_id) == ("approved", "", None)
    assert (undecided.state, undecided.passport_number) == ("lapsed", "")
    assert PrivateFile.objects.get(pk=file).erased_at is not None


def test_a_letter_made_anew_replaces_the_first(client, user, edition, run_tasks, django_capture_on_commit_callbacks):
    place = admitted(edition=edition, user=user)
    client.post(f"/my/letters/{place.public_id}/agency/")
    run_tasks()
    first = PlaceLetter.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/es/my/letters/{place.public_id}/agency/")
    run_tasks()

    letter = PlaceLetter.objects.get()
    assert letter.language == "es"
    assert "solicitud de aprobación" in text_of(letter)
    first.refresh_from_db()
    assert first.erased_at is not None


def test_letters_are_their_owners(client, user, edition, run_tasks):
    other = admitted(edition=edition)
    letter = ask_approval_letter(place=other, language="en", actor=user)
    run_tasks()

    assert status(client, f"/my/letters/file/{letter.public_id}/") == 404
    assert client.post(f"/my/letters/{other.public_id}/agency/").status_code == 404
    assert client.get(f"/my/letters/{other.public_id}/visa/").status_code == 404
    assert letter.serial not in client.get("/my/letters/").content.decode()
    client.logout()
    assert client.get("/my/letters/").status_code == 302


def test_odd_passports_are_refused_with_a_sentence(client, user, edition):
    place = admitted(edition=edition, user=user)

    for wrong in ({"passport_number": "12"}, {"passport_number": "A" * 40}, {"passport_number": "ÄÖ12345"},
                  {"nationality": "XX"}, {"passport_name": " "}):  # fmt: skip
        assert client.post(f"/my/letters/{place.public_id}/visa/", {**PASSPORT, **wrong}).status_code == 422, wrong
    assert PlaceLetter.objects.count() == 0


def test_staff_give_out_a_letter_by_order_number(client, edition, staff, run_tasks):
    place = admitted(edition=edition, name="Ana Ruiz")
    client.force_login(staff)

    wrong = client.post(QUEUE, {"order": "TM-NONE", "position": 1})
    client.post(QUEUE, {"order": place.order.number.lower(), "position": 1})
    run_tasks()
    letter = PlaceLetter.objects.get()

    assert wrong.status_code == 422
    assert "Ana Ruiz" in text_of(letter)
    assert status(client, f"{QUEUE}{letter.pk}/file/") == 200
    assert AuditEntry.objects.filter(action="place_letter.file_read", actor=staff).count() == 1


def test_organizers_write_the_texts_in_each_language(client, edition, run_tasks):
    organizer = UserFactory(roles=["organizer"])
    client.force_login(organizer)
    url = f"{QUEUE}texts/{edition.year}/"
    own = {"title": "Approve {name}", "body": "Please.\n\nPrice {price}.", "revision": 0}

    unknown = client.post(f"{url}approval/en/", {**own, "body": "{passport_number}"})
    client.post(f"{url}approval/en/", own)
    stale = client.post(f"{url}approval/en/", own)
    client.post(url, {"signatory": "Robin Chair", "signatory_title": "Chair", "passport_days": 5})
    bad = client.post(url, {"signatory": "", "signatory_title": "", "passport_days": 0})
    letter = ask_approval_letter(place=admitted(edition=edition, name="Ana Ruiz"), language="en", actor=organizer)
    run_tasks()

    assert (unknown.status_code, stale.status_code, bad.status_code) == (422, 409, 422)
    assert "{passport_number}" in unknown.content.decode()
    text = text_of(letter)
    assert "Approve Ana Ruiz" in text
    assert "Robin Chair" in text
    assert LetterText.objects.count() == 1
    assert client.get(url).status_code == 200
    assert [client.get(f"{url}{rest}").status_code for rest in ("visa/es/", "visa/xx/", "none/en/")] == [200, 404, 404]
    client.force_login(UserFactory(roles=["registration"]))
    assert client.get(url).status_code == 302


def test_lists_cost_the_same_for_one_and_for_three(client, user, edition, staff):
    def count(path):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    asked(admitted(edition=edition, user=user), user)
    own_one = count("/my/letters/")
    client.force_login(staff)
    one = count(QUEUE)
    for year in (2025, 2026):
        other = EditionFactory(start_date=edition.start_date.replace(year=year))
        guest = person(free_ticket(edition=other), name=user.name, email=user.email)
        place = grant_place(edition=other, person=guest, key=f"granted-{year}", actor=None)
        Registration.objects.filter(pk=place.pk).update(user=user)
        asked(place, user)

    assert count(QUEUE) == one
    client.force_login(user)
    assert count("/my/letters/") == own_one


def test_kinds_of_letters_have_a_text_in_every_language(settings):
    from conference.registration.letters.facts import PLACEHOLDERS
    from conference.registration.letters.shipped import SHIPPED
    from core.placeholders import unknown_in

    for kind in LetterKind:
        for language, _name in settings.LANGUAGES:
            text = SHIPPED[kind, language]
            assert unknown_in(text.title + text.body, PLACEHOLDERS[kind]) == []
