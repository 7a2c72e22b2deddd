"""What people report themselves: theirs alone, marked, in no verified figure, gone when they want; their transcript."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factories.documents import SECRET, pdf
from factories.people import UserFactory
from pypdf import PdfReader

from certificates.credits.models import Claim, Credit
from certificates.issuing.models import Certificate
from certificates.reported.models import Report
from certificates.reported.services import MOST_OF_A_PERSON, check
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from certificates.transcripts.models import Transcript
from certificates.transcripts.tasks import erase_transcripts
from core.audit.models import AuditEntry
from core.files.models import PrivateFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    """Somebody with an hour and a half of proved credit."""
    ensure_schemes()
    client.user = UserFactory(name="Ana Ibáñez")
    Claim.objects.create(user=client.user, scheme_code="MCLE", licence="B-77", goal=25)
    start = timezone.now() - timedelta(days=9)
    Credit.objects.create(
        holder=client.user, holder_key="user:1", source="conference:2026:B1", title="Public title",
        scheme=CreditScheme.objects.newest("MCLE"), scheme_code="MCLE", starts_at=start,
        ends_at=start + timedelta(hours=2), minutes=90, amount=Decimal("1.5"), sub_field="legal ethics",
        derivation=[{"step": "exact", "minutes": "90", "unit": 60, "amount": "1.5"}],
    )  # fmt: skip
    client.force_login(client.user)
    return client


def send(member, *, file=None, **values):
    upload = SimpleUploadedFile("holiday.pdf", pdf() if file is None else file, "application/pdf")
    base = {"title": "Night school", "provider": "Elsewhere College", "day": "2026-03-01", "hours-MCLE": "3.25"}
    return member.post("/my/credits/reported/", {**base, **values, "file": upload})


def text(answer):
    return " ".join(answer.content.decode().split())


def transcript(member, run_tasks, callbacks):
    with callbacks(execute=True):
        assert member.get("/my/credits/transcript/").status_code == 202
    run_tasks()
    answer = member.get("/my/credits/transcript/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    reader = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_an_upload_is_cleaned_marked_and_in_no_verified_figure(member, run_tasks):
    assert send(member).status_code == 302
    run_tasks()

    page, report = text(member.get("/my/credits/")), Report.objects.get()
    assert "1.5 of 25 MCLE hours" in page
    assert "You report 3.25 more yourself." in page
    assert "Night school" in page
    assert "self-reported" in page
    sent = b"".join(member.get(f"/my/credits/reported/{report.public_id}/").streaming_content)
    assert SECRET.encode() not in sent
    assert report.file.name == "reported-2026-03-01.pdf"
    assert [bool(file.content) for file in PrivateFile.objects.order_by("pk")] == [False, True]
    assert AuditEntry.objects.get(action="credit.reported").changes == {"schemes": ["MCLE"]}


def test_what_cannot_be_read_is_not_kept(member, run_tasks):
    send(member, file=b"%PDF-1.7 nothing\n%%EOF")
    run_tasks()

    assert (Report.objects.get().state, Report.objects.get().file) == ("refused", None)
    assert "file not readable" in text(member.get("/my/credits/"))


def test_nobody_else_sees_it_not_even_credit_staff(member, client, run_tasks):
    send(member)
    run_tasks()
    report = Report.objects.get()

    for other in (UserFactory(), UserFactory(roles=["credits", "organizer"])):
        client.force_login(other)
        assert client.get(f"/my/credits/reported/{report.public_id}/").status_code == 404
        assert client.post(f"/my/credits/reported/{report.public_id}/delete/").status_code == 404
    raw = str(Report.objects.extra(select={"t": "title", "p": "provider"}).values_list("t", "p"))
    assert "Night school" not in raw
    assert "Elsewhere" not in raw


def test_deleting_it_takes_its_file_along(member, run_tasks, django_capture_on_commit_callbacks):
    send(member)
    run_tasks()
    file = Report.objects.get().file

    with django_capture_on_commit_callbacks(execute=True):
        member.post(f"/my/credits/reported/{Report.objects.get().public_id}/delete/")

    file.refresh_from_db()
    assert not Report.objects.exists()
    assert not file.content
    assert AuditEntry.objects.filter(action="credit.report_deleted").exists()


def test_what_was_deleted_while_it_was_cleaned_leaves_nothing(member, run_tasks, django_capture_on_commit_callbacks):
    send(member)
    key = Report.objects.get().pk
    with django_capture_on_commit_callbacks(execute=True):
        Report.objects.get().delete()

    assert check(key) == ""
    assert not any(file.content for file in PrivateFile.objects.all())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hours-MCLE": ""}, "Write the hours under one scheme at least."),
        ({"hours-MCLE": "-1"}, "0.01"),
        ({"hours-MCLE": "999"}, "200"),
        ({"day": "2999-01-01"}, "This day is still to come."),
        ({"title": ""}, "required"),
        ({"title": "x" * 201}, "200"),
        ({"file": b"MZ program"}, "not a readable PDF, JPEG or PNG"),
        ({"title": "nul\x00"}, "Null characters are not allowed"),
    ],
)
def test_mistakes_get_a_sentence_and_keep_nothing(member, values, said):
    answer = send(member, **values)

    assert answer.status_code == 422
    assert said in text(answer)
    assert not Report.objects.exists()
    assert not PrivateFile.objects.exists()


def test_a_person_keeps_so_many_and_needs_a_scheme(member):
    rows = [Report(holder=member.user, title="x", provider="y", day="2026-01-01") for _n in range(MOST_OF_A_PERSON)]
    Report.objects.bulk_create(rows)
    assert "Delete something first." in text(send(member))

    Claim.objects.all().delete()

    assert "Claim a scheme first" in text(member.get("/my/credits/reported/"))


def test_the_transcript_says_what_is_proved_why_and_apart_what_is_not(
    member, run_tasks, django_capture_on_commit_callbacks
):
    send(member)
    said = transcript(member, run_tasks, django_capture_on_commit_callbacks)

    for part in ("Ana Ibáñez", "1.5 of 25 MCLE hours", "of these 1.5 in legal ethics", "Bar number: B-77",
                 "90 minutes in hours of 60 minutes, not rounded: 1.5."):  # fmt: skip
        assert part in said
    assert said.index("Public title") < said.index("Self-reported, not verified here") < said.index("Night school")
    assert "4.75" not in said


def test_a_stale_transcript_is_erased_and_made_again(member, run_tasks, django_capture_on_commit_callbacks):
    transcript(member, run_tasks, django_capture_on_commit_callbacks)
    first = Transcript.objects.get().file
    Credit.objects.update(state=Credit.State.WITHDRAWN)

    said = transcript(member, run_tasks, django_capture_on_commit_callbacks)

    first.refresh_from_db()
    assert not first.content
    assert "Public title" not in said
    Transcript.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert erase_transcripts() == 1
    assert not any(file.content for file in PrivateFile.objects.filter(purpose="transcript"))


@pytest.mark.parametrize("number", [1, 12])
def test_my_credits_take_the_same_queries_for_any_number(member, number, django_assert_max_num_queries):
    credit = Credit.objects.get()
    for index in range(number):
        report = Report.objects.create(holder=member.user, title="x", provider="y", day="2026-01-01", state="ready")
        report.hours.create(scheme_code="MCLE", amount=1)
        credit.pk, credit.public_id, credit.source = None, f"id-{index}", f"conference:2026:C{index}"
        credit.save()

    with django_assert_max_num_queries(16):
        member.get("/my/credits/")
    assert not Certificate.objects.exists()
