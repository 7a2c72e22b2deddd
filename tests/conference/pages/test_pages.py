"""The edition's public pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import (
    AddOnFactory,
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionCreditFactory,
    SessionFactory,
    SpeakerFactory,
    TicketTypeFactory,
)
from factories.people import UserFactory
from factories.programme import sample
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from conference.agenda.services.publishing import publish
from conference.edition.models import Edition
from conference.pages.models import ConferenceIndexPage, ConferencePage
from conference.pages.services import build
from conference.planning.programme.services import load_programme
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    return edition


def body(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_build_twice_makes_one_page(edition):
    build(edition.year)

    assert (ConferenceIndexPage.objects.count(), ConferencePage.objects.count()) == (1, 1)
    assert ConferencePage.objects.get().url == "/conference/2027/"


def test_the_index_leads_to_the_current_edition(edition, client):
    assert client.get("/conference/").url == "/conference/2027/"


@pytest.mark.parametrize("page", ["", "fees/", "agenda/", "agenda/2027-08-09/", "speakers/", "agenda.ics"])
def test_every_page_answers_for_an_empty_edition(edition, client, page):
    assert client.get(f"/conference/2027/{page}").status_code == 200


@pytest.mark.parametrize("page", ["agenda/2027-08-20/", "agenda/x/", "sessions/none/", "speakers/none/", "nothing/"])
def test_what_does_not_exist_is_not_found(edition, client, page):
    assert client.get(f"/conference/2027/{page}").status_code == 404


def test_a_draft_edition_has_no_pages(edition, client):
    Edition.objects.update(state=Edition.State.DRAFT)

    for page in ("", "agenda/", "agenda.ics"):
        assert client.get(f"/conference/2027/{page}").status_code == 404


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("page", ["", "agenda/", "fees/", "speakers/", "agenda.ics"])
def test_pages_take_the_same_queries_for_one_record_and_for_three(edition, client, page):
    def add():
        session = SessionFactory(edition=edition)
        AppearanceFactory(session=session)
        SessionCreditFactory(session=session)
        RestrictedSessionFactory(edition=edition)
        TicketTypeFactory(edition=edition)
        AddOnFactory(edition=edition)
        publish(edition=edition, actor=None)

    add()
    one = queries(client, f"/conference/2027/{page}")
    add()
    add()

    assert queries(client, f"/conference/2027/{page}") == one


def test_the_whole_sample_takes_no_more_queries_than_one_session(client):
    other = EditionFactory(start_date=date(2029, 8, 6))
    build(2029)
    AppearanceFactory(session=SessionFactory(edition=other))
    SessionCreditFactory(session=SessionFactory(edition=other))
    publish(edition=other, actor=None)
    load_programme(sample())
    build(2027)

    assert queries(client, "/conference/2027/agenda/") == queries(client, "/conference/2029/agenda/")


def test_the_agenda_shows_local_times_and_names_the_zone(client):
    edition = EditionFactory(timezone="Asia/Tokyo")
    build(edition.year)
    SessionFactory(edition=edition, code="B1", title="Opening")
    publish(edition=edition, actor=None)

    page = body(client, "/conference/2027/agenda/")

    assert "Asia/Tokyo" in page
    assert ">10:00</time>–" in page
    assert 'datetime="2027-08-09T10:00:00+09:00"' in page
    assert 'href="/conference/2027/sessions/b1/"' in page


def test_filters_choose_and_reveal_nothing(edition, client):
    shown = SessionFactory(edition=edition, title="Shown", level="advanced")
    SessionCreditFactory(session=shown, scheme__code="APA")
    SessionFactory(edition=edition, title="Other")
    hidden = RestrictedSessionFactory(edition=edition, room=shown.room, track=shown.track)
    publish(edition=edition, actor=None)

    for query in (f"track={shown.track.code}", f"room={shown.room.code}", "level=advanced", "credit=APA"):
        page = body(client, f"/conference/2027/agenda/?{query}")
        assert "Shown" in page, query
        assert "Other" not in page, query
        assert f"sessions/{hidden.slug}/" not in page, query
    assert "Nothing matches" in body(client, "/conference/2027/agenda/?track=none")


@pytest.mark.parametrize(
    "query", ["day=2", "day=2027-08-10", "day=99999999999", "day=x", "track=%01", "level=" + "x" * 999]
)
def test_odd_queries_are_answered(edition, client, query):
    assert client.get(f"/conference/2027/agenda/?{query}").status_code == 200


def test_a_restricted_session_has_a_page_with_its_public_title_alone(edition, client):
    session = RestrictedSessionFactory(edition=edition, code="W6", abstract="Secret method")
    publish(edition=edition, actor=None)

    page = body(client, "/conference/2027/sessions/w6/")

    assert "Restricted session (law enforcement)" in page
    assert "noindex" in page
    assert session.title not in page
    assert "Secret method" not in page
    assert session.room.name not in page


def test_fees_show_phases_terms_and_no_invitations(edition, client):
    TicketTypeFactory(edition=edition, name="Member")
    TicketTypeFactory(edition=edition, name="Speaker place", vetting="invitation")
    Edition.objects.update(
        sale_opens=date(2020, 1, 1), early_until=date(2090, 1, 1), regular_until=None, late_from=None
    )
    Edition.objects.update(start_date=date(2095, 8, 8), end_date=date(2095, 8, 12))

    page = body(client, "/conference/2027/fees/")

    assert "$695.00" in page
    assert "Member" in page
    assert "Speaker place" not in page
    assert page.count('class="number is-current" aria-current="true"') == 1


def test_a_speakers_page_lists_only_sessions_in_which_they_may_be_known(edition, client):
    speaker = SpeakerFactory(edition=edition, code="sp1", name="Ada Byron")
    shown = SessionFactory(edition=edition, title="Shown session")
    hidden = RestrictedSessionFactory(edition=edition)
    AppearanceFactory(session=shown, speaker=speaker)
    AppearanceFactory(session=hidden, speaker=speaker)
    publish(edition=edition, actor=None)

    page = body(client, "/conference/2027/speakers/sp1/")

    assert "Ada Byron" in page
    assert "Shown session" in page
    assert f"sessions/{hidden.slug}/" not in page
    assert 'href="/conference/2027/speakers/sp1.ics"' in page


def test_the_calendar_is_valid_and_names_nobody_as_attendee(client):
    load_programme(sample())
    build(2027)

    response = client.get("/conference/2027/agenda.ics")

    calendar = Calendar.from_ical(response.content)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(events) == 85
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["America/Los_Angeles"]
    restricted = events["w6.2027@conference"]
    assert str(restricted["summary"]) == "Restricted session (law enforcement)"
    assert {"location", "description"}.isdisjoint(key.lower() for key in restricted)
    assert restricted["dtstart"].dt.isoformat() == "2027-08-09T08:30:00-07:00"
    assert b"ATTENDEE" not in response.content
    assert b"ORGANIZER" not in response.content


def test_a_change_is_seen_at_once_by_visitors_with_a_cached_page(
    edition, client, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 600
    session = SessionFactory(edition=edition, title="Before")
    publish(edition=edition, actor=None)
    first, second = (client.get("/conference/2027/agenda/", headers={"host": "testserver"}) for _ in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        session.title = "After"
        session.save()
    third = client.get("/conference/2027/agenda/", headers={"host": "testserver"})

    assert "Before" in first.content.decode()
    assert "ETag" in second
    assert "After" in third.content.decode()


def test_search_finds_public_sessions_and_named_speakers_only(edition, client):
    SessionFactory(edition=edition, title="Warning behaviours")
    RestrictedSessionFactory(edition=edition, title="Warning signs (restricted)")
    SpeakerFactory(edition=edition, name="Warninger Example")
    publish(edition=edition, actor=None)

    page = body(client, "/search/?q=Warning")

    assert "Warning behaviours" in page
    assert "Warninger Example" in page
    assert "restricted" not in page


def test_the_sitemap_lists_public_addresses(edition, client):
    SessionFactory(edition=edition, code="B1")
    RestrictedSessionFactory(edition=edition, code="W6")
    publish(edition=edition, actor=None)

    page = body(client, "/sitemap.xml")

    assert "/conference/2027/sessions/b1/" in page
    assert "/conference/2027/sessions/w6/" not in page


def test_words_find_what_the_reader_sees_and_nothing_else(edition, client):
    SessionFactory(edition=edition, title="Warning behaviours", abstract="Patterns of approach.")
    SessionFactory(edition=edition, title="Another")
    RestrictedSessionFactory(edition=edition, title="Approach from behind (restricted)")
    publish(edition=edition, actor=None)

    page = body(client, "/conference/2027/agenda/?q=APPROACH+patterns")

    assert "Warning behaviours" in page
    assert "Another" not in page
    assert "Restricted session" not in page


def test_choices_say_how_many_sessions_they_leave(edition, client):
    first = SessionFactory(edition=edition, level="advanced", type="workshop")
    SessionFactory(edition=edition, level="advanced", track=first.track)
    SessionFactory(edition=edition, level="introductory")
    publish(edition=edition, actor=None)

    page = body(client, "/conference/2027/agenda/?type=workshop")

    assert "Advanced (1)" in page
    assert "Introductory (0)" in page
    assert "Breakout session (2)" in page


def test_an_empty_agenda_says_which_filter_empties_it(edition, client):
    SessionFactory(edition=edition, level="advanced", type="workshop")
    SessionFactory(edition=edition, level="introductory", type="breakout")
    publish(edition=edition, actor=None)

    page = body(client, "/conference/2027/agenda/?type=workshop&level=introductory")

    assert '<a href="/conference/2027/agenda/?type=workshop" data-agenda-drop>any level</a> (1)' in page
    assert '<a href="/conference/2027/agenda/?level=introductory" data-agenda-drop>any type</a> (1)' in page


def test_readers_of_unequal_rights_never_share_a_rendering(edition, client, settings, tmp_path):
    settings.PAGE_CACHE_SECONDS, settings.PAGE_CACHE_ROOT = 60, tmp_path
    RestrictedSessionFactory(edition=edition, title="Canary Ridge case")
    publish(edition=edition, actor=None)
    organizer, attendee = UserFactory(roles=[Role.PROGRAMME]), UserFactory()

    seen = {}
    for user in (organizer, attendee, organizer):
        client.force_login(user)
        seen[user.pk] = body(client, "/conference/2027/agenda/")
        client.logout()

    assert "Canary Ridge case" in seen[organizer.pk]
    assert "Canary Ridge case" not in seen[attendee.pk]
    assert "Canary Ridge case" not in body(client, "/conference/2027/agenda/")


def test_a_page_that_editors_made_private_is_private_below_too(edition, client):
    SessionFactory(edition=edition, code="B1", title="Opening")
    publish(edition=edition, actor=None)
    PageViewRestriction.objects.create(page=ConferencePage.objects.get(), restriction_type=PageViewRestriction.LOGIN)

    for address in ("", "agenda/", "agenda/2027-08-09/", "agenda/now/", "sessions/b1/"):
        response = client.get(f"/conference/2027/{address}")
        assert (response.status_code, "Opening" in response.content.decode()) == (302, False), address


def test_privacy_holds_at_once_for_pages_that_were_kept(edition, client, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 600
    SessionFactory(edition=edition, code="B1")
    publish(edition=edition, actor=None)
    addresses = ("/conference/2027/", "/conference/2027/agenda/", "/conference/2027/sessions/b1/")

    def statuses():
        return [client.get(address).status_code for address in addresses]

    before = statuses()
    with django_capture_on_commit_callbacks(execute=True):
        restriction = PageViewRestriction.objects.create(
            page=ConferencePage.objects.get().get_parent(), restriction_type=PageViewRestriction.LOGIN
        )
    private = statuses()
    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()

    assert (before, private, statuses()) == ([200] * 3, [302] * 3, [200] * 3)


def test_a_page_that_is_taken_offline_is_gone_below_too(edition, client, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 600
    SessionFactory(edition=edition, code="B1")
    publish(edition=edition, actor=None)
    client.force_login(UserFactory())
    addresses = ("agenda/", "sessions/b1/")
    before = [client.get(f"/conference/2027/{address}").status_code for address in addresses]
    with django_capture_on_commit_callbacks(execute=True):
        ConferencePage.objects.get().unpublish()

    after = [client.get(f"/conference/2027/{address}").status_code for address in addresses]

    assert (before, after) == ([200, 200], [404, 404])


def test_the_agenda_of_a_signed_in_reader_takes_few_queries(edition, client, settings):
    settings.PAGE_CACHE_SECONDS = 600
    SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))

    assert queries(client, "/conference/2027/agenda/") <= 6
