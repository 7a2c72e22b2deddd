"""After publication a text changes only once the organizers took the change over; before, at once."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from factories.conference import AppearanceFactory, EditionFactory, SessionCreditFactory, SessionFactory, SpeakerFactory
from factories.people import UserFactory

from conference.agenda.models import Session, SessionCredit
from conference.agenda.services.publishing import publish
from conference.pages.services import build
from conference.proposals.changes.models import ChangeRequest
from conference.proposals.changes.services import Decided, Moved, approve, ask, current_text, mark_of, refuse
from conference.speakers.models import Speaker
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
State = ChangeRequest.State


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def ana(client):
    edition = EditionFactory()
    build(edition.year)
    speaker = SpeakerFactory(
        edition=edition, user=UserFactory(email="ana@example.org"), name="Ana Reyes", bio="Ana teaches law here."
    )
    session = SessionFactory(
        edition=edition, code="B1", title="On patterns", public_title="On patterns", abstract="Old"
    )
    AppearanceFactory(session=session, speaker=speaker)
    client.force_login(speaker.user)
    return speaker


@pytest.fixture
def published(ana):
    publish(edition=ana.edition, actor=None)
    return ana


def screen(speaker, rest):
    return f"/my/speaking/{speaker.edition.year}/{speaker.slug}/{rest}"


def public(client, speaker, rest="sessions/b1/"):
    client.logout()
    return client.get(f"/conference/{speaker.edition.year}/{rest}").content.decode()


def decide(client, change, **data):
    client.force_login(UserFactory(roles=["programme"]))
    return client.post(f"/admin/conference/changes/{change.speaker.edition.year}/{change.public_id}/", data)


def seen(change):
    return mark_of(current_text(change.speaker, change.session, change.field))


def test_before_publication_everything_changes_at_once(client, ana):
    client.post(screen(ana, "biography/"), {"bio": "Ana writes."})
    client.post(screen(ana, "name/"), {"name": "Ana R."})
    for field, text in (("title", "On signs"), ("abstract", "New")):
        ask(speaker=ana, session=Session.objects.get(), field=field, text=text, actor=None)

    ana.refresh_from_db()
    session = Session.objects.get()
    assert (ana.bio, ana.name) == ("Ana writes.", "Ana R.")
    assert (session.title, session.public_title, session.abstract) == ("On signs", "On signs", "New")
    assert not ChangeRequest.objects.exists()


def test_after_publication_title_and_abstract_wait_and_the_page_stays(client, published):
    answer = client.post(screen(published, "texts/b1/"), {"title": "On signs", "abstract": "New"}, follow=True)

    assert "look at the change first" in answer.content.decode()
    assert ChangeRequest.objects.waiting().count() == 2
    page = public(client, published)
    assert "On patterns" in page
    assert "On signs" not in page


def test_approving_shows_it_to_everybody_and_tells_who_asked(client, published):
    client.post(screen(published, "texts/b1/"), {"title": "On signs", "abstract": "Old"})
    change = ChangeRequest.objects.get()
    public(client, published)

    decide(client, change, approve="1", seen=seen(change))

    assert "On signs" in public(client, published)
    mail = OutboxMail.objects.get(kind="proposals.change")
    assert mail.recipient == "ana@example.org"
    assert "On signs" not in mail.subject + mail.text


def test_a_first_biography_waits_too(client, published):
    Speaker.objects.update(bio="")

    client.post(screen(published, "biography/"), {"bio": "Ana is a judge now."})

    published.refresh_from_db()
    assert published.bio == ""
    assert ChangeRequest.objects.get().proposed == "Ana is a judge now."


def test_the_text_is_kept_encrypted(client, published):
    client.post(screen(published, "name/"), {"name": "Ana Canary"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT proposed FROM conference_changerequest")
        assert "Canary" not in str(cursor.fetchone()[0])


def test_refusing_needs_a_reason_that_the_speaker_reads(client, published):
    client.post(screen(published, "biography/"), {"bio": "Ana is the best."})
    change = ChangeRequest.objects.get()

    silent = decide(client, change)
    decide(client, change, reason="No praise, please.")

    assert silent.status_code == 422
    change.refresh_from_db()
    assert change.state == State.REFUSED
    assert "No praise, please." in OutboxMail.objects.get(kind="proposals.change").text
    assert Speaker.objects.get().bio == "Ana teaches law here."


def test_the_difference_is_shown_word_by_word(client, published):
    client.post(screen(published, "biography/"), {"bio": "Ana teaches history here."})
    own = BeautifulSoup(client.get("/my/speaking/").content, "html.parser")
    client.force_login(UserFactory(roles=["programme"]))
    staff = BeautifulSoup(client.get(f"/admin/conference/changes/{published.edition.year}/").content, "html.parser")

    for page in (own, staff):
        assert [item.text.split(":")[-1].strip() for item in page.select("del, ins")] == ["law", "history"]


def test_what_was_not_looked_at_is_not_taken_over(client, published):
    change = ask(speaker=published, field="bio", text="New.", actor=None)
    mark = seen(change)
    Speaker.objects.update(bio="The organizers wrote this meanwhile.")

    answer = decide(client, change, approve="1", seen=mark)

    assert answer.status_code == 409
    with pytest.raises(Moved):
        approve(change=change, seen=mark, actor=None)
    assert Speaker.objects.get().bio == "The organizers wrote this meanwhile."


def test_two_who_decide_do_so_once(client, published):
    change = ask(speaker=published, field="bio", text="New.", actor=None)
    approve(change=change, seen=seen(change), actor=None)

    with pytest.raises(Decided):
        refuse(change=change, reason="late", actor=None)
    assert decide(client, change, reason="late").status_code == 409
    assert Speaker.objects.get().bio == "New."


def test_a_newer_change_replaces_the_one_that_waits_and_the_old_text_takes_it_back(client, published):
    client.post(screen(published, "biography/"), {"bio": "One."})
    client.post(screen(published, "biography/"), {"bio": "Two."})
    assert [item.proposed for item in ChangeRequest.objects.waiting()] == ["Two."]
    assert "Two." in client.get(screen(published, "biography/")).content.decode()

    client.post(screen(published, "biography/"), {"bio": "Ana teaches law here."})

    assert not ChangeRequest.objects.waiting().exists()


def test_it_can_be_taken_back_by_its_speaker_alone(client, published):
    change = ask(speaker=published, field="bio", text="New.", actor=None)
    other = SpeakerFactory(edition=published.edition, user=UserFactory())
    client.force_login(other.user)
    refused = client.post(screen(other, f"changes/{change.public_id}/")).status_code
    client.force_login(published.user)
    client.post(screen(published, f"changes/{change.public_id}/"))

    change.refresh_from_db()
    assert refused == 404
    assert change.state == State.WITHDRAWN


def test_an_approved_title_returns_its_credits_to_review(published):
    credit = SessionCreditFactory(session=Session.objects.get(), approval="approved")
    change = ask(speaker=published, session=Session.objects.get(), field="title", text="On signs", actor=None)
    assert SessionCredit.objects.get(pk=credit.pk).approval == "approved"

    approve(change=change, seen=seen(change), actor=None)

    assert SessionCredit.objects.get(pk=credit.pk).approval == "review"


def test_a_flag_holds_at_once_everywhere_and_the_page_says_what_it_cannot_reach(client, published):
    year = published.edition.year
    paths = [
        "agenda/", "agenda/?view=grid", "sessions/b1/", "speakers/", f"speakers/{published.slug}/", "agenda.ics",
        "schedule.xml", "schedule.json", "sessions/b1.ics",
    ]  # fmt: skip
    before = [path for path in paths if "Ana Reyes" in public(client, published, path)]
    client.force_login(published.user)
    page = client.get(screen(published, "publication/")).content.decode()
    client.post(screen(published, "publication/"), {})

    assert len(before) >= 7
    assert "What nobody can call back" in page
    assert [path for path in paths if "Ana Reyes" in public(client, published, path)] == []
    assert client.get(f"/conference/{year}/speakers/{published.slug}/").status_code == 404
    for address in ("/search/?q=Reyes", "/sitemap.xml"):
        assert "Ana Reyes" not in client.get(address).content.decode()
    assert published.slug not in client.get("/sitemap.xml").content.decode()


def test_others_of_the_staff_see_no_changes(client, published):
    change = ask(speaker=published, field="bio", text="New.", actor=None)
    client.force_login(UserFactory(roles=["finance"]))

    answer = client.post(f"/admin/conference/changes/{published.edition.year}/{change.public_id}/", {"approve": "1"})

    assert answer.status_code in (302, 403)
    change.refresh_from_db()
    assert change.state == State.WAITING
