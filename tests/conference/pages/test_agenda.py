"""The agenda's views: list, rooms and times, now and next."""

from datetime import UTC, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from factories.conference import EditionFactory, RestrictedSessionFactory, RoomFactory, SessionFactory
from page_checks import faults

from conference.agenda.services.publishing import publish
from conference.pages.services import build

pytestmark = pytest.mark.django_db
AGENDA = "/conference/2027/agenda/"


@pytest.fixture
def edition():
    edition = EditionFactory()
    build(edition.year)
    return edition


@pytest.fixture
def today():
    """An edition that runs today, whatever day that is."""
    day = timezone.localdate()
    edition = EditionFactory(start_date=day, end_date=day)
    build(edition.year)
    return edition


def look(client, address):
    response = client.get(address)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert faults(page) == []
    return page


def begin(session, **delta):
    """Let a session of an hour begin so long from now."""
    session.starts_at = timezone.now() + timedelta(**delta)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()
    return session


def titles(part):
    return [link.get_text() for link in part.select(".entry__title a")]


@pytest.mark.parametrize("address", [AGENDA, f"{AGENDA}?view=grid", f"{AGENDA}now/", f"{AGENDA}2027-08-09/?view=grid"])
def test_every_view_marks_itself_and_leads_to_the_others(edition, client, address):
    SessionFactory(edition=edition)
    publish(edition=edition, actor=None)

    page = look(client, address)

    shapes = {link.get_text(): link for link in page.select(".agenda-shapes a")}
    current = [name for name, link in shapes.items() if link.get("aria-current")]
    expected = "Rooms and times" if "grid" in address else "Now and next" if "now" in address else "List"
    assert (list(shapes), current) == (["List", "Rooms and times", "Now and next"], [expected])


def test_links_to_other_views_and_days_keep_the_filters(edition, client):
    SessionFactory(edition=edition, level="advanced", title="Deep")
    publish(edition=edition, actor=None)

    page = look(client, f"{AGENDA}2027-08-09/?level=advanced&q=deep&view=grid")

    links = [link["href"] for link in page.select(".agenda-ways a")]
    assert links[1:3] == [f"{AGENDA}2027-08-{day}/?view=grid&level=advanced&q=deep" for day in ("09", "10")]
    assert links[-3:] == [
        f"{AGENDA}2027-08-09/?level=advanced&q=deep",
        f"{AGENDA}2027-08-09/?view=grid&level=advanced&q=deep",
        f"{AGENDA}now/?level=advanced&q=deep",
    ]
    assert page.select_one("[data-agenda-filters] [name=view]")["value"] == "grid"
    assert page.select_one("[data-agenda-clear]")["href"] == f"{AGENDA}2027-08-09/?view=grid"


def test_the_table_names_rooms_and_times_and_hides_restricted_rooms(edition, client):
    shown = SessionFactory(edition=edition, room=RoomFactory(edition=edition, name="Aula"), title="Opening")
    RestrictedSessionFactory(edition=edition, room=RoomFactory(edition=edition, name="Vault"))
    publish(edition=edition, actor=None)

    page = look(client, f"{AGENDA}?view=grid")

    table = page.select_one("table.timetable__table")
    assert [cell.get_text() for cell in table.select("thead th[scope]")] == ["Time", "Aula", "Room not shown"]
    assert [cell.get_text() for cell in table.select("tbody th[scope=row]")] == ["10:00"]
    assert titles(table) == [shown.title, "Restricted session (law enforcement)"]
    assert "Vault" not in str(page)


def test_an_all_day_entry_has_no_hours(edition, client):
    SessionFactory(edition=edition, all_day=True, title="Exhibition")
    publish(edition=edition, actor=None)

    for view in ("list", "grid"):
        page = look(client, f"{AGENDA}?view={view}")
        assert [item.get_text() for item in page.select(".entry__time")] == ["All day"]


def test_before_the_conference_now_says_when_it_begins(client):
    edition = EditionFactory(start_date=timezone.localdate() + timedelta(days=40))
    build(edition.year)
    SessionFactory(edition=edition, title="Opening")
    publish(edition=edition, actor=None)

    page = look(client, f"/conference/{edition.year}/agenda/now/")

    day = f"{edition.start_date:%A}, {edition.start_date.day} {edition.start_date:%B %Y}"
    assert f"The conference begins on {day} at 10:00" in page.get_text()
    assert titles(page) == ["Opening"]


def test_after_the_conference_now_says_what_was(client):
    edition = EditionFactory(start_date=timezone.localdate() - timedelta(days=40))
    build(edition.year)
    SessionFactory(edition=edition, title="Farewell")
    publish(edition=edition, actor=None)

    page = look(client, f"/conference/{edition.year}/agenda/now/")

    assert "The conference ended on" in page.get_text()
    assert (titles(page), page.select_one("#last").get_text()) == (["Farewell"], "The last of it")


def test_during_the_conference_now_shows_what_is_on_and_what_is_next(today, client):
    begin(SessionFactory(edition=today, title="Gone"), hours=-3)
    begin(SessionFactory(edition=today, title="On"), minutes=-5)
    begin(SessionFactory(edition=today, title="Cancelled", status="cancelled"), minutes=-5)
    begin(SessionFactory(edition=today, title="Soon"), minutes=5)
    begin(SessionFactory(edition=today, title="Later"), hours=2)
    publish(edition=today, actor=None)

    page = look(client, f"/conference/{today.year}/agenda/now/")

    parts = {part["aria-labelledby"]: titles(part) for part in page.select(".agenda-now section")}
    assert parts == {"now": ["On"], "next": ["Soon"]}
    assert page.select_one("[data-agenda-count]").get_text() == "2 entries"
    assert today.local(timezone.now()).strftime("%Z") in page.select_one(".agenda-now__at").get_text()


def test_now_answers_for_what_was_asked_for(today, client):
    on = begin(SessionFactory(edition=today, title="On"), minutes=-5)
    begin(SessionFactory(edition=today, title="Other"), minutes=-5)
    soon = begin(SessionFactory(edition=today, title="Soon", level="advanced"), minutes=5)
    publish(edition=today, actor=None)

    by_level = look(client, f"/conference/{today.year}/agenda/now/?level=advanced")
    by_track = look(client, f"/conference/{today.year}/agenda/now/?track={on.track.code}")

    assert "Nothing of what you asked for is on at the moment." in by_level.get_text()
    assert titles(by_level) == [soon.title]
    assert titles(by_track) == [on.title]


def test_a_cached_page_about_now_is_forgotten_when_the_minute_is_over(today, client, settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 600
    begin(SessionFactory(edition=today, title="On"), minutes=-30)
    publish(edition=today, actor=None)
    address, host = f"/conference/{today.year}/agenda/now/", {"host": "testserver"}
    noon = datetime.combine(today.start_date, time(12, 0, 40), UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)

    first, again = (client.get(address, headers=host) for _ in range(2))
    monkeypatch.setattr("core.page_cache.time", lambda: __import__("time").time() + 21)
    later = client.get(address, headers=host)

    assert first["Cache-Control"] == "max-age=20"
    # Only a page that is rendered has a template's context.
    assert [page.context is not None for page in (first, again, later)] == [True, False, True]
