"""Staff issue many with a dry run, set rules, issue one by hand; rules say which step is missing."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from factories.badges import badged
from factories.conference import EditionFactory
from factories.people import UserFactory
from factories.scans import attend, tracked

from certificates.issuing.batches.models import Batch
from certificates.issuing.models import Certificate
from certificates.issuing.naming import choose_name
from certificates.issuing.services import Incomplete
from conference.attendance.models import AttendanceRules
from conference.credits.certificates.drafts import drafts_of, dues_of
from conference.credits.certificates.models import CertificateRule
from conference.credits.certificates.services import StepsMissing, issue_by_itself, issue_for
from conference.credits.certificates.tasks import issue_what_is_due
from conference.evaluation.models import EvaluationDone
from conference.registration.places import Registration
from core.audit.models import AuditEntry
from people.roles import Role

pytestmark = pytest.mark.django_db
BASE = "/admin/conference/certificates/"


@pytest.fixture
def edition():
    """An edition that is over since some days."""
    last = timezone.localdate() - timedelta(days=3)
    return EditionFactory(
        year=last.year, start_date=last - timedelta(days=1), end_date=last, state="published", name="The Conference"
    )


@pytest.fixture
def session(edition):
    """An hour with a door."""
    start = datetime.combine(edition.start_date, datetime.min.time(), edition.zone).replace(hour=9)
    return tracked(edition=edition, code="B1", starts_at=start, ends_at=start + timedelta(hours=1))


@pytest.fixture
def staff(client, settings):
    """Credit staff in the admin."""
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    user = UserFactory(roles=[Role.CREDITS])
    client.force_login(user)
    return user


def person(session, minutes=60, **values):
    """Somebody who was in a session for so long."""
    user = UserFactory(**values)
    badge = badged(edition=session.edition, user=user)
    attend(session, badge, 0, minutes)
    return user, badge.registration


def holder(user):
    return f"user:{user.pk}"


def test_a_rule_asks_for_presence_and_evaluations_and_says_what_is_missing(edition, session):
    ana, place = person(session, 60)
    _early, _place = person(session, 50)
    CertificateRule.objects.create(
        edition=edition, kind="attendance", minimum_percent=90, session_evaluations=True, edition_evaluation=True,
        valid_months=24,
    )  # fmt: skip

    before = {due.draft.holder_key: due for due in dues_of(edition)}
    EvaluationDone.objects.create(registration=place, session=session)
    EvaluationDone.objects.create(registration=place, session=None)
    due = list(drafts_of(edition))

    assert list(before) == [holder(ana)]
    assert [(step.name, step.missing) for step in before[holder(ana)].missing] == [
        ("session_evaluations", "B1"), ("edition_evaluation", ""),
    ]  # fmt: skip
    assert [draft.holder_key for draft in due] == [holder(ana)]
    last = edition.end_date
    expected = date(last.year + 2, last.month, min(last.day, 28) if last.month == 2 else last.day)
    assert due[0].expires_on == expected


def test_two_places_of_an_account_are_one_holder(edition, session):
    user, _place = person(session, 20)
    attend(session, badged(edition=edition, user=user), 30, 60)

    (due,) = drafts_of(edition)

    assert due.lines[0].minutes == "50"


def test_the_holder_chooses_the_name(edition, session):
    user, place = person(session)
    Registration.objects.filter(pk=place.pk).update(name="Anastasia Ruiz", badge_name="Ana", family_name="Ruiz")

    shown = [draft.name for draft in drafts_of(edition)]
    choose_name(user=user, name="legal")

    assert (shown, [draft.name for draft in drafts_of(edition)]) == (["Ana"], ["Anastasia Ruiz"])


def test_a_rule_issues_by_itself_and_once(edition, session, run_tasks):
    user, place = person(session)
    _nameless, other = person(session)
    Registration.objects.filter(pk=other.pk).update(name="", badge_name="")
    rule = CertificateRule.objects.create(edition=edition, kind="attendance", session_evaluations=True, automatic=True)
    assert issue_by_itself(edition) is None
    EvaluationDone.objects.create(registration=place, session=session)
    EvaluationDone.objects.create(registration=other, session=session)

    begun = [issue_what_is_due(), issue_what_is_due()]
    run_tasks()

    assert (begun, issue_what_is_due()) == ([1, 0], 0)
    assert [row.holder for row in Certificate.objects.all()] == [user]
    rule.automatic = False
    rule.save()


def test_one_is_issued_by_hand_with_a_reason_where_steps_are_missing(edition, session, run_tasks):
    user, place = person(session)
    CertificateRule.objects.create(edition=edition, kind="attendance", edition_evaluation=True)
    asked = {"edition": edition, "holder_key": holder(user), "kind": "attendance", "actor": user}
    with pytest.raises(StepsMissing):
        issue_for(**asked)
    with pytest.raises(LookupError):
        issue_for(**{**asked, "kind": "presentation"})

    made, _outcome = issue_for(**asked, regardless="the form was closed")
    run_tasks()

    made.refresh_from_db()
    waived = AuditEntry.objects.get(action="certificate.rule_waived")
    assert (made.file is not None, waived.reason) == (True, "the form was closed")
    Registration.objects.filter(pk=place.pk).update(name="", badge_name="")
    with pytest.raises(Incomplete):
        issue_for(**asked, regardless="again")


def test_staff_try_start_watch_pause_and_resume(client, staff, edition, session, run_tasks):
    person(session, name="Ana Ruiz")
    address = f"{BASE}{edition.year}/"
    assert client.get(BASE)["Location"] == address
    tried = client.get(address, {"try": 1, "kinds": ["attendance"]}).content.decode()
    assert "Issue 1 certificate" in tried
    assert not Batch.objects.exists()

    started = client.post(address, {"kinds": ["attendance", "credit"]})
    batch = Batch.objects.get()
    assert started["Location"] == f"{address}batches/{batch.public_id}/"
    assert client.post(address, {"kinds": ["attendance"]}).status_code == 422
    client.post(started["Location"], {"pause": ""})
    run_tasks()
    assert "0 of 1" in client.get(started["Location"]).content.decode()
    client.post(started["Location"], {"resume": ""})
    run_tasks()

    assert "1 of 1" in client.get(started["Location"]).content.decode()
    assert "Everything that is due was issued" in client.get(address, {"kinds": "attendance"}).content.decode()
    said = AuditEntry.objects.filter(action__startswith="batch.").order_by("pk").values_list("action", flat=True)
    assert list(said) == ["batch.begun", "batch.paused", "batch.resumed", "batch.done"]


def test_bad_input_is_answered_with_a_sentence(client, staff, edition, session):
    _user, place = person(session)
    Registration.objects.filter(pk=place.pk).update(name="", badge_name="", email="who@agency.example")
    address = f"{BASE}{edition.year}/"

    nothing = client.post(address, {})
    strange = client.get(address, {"kinds": "completion"})
    lacking = client.post(address, {"kinds": "attendance"})
    rule = client.post(f"{address}rules/attendance/", {"minimum_percent": "101"})

    assert [answer.status_code for answer in (nothing, strange, lacking, rule)] == [422] * 4
    assert "Tick at least one kind" in nothing.content.decode()
    assert "who@agency.example" in lacking.content.decode()
    assert client.get(f"{address}rules/completion/").status_code == 404
    AttendanceRules.objects.create(edition=edition, rehearsal=True)
    assert "in rehearsal" in client.get(address, {"kinds": "attendance"}).content.decode()
    assert not Certificate.objects.exists()


def test_staff_set_a_rule_and_issue_to_a_person(client, staff, edition, session):
    user, place = person(session)
    Registration.objects.filter(pk=place.pk).update(name="Ana Ruiz")
    address = f"{BASE}{edition.year}/"
    stored = client.post(f"{address}rules/attendance/", {"minimum_percent": "90", "edition_evaluation": "on"})
    assert stored["Location"] == address
    assert "Ana Ruiz" in client.get(f"{address}people/", {"q": "ruiz"}).content.decode()

    one = f"{address}people/{place.public_id}/"
    assert "Evaluate the conference" in client.get(one).content.decode()
    refused = client.post(one, {"kind": "attendance"})
    issued = client.post(one, {"kind": "attendance", "regardless": "the form was closed"})

    assert (refused.status_code, issued.status_code) == (422, 302)
    assert "Steps are missing" in refused.content.decode()
    assert Certificate.objects.get().holder == user
    assert client.post(one, {"kind": "credit", "scheme": "NONE"}).status_code == 422


def test_only_credit_staff_and_organizers_issue(client, settings, edition):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    codes = []
    for role in (Role.ORGANIZER, Role.FINANCE):
        client.force_login(UserFactory(roles=[role]))
        codes.append(client.get(f"{BASE}{edition.year}/").status_code)

    assert codes == [200, 302]


def test_the_dry_run_reads_the_same_number_of_times_for_one_and_three(edition, session, django_assert_max_num_queries):
    person(session)
    with django_assert_max_num_queries(12):
        list(dues_of(edition))
    for _number in range(2):
        person(session)
    with django_assert_max_num_queries(12):
        list(dues_of(edition))
