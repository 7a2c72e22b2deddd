"""Credit staff note decisions, see what is due, take rosters."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from factories.badges import badged
from factories.conference import EditionFactory, SessionCreditFactory
from factories.people import UserFactory
from factories.scans import attend, tracked
from openpyxl import load_workbook
from pypdf import PdfReader

from certificates.credits.models import Claim, Credit
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from conference.agenda.announcing import announce
from conference.agenda.models import Session, SessionCredit
from conference.credits.approvals import screens
from conference.credits.approvals.models import Roster
from conference.credits.approvals.reminding import remind
from conference.credits.certificates.drafts import drafts_of
from conference.credits.services import award_credits
from conference.evaluation.models import EvaluationDone
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
OBJECTIVES = ["Describe", "Apply", "Assess"]


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def edition():
    ensure_schemes()
    return EditionFactory(start_date=date(2026, 8, 3), end_date=date(2026, 8, 7), state="published")


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(roles=["credits"], email="credits@example.org"))
    return client


def credited(edition, code="B1", scheme="MCLE", **fields):
    start = datetime(2026, 8, 3, 9, tzinfo=edition.zone)
    session = tracked(
        edition=edition, code=code, starts_at=start, ends_at=start + timedelta(hours=1),
        title=f"True title of {code}", public_title=f"Public title of {code}", learning_objectives=OBJECTIVES,
    )  # fmt: skip
    return SessionCreditFactory(session=session, scheme=CreditScheme.objects.newest(scheme), minutes=60, **fields)


def address(edition, rest=""):
    return f"/admin/conference/approvals/{edition.year}/{rest}"


def note(client, credits_, **data):
    keys = [credit.pk for credit in credits_]
    return client.post(address(credits_[0].session.edition), {"credit": keys, "reason": "Letter of 1 May", **data})


def states(credits_):
    return [SessionCredit.objects.get(pk=credit.pk).approval for credit in credits_]


def test_many_are_decided_in_one_act_with_an_entry_each(staff, edition):
    rows = [credited(edition, code) for code in ("B1", "B2", "B3")]

    answer = note(staff, rows[:2], approval="approved", provider_number="MCLE-77", statement="Approved for 1 hour.")

    assert answer.status_code == 302
    assert states(rows) == ["approved", "approved", "none"]
    first = SessionCredit.objects.get(pk=rows[0].pk)
    assert (first.provider_number, first.statement) == ("MCLE-77", "Approved for 1 hour.")
    assert first.locked_title == "Public title of B1"
    entries = AuditEntry.objects.filter(action="approval.noted")
    assert [entry.reason for entry in entries] == ["Letter of 1 May"] * 2


def test_what_is_left_empty_stays(staff, edition):
    row = credited(edition, approval="pending", provider_number="OLD-1")

    note(staff, [row], approval="approved")

    assert SessionCredit.objects.get().provider_number == "OLD-1"


def test_nothing_is_approved_where_one_lacks_objectives_or_a_number_that_comes_first(staff, edition):
    ready, bare = credited(edition, "B1"), credited(edition, "B2")
    bare.session.learning_objectives = ["One"]
    bare.session.save()
    post = credited(edition, "B3", scheme="POST")

    answer = note(staff, [ready, bare, post], approval="approved")

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Three learning objectives are missing in B2." in said
    assert "a number is missing for B3." in said
    assert states([ready, bare, post]) == ["none"] * 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"credit": []}, "Tick the sessions"),
        ({"credit": ["x", "9" * 30]}, "Tick the sessions"),
        ({"approval": "", "provider_number": ""}, "Choose a state"),
        ({"approval": "perhaps"}, "perhaps"),
        ({"reason": ""}, "required"),
    ],
)
def test_mistaken_decisions_are_answered_and_change_nothing(staff, edition, data, said):
    row = credited(edition)
    sent = {"credit": [row.pk], "approval": "approved", "reason": "Letter", **data}

    answer = staff.post(address(edition), sent)

    assert (answer.status_code, states([row])) == (422, ["none"])
    assert said in answer.content.decode()


def test_one_session_is_decided_with_its_title(staff, edition):
    row = credited(edition, approval="approved", provider_number="N-1", locked_title="Old")

    staff.post(
        address(edition, f"{row.pk}/"),
        {"approval": "denied", "provider_number": "", "statement": "", "locked_title": "New", "reason": "Letter"},
    )

    stored = SessionCredit.objects.get()
    assert (stored.approval, stored.provider_number, stored.locked_title) == ("denied", "", "New")


def test_the_list_is_filtered_and_says_what_is_due(staff, edition):
    credited(edition, "B1", approval="approved", provider_number="N-1")
    credited(edition, "B2", scheme="SHRM", approval="pending")

    due, shrm = (staff.get(address(edition, f"?{query}")).content.decode() for query in ("due=1", "scheme=SHRM"))

    assert "Public title of B2" in due
    assert "Public title of B1" not in shrm
    assert "overdue" in due
    assert "True title" not in due + shrm


def test_sessions_without_a_time_stand_last(staff, edition):
    tray, placed = credited(edition, "B1"), credited(edition, "B2")
    Session.objects.filter(pk=tray.session_id).update(starts_at=None, ends_at=None)

    said = staff.get(address(edition)).content.decode()

    assert said.index(placed.session.public_title) < said.index(tray.session.public_title)


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_takes_the_same_queries_for_any_number(staff, edition, number, django_assert_max_num_queries):
    for index in range(number):
        credited(edition, f"B{index}")

    with django_assert_max_num_queries(16):
        staff.get(address(edition))


@pytest.fixture
def earned(edition):
    """Somebody who earned an approved session's credit."""
    row = credited(edition, approval="approved", provider_number="MCLE-77")
    user = UserFactory(name="Ana Reyes")
    Claim.objects.create(user=user, scheme_code="MCLE", licence="=BAR-1")
    badge = badged(edition=edition, user=user)
    attend(row.session, badge, 0, 53)
    EvaluationDone.objects.create(registration=badge.registration, session=row.session)
    award_credits(edition=edition)
    return row


