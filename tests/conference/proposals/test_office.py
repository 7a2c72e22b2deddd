"""The committee's office: exports, imports, proposals entered for others, and the call itself."""

import io

import pytest
from django.test import Client
from django.utils import timezone
from factories.people import UserFactory
from factories.proposals import CallFactory, author, part, reviewer, submitted
from openpyxl import load_workbook

from conference.proposals.models import Proposal
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
LIST = "/admin/conference/proposals/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def call():
    return CallFactory()


def browse(user):
    client = Client()
    client.force_login(user)
    return client


def committee():
    return browse(UserFactory(roles=["programme"]))


@pytest.mark.parametrize("name", ["export/", "reviews/export/"])
def test_exports_need_a_reason_are_recorded_and_run_no_formula(call, name):
    proposal = submitted(call, title='=HYPERLINK("x")', person=part(name="Canarina Testwell", publish_name=False))
    scores = {f"c{item.pk}": 5 for item in call.criteria.all()}
    browse(reviewer(call)).post(f"{LIST}{proposal.pk}/", {"revision": 0, "comment": "=1+1", **scores})
    client = committee()

    refused = client.post(LIST + name, {"kind": "xlsx"})
    taken = client.post(LIST + name, {"kind": "xlsx", "reason": "committee meeting"})
    text = client.post(LIST + name, {"kind": "csv", "reason": "committee meeting"}).content.decode()

    cells = [cell.value for row in load_workbook(io.BytesIO(taken.content)).active for cell in row]
    assert refused.status_code == 422
    assert '\'=HYPERLINK("x")' in cells
    assert not any(str(cell).startswith("=") for cell in cells)
    assert "Testwell" not in text
    assert AuditEntry.objects.filter(action__endswith=".exported", reason="committee meeting").count() == 2


HEADER = "speaker_email,speaker_name,speaker_agency,title,formats,track,level,abstract,objectives\n"
GOOD = 'Zoe@Example.org,Zoe Ito,Kestrel,"Title, with comma",breakout;workshop,STALK,all,Text,"a\nb\nc"\n'


def upload(text, call, **more):
    data = {"call": call.pk, "file": io.BytesIO(text.encode() if isinstance(text, str) else text), **more}
    data["file"].name = "proposals.csv"
    return committee().post(f"{LIST}import/", data)


def test_an_import_is_tried_first_and_then_taken(call):
    tried = upload(HEADER + GOOD, call, dry_run="on")
    assert tried.status_code == 200
    assert "1 proposal can be imported" in tried.content.decode()
    assert not Proposal.objects.exists()

    assert upload(HEADER + GOOD, call).status_code == 302

    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.state, proposal.objectives) == ("Title, with comma", "submitted", ["a", "b", "c"])
    assert proposal.formats.count() == 2
    lead = proposal.presenters.get()
    assert (lead.consented_at, lead.name, lead.identity.email) == (None, "", "zoe@example.org")
    assert lead.as_profile().name == "Zoe Ito"


def test_every_fault_of_an_import_is_named_with_its_line(call):
    bad = "nobody,Zoe,Kestrel,,keynote,STALK,all,Text,a\n"
    answer = upload(HEADER + GOOD + bad, call)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert not Proposal.objects.exists()
    for told in ("no e-mail address", "title", "keynote"):
        assert told in page


@pytest.mark.parametrize(
    "content",
    ["", "title\nx\n", "\x00\x01", b"\xff\xfe\x00", HEADER, f"secret,{HEADER}x{',' * 9}\n", f"title,{HEADER}", '"'],
)
def test_a_file_that_is_no_table_is_refused_in_words(call, content):
    assert upload(content, call).status_code == 422
    assert not Proposal.objects.exists()


def test_an_entered_proposal_is_claimed_by_its_address(call):
    client = committee()
    data = {
        "whose-email": "Phone@Example.org", "whose-tell": "on", "proposal-title": "By telephone",
        "proposal-formats": ["breakout"], "person-name": "Pia Holm",
    }  # fmt: skip
    answer = client.post(f"{LIST}enter/?call={call.pk}", data)
    speaker = browse(UserFactory(email="phone@example.org"))

    assert answer.status_code == 302
    assert OutboxMail.objects.get(kind="proposals.entered").recipient == "phone@example.org"
    assert "By telephone" in speaker.get("/my/proposals/").content.decode()
    part_page = f"/conference/2027/call/proposals/{Proposal.objects.get().public_id}/you/"
    assert "Pia Holm" in speaker.get(part_page).content.decode()
    assert not Proposal.objects.get().presenters.presenting().exists()


def test_the_call_is_set_up_by_the_committee(call):
    client = committee()
    page = f"/admin/conference/calls/{call.pk}/"
    shown = client.get(page)
    assert shown.status_code == 200
    assert client.get("/admin/conference/calls/").status_code == 200
    assert client.get("/admin/conference/calls/new/").status_code == 200

    user = UserFactory(roles=["reviewer"])
    client.post(f"{page}reviewers/", {"user": user.pk, "tracks": [call.tracks.get().pk]})
    assert call.reviewers.active().get().user == user
    client.post(f"{page}reviewers/", {"end": call.reviewers.get().pk})
    assert not call.reviewers.active().exists()

    code = client.post(f"{page}late-code/").content.decode()
    call.refresh_from_db()
    assert call.late_code_digest
    assert call.late_code_digest not in code


def test_a_call_is_saved_with_formats_criteria_and_rules(call):
    client = committee()
    page = f"/admin/conference/calls/{call.pk}/"
    forms = [client.get(page).context[name] for name in ("form", "rules", "formats", "criteria")]
    data = {}
    for form in (
        forms[0],
        forms[1],
        *forms[2].forms,
        *forms[3].forms,
        forms[2].management_form,
        forms[3].management_form,
    ):
        for bound in form:
            value = bound.value()
            if value is True:
                value = "on"
            if value is not None and value is not False and value != "":
                data[bound.html_name] = value if not isinstance(value, dict) else "1 none"
    for name in ("opens_at", "closes_at"):
        data[name] = call.edition.local(getattr(call, name)).strftime("%Y-%m-%dT%H:%M")
    data["tracks"] = [call.tracks.get().pk]
    data["rules-proposal.references.use"] = "hidden"
    data["formats-2-code"], data["formats-2-name"], data["formats-2-minutes"] = "panel", "Panel", "90"
    data["formats-2-session_type"], data["formats-2-position"] = "breakout", "2"

    answer = client.post(page, data)

    assert answer.status_code == 302, [answer.context[name].errors for name in ("rules", "formats", "criteria")]
    call.refresh_from_db()
    assert call.rules("proposal")["references"].hidden
    assert call.formats.count() == 3
    bad = client.post(page, {**data, "closes_at": "2001-01-01T00:00"})
    assert bad.status_code == 422
    assert "close after it opens" in bad.content.decode()


def test_a_reopened_proposal_can_be_revised_after_the_deadline(call):
    proposal = submitted(call, author("late@example.org"))
    client = committee()

    wrong = client.post(f"{LIST}{proposal.pk}/reopen/", {"until": "2001-01-01T10:00", "reason": "revise"})
    right = client.post(f"{LIST}{proposal.pk}/reopen/", {"until": "2027-05-01T10:00", "reason": "revise"})

    assert wrong.status_code == 422
    assert right.status_code == 302
    call.closes_at = call.opens_at
    proposal.refresh_from_db()

    assert proposal.may_be_edited(timezone.now())
