"""A speaker cancels, an organizer publishes, those affected are told once; page, feeds and programme say the same."""

import io
import re

import pytest
from journeys.browsing import Visitor
from journeys.office import enter
from playwright.sync_api import expect
from pypdf import PdfReader

from home.demo.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SPEAKER = "Ingeborg Lindenhall"
SESSION = "/conference/2027/sessions/b13/"


def keep_in_agenda(visitor: Visitor, login: str) -> None:
    """Sign in and keep the session."""
    visitor.sign_in(f"{login}@demo.example", PASSWORD, then="/conference/2027/agenda/")
    keeper = visitor.page.locator("[data-session=B13]").get_by_role("button")
    if keeper.get_attribute("aria-pressed") == "false":
        keeper.click()
    expect(visitor.page.locator("[data-session=B13]").get_by_role("button", pressed=True)).to_be_visible()


def programme_of(visitor: Visitor) -> str:
    """Return the words of the programme, once it is made."""
    address = f"{visitor.site.url}/conference/2027/programme.pdf"
    for _ in range(240):
        answer = visitor.context.request.get(address)
        if answer.status == 200:
            return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages).split())
        assert answer.status == 202
        visitor.page.wait_for_timeout(250)
    raise AssertionError("the programme was not made")


def outputs(visitor: Visitor) -> dict[str, str]:
    """Return what each way to read the agenda says to a stranger."""
    paths = {
        "page": SESSION,
        "agenda": "/conference/2027/agenda/",
        "speaker": "/conference/2027/speakers/sp39/",
        "calendar": "/conference/2027/agenda.ics",
        "xml": "/conference/2027/schedule.xml",
        "json": "/conference/2027/schedule.json",
    }
    read = {name: visitor.read(path).decode() for name, path in paths.items()}
    # Long lines of a calendar are folded.
    read["calendar"] = read["calendar"].replace("\r\n ", "")
    return read | {"programme": programme_of(visitor)}


def test_a_speaker_cancels_and_everything_says_so(visit):
    reader, stranger, organizer = visit("phone"), visit(), visit()
    keep_in_agenda(reader, "attendee")
    before = outputs(stranger)
    assert all(SPEAKER in text for text in before.values()), [name for name in before if SPEAKER not in before[name]]

    # One list of all that is concerned: co-presenters stay, those who saved it are counted.
    enter(organizer, "organizer")
    organizer.open("/admin/conference/withdrawals/?q=sp39")
    organizer.page.get_by_role("link", name=SPEAKER).click()
    for code in ("B03", "B13", "B32", "W5"):
        expect(organizer.page.get_by_role("row").filter(has_text=code)).to_be_visible()
    workshop = organizer.page.get_by_role("row").filter(has_text="W5").get_by_role("checkbox")
    workshop.uncheck()
    organizer.page.get_by_label("Reason").fill("Ill; she telephoned on Monday evening.")
    organizer.press("Withdraw from the chosen sessions")
    organizer.sees("3 sessions lost a presenter.")

    # Visitors see nothing of it until it is published.
    assert SPEAKER in stranger.read(SESSION).decode()
    organizer.page.get_by_role("main").get_by_role("link", name="Publish the agenda").click()
    organizer.sees("will be drafted")
    organizer.page.get_by_role("main").get_by_role("button", name="Publish").click()
    organizer.sees("is published.")

    after = outputs(stranger)
    assert SPEAKER not in after["page"]
    assert SPEAKER in after["speaker"]
    for name in ("agenda", "calendar", "xml", "json", "programme"):
        assert after[name].count(SPEAKER) < before[name].count(SPEAKER), name

    # The mails are drafts until somebody has read them.
    organizer.page.get_by_role("main").get_by_role("link", name=re.compile("mail", re.I)).first.click()
    organizer.reload_until(lambda page: page.get_by_role("row").filter(has_text="B13").count() > 0, what="the drafts")
    assert not mails(stranger)
    organizer.page.get_by_role("main").get_by_role("textbox").first.fill("The co-presenters will speak without her.")
    organizer.press("Store the note")
    organizer.page.get_by_role("row").filter(has_text="B13").first.get_by_role("link").click()
    letter = organizer.page.get_by_role("main").get_by_role("textbox").first
    expect(letter).to_have_value(re.compile("The co-presenters will speak without her."))
    organizer.press("All mails")
    organizer.page.get_by_text(re.compile("Send or drop")).click()
    organizer.press("Send them all")
    stranger.open_mail("attendee@demo.example", "Changes to your agenda")
    stranger.sees("The co-presenters will speak without her.")
    assert len(mails(stranger)) == 1


def mails(visitor: Visitor) -> list[str]:
    """Return the subjects of the digests that the attendee has got."""
    visitor.open("/mailbox/?to=attendee@demo.example")
    return visitor.page.get_by_role("link", name="Changes to your agenda").all_inner_texts()