def test_the_roster_has_the_bodys_columns_and_its_taking_is_recorded(staff, edition, earned):
    answer = staff.post(address(edition, f"{earned.pk}/roster/"), {"kind": "xlsx", "reason": "for the bar"})

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0] == ("Name", "bar number", "Date", "Minutes", "Hours", "Sub-field")
    assert rows[1][0] == "Ana Reyes"
    assert rows[1][1].endswith("=BAR-1")
    assert not rows[1][1].startswith("=")
    assert [str(cell) for cell in rows[1][2:5]] == ["2026-08-03", "53", "1"]
    assert AuditEntry.objects.get(action="roster.taken").reason == "for the bar"


def test_bodies_that_want_times_get_them(staff, edition, earned):
    CreditScheme.objects.filter(pk=earned.scheme_id).update(roster_columns=["name", "in", "out", "credit"])

    answer = staff.post(address(edition, f"{earned.pk}/roster/"), {"kind": "csv", "reason": "for the bar"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.replace('"', "") for line in lines] == ["Name,In,Out,Hours", "Ana Reyes,09:00,09:53,1"]


def test_the_pdf_is_made_in_a_task_and_read_by_credit_staff_alone(
    client, staff, earned, run_tasks, django_capture_on_commit_callbacks
):
    edition = earned.session.edition
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(edition, f"{earned.pk}/roster/"), {"kind": "pdf", "reason": "for the bar"})
    run_tasks()

    answer = staff.get(address(edition, f"{earned.pk}/roster/file/"))
    words = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages[0].extract_text()
    assert "Ana Reyes" in words
    assert "Public title of B1" in words
    assert "True title" not in words
    client.force_login(UserFactory(roles=["programme"]))
    assert client.get(address(edition, f"{earned.pk}/roster/file/")).status_code == 302


def test_a_roster_without_a_reason_is_not_given_and_the_decision_stays_in_its_form(staff, edition, earned):
    answer = staff.post(address(edition, f"{earned.pk}/roster/"), {"kind": "csv", "reason": ""})

    assert answer.status_code == 422
    assert 'value="MCLE-77"' in answer.content.decode()
    assert not AuditEntry.objects.filter(action="roster.taken").exists()


