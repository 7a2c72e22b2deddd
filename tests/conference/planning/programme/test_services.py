"""Loading a programme: all or nothing, twice the same, edits kept, absent records kept."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from factories.pictures import picture_file
from factories.programme import CANARIES, sample, session, small, with_session

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Session, SessionCredit
from conference.agenda.services.editing import change_session
from conference.edition.models import Edition, ImportRecord, Room, Track
from conference.planning.programme.services import load_programme
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.models import DiscountRule
from conference.speakers.models import Speaker, SpeakerIdentity
from conference.speakers.pictures import set_picture
from conference.speakers.profile import true_profile
from core.audit.models import AuditEntry
from core.imports.report import BadFile
from core.media.models import Image
from core.media.pictures import Picture

pytestmark = pytest.mark.django_db


def counts():
    models = (Edition, Room, Track, Speaker, SpeakerIdentity, Session, SessionCredit, TicketType, AddOn, ImportRecord)
    return {model.__name__: model.objects.count() for model in models}


def test_the_sample_is_stored_whole():
    report = load_programme(sample())

    edition = Edition.objects.get(year=2027)
    assert (report.changed, len(report.created), report.warnings) == (199, 199, [])
    assert counts() | {"ImportRecord": 0} == {
        "Edition": 1,
        "Room": 11,
        "Track": 14,
        "Speaker": 48,
        "SpeakerIdentity": 48,
        "Session": 86,
        "SessionCredit": 199,
        "TicketType": 10,
        "AddOn": 11,
        "ImportRecord": 0,
    }
    assert edition.state == Edition.State.PUBLISHED
    assert [term.rule.words() for term in edition.cancellation_terms.in_order()] == [
        "full less 75.00",
        "50 percent",
        "none",
    ]
    assert CreditScheme.objects.get(code="SHRM").verified is True
    assert set(SessionCredit.objects.values_list("approval", flat=True)) == {SessionCredit.Approval.NONE}
    assert TicketType.objects.get(code="DAY").one_day is True
    assert TicketType.objects.filter(one_day=True).count() == 1
    checks = dict(TicketType.objects.exclude(check_by="").values_list("code", "check_by"))
    assert checks == {"MEM": "membership", "GOV": "agency", "RET": "membership"}
    assert AddOn.objects.get(session__code="W1").price == Decimal("225.00")
    assert DiscountRule.objects.get(code="HOSTPD").value == Decimal(150)
    assert list(Session.objects.get(code="W6").appearances.values_list("speaker__code", "role")) == [
        ("sp31", "lead"),
        ("sp05", "co-presenter"),
    ]


def test_an_identical_second_run_changes_nothing():
    load_programme(sample())
    entries = AuditEntry.objects.count()

    report = load_programme(sample())

    assert report.changed == 0
    assert "0 changed" in list(report.lines())[-1]
    assert AuditEntry.objects.count() == entries


def test_withheld_values_lie_in_the_identity_alone():
    load_programme(sample())

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            text = repr(cursor.fetchall())
            assert not [canary for canary in CANARIES if canary in text], table
    assert true_profile(Speaker.objects.get(code="sp30")).organization == "Canary Ridge Police Department"


def test_dry_run_reports_and_writes_nothing():
    report = load_programme(sample(), dry_run=True)

    assert report.changed == 199
    assert set(counts().values()) == {0}


def test_a_changed_file_changes_only_what_it_says():
    load_programme(small())

    report = load_programme(with_session(title="Another title", speakers=[{"id": "sp2", "role": "lead"}]))

    assert report.updated == {"sessions[A1]": ["title", "public_title", "speakers"]}
    changed = Session.objects.get(code="A1")
    assert changed.title == "Another title"
    assert [item.speaker.code for item in changed.appearances.all()] == ["sp2"]


def edit(code="A1", **fields):
    edited = Session.objects.get(code=code)
    for name, value in fields.items():
        setattr(edited, name, value)
    change_session(session=edited, actor=None)


def test_an_edit_is_kept_in_silence_while_the_file_says_the_same():
    load_programme(small())
    edit(title="Edited here")

    report = load_programme(small())

    assert (report.changed, report.conflicts, report.kept_edits) == (0, [], ["sessions[A1].title"])
    assert Session.objects.get(code="A1").title == "Edited here"


def test_an_edit_is_kept_as_a_conflict_when_the_file_changed_too_until_forced():
    load_programme(small())
    edit(title="Edited here")
    changed = with_session(title="From the file", capacity=20)

    first, second = load_programme(changed), load_programme(changed)
    kept = Session.objects.get(code="A1")
    forced = load_programme(changed, force=True)

    assert first.conflicts == second.conflicts == ["sessions[A1].title"]
    assert (kept.title, kept.capacity) == ("Edited here", 20)
    assert forced.conflicts == []
    assert Session.objects.get(code="A1").title == "From the file"


def test_force_takes_the_files_value_though_the_file_is_unchanged():
    load_programme(small())
    edit(title="Edited here")

    load_programme(small(), force=True)

    assert Session.objects.get(code="A1").title == "Session A1"


def without(code, section="sessions"):
    data = small()
    data[section] = [item for item in data[section] if (item.get("code") or item.get("id")) != code]
    return data


def test_absent_records_are_kept_and_listed():
    load_programme(small())

    report = load_programme(without("A2"))

    assert list(report.absent) == ["sessions[A2]"]
    assert report.changed == 0
    assert Session.objects.filter(code="A2").exists()


def test_prune_deletes_what_nothing_refers_to():
    load_programme(small())
    data = without("A2")
    data["speakers"] = [data["speakers"][0]]

    report = load_programme(data, prune=True)

    assert report.removed == ["sessions[A2]", "speakers[sp2]"]
    assert not Session.objects.filter(code="A2").exists()
    assert not Speaker.objects.filter(code="sp2").exists()
    assert load_programme(data, prune=True).changed == 0


def test_prune_keeps_what_is_referred_to_was_made_or_edited_here():
    load_programme(small())
    edition = Edition.objects.get()
    Room.objects.create(edition=edition, code="HERE", name="Made here")
    AddOn.objects.create(edition=edition, session=Session.objects.get(code="A2"))
    data = without("A2")

    report = load_programme(data, prune=True)

    assert report.removed == []
    assert set(report.absent) == {"rooms[HERE]", "sessions[A2]", "registration.add_ons[A2]"}


def test_loading_another_year_leaves_the_first_edition_alone():
    load_programme(sample())

    load_programme(small())

    assert sorted(Edition.objects.values_list("year", flat=True)) == [2027, 2028]
    assert Session.objects.filter(edition__year=2027).count() == 86


def test_a_session_past_midnight_ends_the_next_day():
    load_programme(with_session(date="2028-03-12", day=2, start="23:00", end="01:30"))

    late = Session.objects.get(code="A1")
    assert (late.starts_at, late.ends_at) == (
        datetime(2028, 3, 13, 3, 0, tzinfo=UTC),
        datetime(2028, 3, 13, 5, 30, tzinfo=UTC),
    )


def test_an_ambiguous_time_is_the_first_of_the_two():
    data = small(start_date="2028-11-04", end_date="2028-11-05")
    data["sessions"] = [session("A1", date="2028-11-05", day=2, start="01:30", end="03:00")]

    load_programme(data)

    assert Session.objects.get().starts_at == datetime(2028, 11, 5, 5, 30, tzinfo=UTC)
    assert Session.objects.get().minutes == 150


def test_names_in_any_script_and_null_options_load():
    data = with_session(
        room=None, track=None, level=None, ce=None, speakers=None, abstract=None, title="脅威の評価 تقييم"
    )
    data["speakers"][0]["name"] = "สมชาย Ωμέγα 李"
    data["speakers"][0]["credentials"] = None

    load_programme(data)

    assert Session.objects.get(code="A1").title == "脅威の評価 تقييم"
    assert Speaker.objects.get(code="sp1").name == "สมชาย Ωμέγα 李"


def test_a_closed_session_without_public_title_does_not_show_its_title():
    load_programme(with_session(visibility="cleared", audience="sworn_only", title="Secret"))

    assert Session.objects.get(code="A1").public_title == "Restricted session"


def test_flags_that_change_move_the_values():
    load_programme(small())
    data = small()
    data["speakers"][0]["publish_name"] = False
    data["speakers"][1]["publish_name"] = True

    load_programme(data)

    hidden, shown = Speaker.objects.get(code="sp1"), Speaker.objects.get(code="sp2")
    assert (hidden.name, hidden.identity.legal_name) == ("", "Ana Ruiz")
    assert (shown.name, shown.identity.legal_name) == ("Secret Person", "")


def test_a_file_that_hides_a_speaker_takes_their_picture_off_too():
    load_programme(sample())
    speaker = Speaker.objects.filter(publish_name=True, publish_photo=True).order_by("code").first()
    set_picture(speaker=speaker, picture=Picture(picture_file(), 640, 480), actor=None)
    assert Image.objects.count() == 1
    document = sample()
    record = next(item for item in document["speakers"] if item["id"].lower() == speaker.code.lower())
    record["publish_photo"] = False

    load_programme(document)

    assert Image.objects.count() == 0
    assert Speaker.objects.get(pk=speaker.pk).photo is None


def test_changed_content_puts_an_approval_back_to_review_and_keeps_submitted_credit():
    load_programme(small())
    SessionCredit.objects.filter(session__code="A1").update(approval="approved", provider_number="12")

    report = load_programme(with_session(ce={"minutes": 45, "types": []}))

    credit = SessionCredit.objects.get(session__code="A1")
    assert (credit.approval, credit.minutes, credit.provider_number) == ("review", 45, "12")
    assert [str(warning) for warning in report.warnings] == [
        "sessions[A1].ce.types: APA was submitted for approval; it is kept."
    ]


def test_other_rules_of_a_scheme_become_a_new_version():
    load_programme(small())
    data = small()
    data["credit_types"][0]["step_minutes"] = 30

    report = load_programme(data)

    assert report.updated == {"credit_types[APA]": ["rules"]}
    assert list(CreditScheme.objects.values_list("version", "step_minutes").order_by("version")) == [(1, 15), (2, 30)]
    assert set(SessionCredit.objects.values_list("scheme__version", flat=True)) == {2}
    assert load_programme(data).changed == 0


def test_unknown_keys_are_named():
    data = with_session(stream_url="x")
    data["sponsors"] = []

    report = load_programme(data)

    assert {warning.path for warning in report.warnings} == {"sponsors", "sessions[A1].stream_url"}


def test_a_bad_record_changes_nothing():
    load_programme(small())
    before = counts()
    data = with_session(title="New")
    data["sessions"].append(session("A3", room="NOWHERE"))

    with pytest.raises(BadFile) as caught:
        load_programme(data)

    assert [str(problem) for problem in caught.value.problems] == ["sessions[A3].room: there is no room NOWHERE."]
    assert counts() == before
    assert Session.objects.get(code="A1").title == "Session A1"


def test_a_code_that_differs_in_case_only_has_no_address_left():
    load_programme(small())
    data = small()
    data["sessions"][0]["code"] = "a1"

    with pytest.raises(BadFile) as caught:
        load_programme(data)

    assert caught.value.problems[0].path == "sessions[a1].code"


def test_a_thousand_sessions_take_few_queries(django_assert_max_num_queries):
    data = small()
    data["sessions"] = [session(f"S{n}") for n in range(1000)]

    with django_assert_max_num_queries(150):
        load_programme(data)
    with django_assert_max_num_queries(60):
        report = load_programme(data)

    assert report.changed == 0
    assert Session.objects.count() == 1000
