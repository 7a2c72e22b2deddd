"""The public agenda in a browser: it answers at once, and with what the server says."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from journeys.browsing import SIZES, Visitor
from journeys.office import enter
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def open_agenda(visitor: Visitor, query: str = "") -> None:
    """Come to the current edition's agenda."""
    visitor.open("/conference/")
    visitor.open(f"{visitor.page.url}agenda/{query}")


def open_filters(visitor: Visitor) -> None:
    """Unfold the filters where the window is narrow."""
    more = visitor.page.get_by_text("More filters")
    if more.is_visible():
        more.click()


def seen(visitor: Visitor) -> tuple[list[str], list[str], str]:
    """Return the sessions, the choices with their counts, and the spoken count of the page as it stands."""
    return read(visitor.page.content())


def served(visitor: Visitor) -> tuple[list[str], list[str], str]:
    """Return the same of what the server answers at this address."""
    return read(visitor.read(visitor.page.url))


def read(html: str | bytes) -> tuple[list[str], list[str], str]:
    """Read them off a page."""
    page = BeautifulSoup(html, "html.parser")
    sessions = [link["href"] for link in page.select("[data-agenda-results] .entry__title a")]
    choices = [option.get_text(strip=True) for option in page.select("[data-agenda-filters] option")]
    return sessions, choices, page.select_one("[data-agenda-count]").get_text(strip=True)


def await_address(visitor: Visitor, query: str) -> None:
    """Wait until the address says what was asked for, which it does once the answer is drawn."""
    expect(visitor.page).to_have_url(re.compile(rf"/agenda/(now/)?{re.escape(query)}$"))


@pytest.mark.parametrize("size", SIZES)
def test_filters_answer_at_once_and_as_the_server_does(visit, size):
    visitor = visit(size)
    open_agenda(visitor)
    page = visitor.page
    everything = seen(visitor)
    page.evaluate("window.same = true")
    status = page.locator("[data-agenda-count]")

    open_filters(visitor)
    page.get_by_label("Level").select_option("advanced")
    await_address(visitor, "?level=advanced")
    expect(status).not_to_have_text(everything[2])
    assert seen(visitor) == served(visitor)
    assert 0 < len(seen(visitor)[0]) < len(everything[0])

    page.get_by_role("searchbox", name="Find").press_sequentially("stalking", delay=20)
    await_address(visitor, "?q=stalking&level=advanced")
    assert seen(visitor) == served(visitor)
    expect(page.get_by_role("searchbox", name="Find")).to_be_focused()

    page.get_by_role("searchbox", name="Find").fill("no such words anywhere")
    expect(status).to_have_text("0 entries")
    assert seen(visitor) == served(visitor)
    visitor.sees("Nothing matches")
    page.get_by_role("link", name="without the words").click()
    await_address(visitor, "?level=advanced")
    assert seen(visitor) == served(visitor)

    page.get_by_role("link", name="Clear the filters").click()
    await_address(visitor, "")
    expect(status).to_have_text(everything[2])
    assert seen(visitor) == everything
    expect(page.get_by_role("searchbox", name="Find")).to_be_focused()
    assert page.evaluate("window.same"), "the page was loaded again"
    visitor.fits()


def test_the_way_back_leads_to_the_filtered_agenda(visit):
    visitor = visit()
    open_agenda(visitor, "?view=grid")
    visitor.page.get_by_label("Type").select_option("workshop")
    await_address(visitor, "?view=grid&type=workshop")
    before = seen(visitor)

    visitor.page.locator(".entry__title a").first.click()
    visitor.page.wait_for_url("**/sessions/**")
    visitor.page.go_back()

    await_address(visitor, "?view=grid&type=workshop")
    assert seen(visitor) == before == served(visitor)
    expect(visitor.page.get_by_label("Type")).to_have_value("workshop")