def test_on_the_roster_several_places_of_an_account_are_one_person(staff, edition, earned):
    CreditScheme.objects.filter(pk=earned.scheme_id).update(roster_columns=["name", "in", "out"])
    user = UserFactory._meta.model.objects.get(name="Ana Reyes")
    attend(earned.session, badged(edition=edition, user=user, email="second@example.org"), 55, 60)
    award_credits(edition=edition)

    answer = staff.post(address(edition, f"{earned.pk}/roster/"), {"kind": "csv", "reason": "for the bar"})

    lines = answer.content.decode("utf-8-sig").replace('"', "").splitlines()
    assert lines[1:] == ["Ana Reyes,09:00,10:00"]


def test_that_the_body_has_the_roster_is_noted_once(staff, edition, earned):
    for _time in range(2):
        staff.post(address(edition, f"{earned.pk}/handed-in/"))

    assert Roster.objects.get().handed_in_by.email == "credits@example.org"
    assert AuditEntry.objects.filter(action="roster.handed_in").count() == 1


def test_credit_staff_are_reminded_once_a_week(edition):
    UserFactory(roles=["credits"], email="credits@example.org")
    today = timezone.localdate()
    edition.start_date, edition.end_date = today, today + timedelta(days=4)
    edition.save()
    row = credited(edition)
    tomorrow = timezone.now() + timedelta(days=1)
    Session.objects.filter(pk=row.session_id).update(starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1))

    assert (remind(), remind()) == (1, 0)

    mail = OutboxMail.objects.get(recipient="credits@example.org")
    assert "MCLE, B1: have the decision" in mail.text
    assert row.session.public_title not in mail.text


def test_a_sub_field_goes_from_the_session_to_credit_certificate_and_roster(staff, edition, earned):
    decision = {"approval": "approved", "provider_number": "MCLE-77", "locked_title": "Title", "reason": "Letter"}
    assert staff.post(address(edition, f"{earned.pk}/"), {**decision, "sub_field": "tax law"}).status_code == 422
    staff.post(address(edition, f"{earned.pk}/"), {**decision, "sub_field": "legal ethics"})

    award_credits(edition=edition)

    credit = Credit.objects.standing().get()
    assert (credit.sub_field, credit.sentences[-1]) == ("legal ethics", "It counts in the sub-field legal ethics.")
    (draft,) = [draft for draft in drafts_of(edition) if draft.kind == "credit"]
    assert draft.lines[0].title == "Title · legal ethics"
    assert draft.statement.endswith("Of these, 1 hours in legal ethics.")
    answer = staff.post(address(edition, f"{earned.pk}/roster/"), {"kind": "csv", "reason": "for the bar"})
    assert "legal ethics" in answer.content.decode()
    assert announce(SessionCredit.objects.get()).sub_field == "legal ethics"


def test_a_session_is_found_and_its_history_and_what_visitors_read_are_shown(staff, edition):
    row, other = credited(edition, "B1", scheme="POST"), credited(edition, "B2")
    before = staff.get(address(edition, f"{row.pk}/")).content.decode()

    note(staff, [row], approval="approved", provider_number="POST-1", statement="Certified by POST.")
    note(staff, [other], approval="denied")

    found = staff.get(address(edition, "?q=title+of+b2")).content.decode()
    assert "Public title of B2" in found
    assert "Public title of B1" not in found
    assert "the body certifies first" in before
    page = staff.get(address(edition, f"{row.pk}/")).content.decode()
    assert "approval: none → approved" in page
    assert "certification or provider number: — → POST-1" in page
    assert "Letter of 1 May" in page
    denied = staff.get(address(edition, f"{other.pk}/")).content.decode()
    assert "What visitors read: no credit. This credit is not given: the application was turned down." in denied


def test_a_long_list_has_pages_and_keeps_its_filter(staff, edition, monkeypatch):
    monkeypatch.setattr(screens, "ROWS", 2)
    for index in range(5):
        credited(edition, f"B{index}")

    page = staff.get(address(edition, "?scheme=MCLE&p=2")).content.decode()

    assert "5 of 5 are found." in page
    assert "Public title of B2" in page
    assert "?scheme=MCLE&amp;p=3" in page
    assert "Public title of B4" not in page