def test_without_a_connection_it_says_so_and_loses_nothing(visit):
    visitor = visit()
    open_agenda(visitor)
    before = seen(visitor)[0]
    visitor.context.set_offline(True)

    visitor.page.get_by_label("Level").select_option("advanced")
    visitor.sees("Not updated: there is no connection.")
    assert seen(visitor)[0] == before

    visitor.context.set_offline(False)
    visitor.press("Show")
    await_address(visitor, "?level=advanced")
    assert seen(visitor) == served(visitor)
    visitor.faults.clear()  # the browser's own word about the lost connection


@pytest.mark.parametrize("size", SIZES)
def test_the_same_filters_work_without_scripts(visit, size):
    visitor = visit(size, java_script_enabled=False)
    open_agenda(visitor)
    open_filters(visitor)
    visitor.page.get_by_label("Level").select_option("advanced")
    visitor.press("Show")

    assert "level=advanced" in visitor.page.url
    expect(visitor.page.get_by_label("Level")).to_have_value("advanced")
    visitor.page.get_by_role("link", name="Rooms and times").click()
    assert "view=grid" in visitor.page.url
    assert "level=advanced" in visitor.page.url


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("query", ["", "?view=grid", "now/"])
def test_no_view_scrolls_sideways(visit, size, query):
    visitor = visit(size)
    open_agenda(visitor, query)

    visitor.fits()


def test_the_tables_heads_stay_where_they_are_seen(visit):
    visitor = visit()
    open_agenda(visitor, "?view=grid")
    region = visitor.page.locator(".timetable").first

    region.evaluate("box => box.scrollTo(400, 300)")

    box, head = region.bounding_box(), region.get_by_role("columnheader", name="Time").bounding_box()
    assert abs(box["x"] - head["x"]) < 3
    assert abs(box["y"] - head["y"]) < 3


def sheets(visitor: Visitor) -> list[str]:
    """Return the text of each sheet that the page would print."""
    printed = visitor.page.pdf(format="Letter", prefer_css_page_size=True)
    return [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]


@pytest.mark.parametrize("query", ["", "?view=grid"])
def test_on_paper_each_day_begins_a_sheet_and_nothing_can_be_clicked(visit, query):
    visitor = visit()
    open_agenda(visitor, query)

    paper = sheets(visitor)

    days = ["Monday, 9 August", "Tuesday, 10 August", "Wednesday, 11 August", "Thursday, 12 August"]
    begun = [sheet for sheet in paper if sheet.lstrip().startswith(tuple(day.split(",")[0] for day in days))]
    assert len(begun) >= 3
    for words in ("More filters", "Clear the filters", "Now and next", "Sign in", "Calendar file"):
        assert not [sheet for sheet in paper if words in sheet], words


def test_a_session_on_paper_has_its_facts_and_no_neighbours(visit):
    visitor = visit()
    open_agenda(visitor)
    visitor.page.get_by_role("link", name="How Reliable Are We?").click()
    visitor.sees("At the same time")

    text = " ".join(sheets(visitor))

    assert "Learning objectives" in text
    assert "Cypress Room" in text
    for words in ("At the same time", "Sign in", "Put it into your calendar"):
        assert words not in text, words


def test_the_programme_is_offered_once_it_is_made(visit):
    visitor = visit()
    open_agenda(visitor)
    address = visitor.page.url.removesuffix("agenda/") + "programme.pdf"
    if visitor.context.request.get(address).status == 202:
        visitor.open(address)
        visitor.sees("The file is being made")
        visitor.page.get_by_text("The file is ready.").wait_for(timeout=90_000)

    reader = PdfReader(io.BytesIO(visitor.read(address)))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Opening ceremony and welcome" in " ".join(page.extract_text() for page in reader.pages)


def test_an_organizer_previews_the_agenda(visit):
    visitor = visit()
    enter(visitor, "programme")
    visitor.open("/admin/conference/preview/")

    visitor.sees("Visitors do not see it.")
    visitor.page.get_by_role("link", name="With everything").click()
    open_filters(visitor)
    visitor.page.get_by_label("Type").select_option("workshop")
    await_address(visitor, "?type=workshop")
    assert seen(visitor) == served(visitor)
    visitor.sees("Case Lab: From First Report to Filing (restricted)")
