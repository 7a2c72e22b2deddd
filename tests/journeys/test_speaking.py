"""From a phone to the programme: proposed, joined, reviewed, decided, told, confirmed."""

import re

import pytest
from factories.documents import SECRET, pptx
from factories.pictures import picture_file
from factories.proposals import SAID, TYPED
from journeys.browsing import Visitor
from journeys.office import enter
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
TITLE = "Quiet signals on a loud network"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LEAD, OTHER = "mara@quiet.example", "ilse@quiet.example"


def fill(visitor: Visitor, values: dict[str, str]) -> None:
    """Type into the form, whatever its fields are."""
    for name, value in values.items():
        box = visitor.page.locator(f"main form [name={name}]")
        kind = box.first.evaluate("box => box.type")
        if kind in ("checkbox", "radio"):
            chosen = box.first if value == "on" else visitor.page.locator(f"main form [name={name}][value='{value}']")
            chosen.check()
        elif kind.startswith("select"):
            box.select_option(value)
        else:
            box.fill(value)


def follow(visitor: Visitor, recipient: str, subject: str, path: str) -> None:
    """Open the link that stands in a mail."""
    visitor.open_mail(recipient, subject)
    found = re.search(rf"https?://\S+{path}\S*", visitor.page.inner_text("main"))
    assert found, visitor.page.inner_text("main")
    visitor.open(found[0])


def propose(visitor: Visitor) -> str:
    """Send a proposal from a phone, without an account, with somebody invited; return its number."""
    page = visitor.open("/conference/2027/call/")
    page.locator("main [name=email]").fill(LEAD)
    visitor.press("Mail me a link")
    follow(visitor, LEAD, "Your link to the call for presentations", "/call/open/")
    visitor.press("Open my proposals")
    visitor.press("Begin a proposal")
    fill(visitor, {**TYPED, "title": TITLE})
    visitor.press("Save and go on")
    fill(visitor, {**SAID, "name": "Mara Quist", "publish_photo": "on"})
    visitor.press("Save and go on")
    fill(visitor, {"name": "Ilse Brandt", "email": OTHER})
    visitor.press("Send the invitation")
    visitor.sees(OTHER)
    visitor.fits()
    visitor.press("Go on to check and send")
    visitor.press("Send the proposal")
    visitor.sees("The committee has your proposal")
    found = re.search(r"P-\d+", page.inner_text("main"))
    assert found
    return found[0]


def do_tasks(visitor: Visitor) -> None:
    """Do on a phone, and with the keyboard, what a speaker has left to do."""
    page = visitor.open("/my/speaking/")
    visitor.sees("3 tasks are open.")
    visitor.fits()
    page.get_by_role("link", name="Do it technical needs").click()
    page.get_by_label("A projector and a microphone are all I need").check()
    visitor.fits()
    visitor.press("Save")
    visitor.sees("2 tasks are open.")
    page.get_by_role("link", name="Do it picture").click()
    page.set_input_files(
        "[name=picture]", {"name": "IMG_4711.HEIC", "mimeType": "image/heic", "buffer": picture_file(1200, 900, "HEIF")}
    )
    visitor.press("Send the picture")
    visitor.sees("We have your picture.")
    frame = page.get_by_role("group", name="The square that is cut out")
    frame.press("-")
    frame.press("ArrowRight")
    frame.drag_to(page.locator(".cutting__stage"), target_position={"x": 90, "y": 90})
    visitor.fits()
    visitor.press("Cut it so")
    visitor.sees("The picture is cut.")
    assert int(page.locator("[name=side]").input_value()) < 900
    visitor.press("Back to the tasks")
    visitor.sees("1 task is open.")
    send_slides(visitor)
    visitor.press("Back to the tasks")
    visitor.sees("Everything is done. Thank you.")


def send_slides(visitor: Visitor) -> None:
    """Send a presentation from a phone, and wait until it is checked and cleaned."""
    page = visitor.page
    page.get_by_role("link", name=re.compile("^Do it .*slides")).click()
    page.get_by_label("What it is").fill("Slides")
    page.set_input_files("[name=file]", {"name": "Mara Quist.pptx", "mimeType": PPTX, "buffer": pptx(TITLE)})
    visitor.press("Send the file")
    visitor.sees("We have your file.")
    visitor.fits()
    visitor.reload_until(lambda page: page.get_by_text("what readers get").count() > 0, what="the checked slides")
    assert SECRET.encode() not in visitor.read(
        page.get_by_role("link", name=re.compile("^PowerPoint")).get_attribute("href")
    )


def test_from_a_phone_to_the_programme(visit):
    lead = visit("phone")
    code = propose(lead)

    other = visit("phone")
    follow(other, OTHER, "A question about the conference", "/call/invitations/")
    other.press("I take part")
    fill(other, {**SAID, "name": "Ilse Brandt"})
    other.press("Save my part")
    other.sees("Your part is complete")

    reviewer = visit()
    enter(reviewer, "reviewer")
    reviewer.open(f"/admin/conference/proposals/?q={code}")
    reviewer.page.get_by_role("link", name=re.compile(code)).first.click()
    expect(reviewer.page.get_by_role("main")).not_to_contain_text("Mara Quist")
    for box in reviewer.page.locator("select[name^=c]").all():
        box.select_option("5")
    reviewer.page.get_by_role("button", name="Save my review").click()
    reviewer.sees("Your review is saved.")

    committee = visit()
    enter(committee, "programme")
    committee.open("/admin/conference/decisions/")
    committee.page.get_by_label(f"{code}: decision").select_option("accepted")
    committee.press("Note the decisions I changed")
    committee.sees("1 decision noted.")
    lead.open("/my/proposals/")
    expect(lead.page.get_by_role("row").filter(has_text=code)).to_contain_text("submitted")
    committee.page.get_by_role("link", name=re.compile(r"^Send \d+ decision")).click()
    committee.page.get_by_role("button", name="Send what is ticked").wait_for()
    for box in committee.page.locator("[name=send]").all():
        box.uncheck()
    committee.page.get_by_label(re.compile(code)).check()
    committee.press("Send what is ticked")
    committee.sees("2 letters are on their way.")

    follow(lead, LEAD, "News about your proposal", "/call/answer/")
    lead.press("Open my proposals")
    lead.fits()
    lead.press("I will present")
    lead.sees("You are confirmed")
    lead.open_mail(LEAD, "Your order")
    do_tasks(lead)

    committee.open("/admin/conference/answers/")
    expect(committee.page.get_by_role("row").filter(has_text="Mara Quist")).to_contain_text("confirmed")
    expect(committee.page.get_by_role("row").filter(has_text="Ilse Brandt")).to_contain_text("not answered yet")
    committee.open("/admin/conference/speaker-tasks/?q=Mara")
    row = committee.page.get_by_role("row").filter(has_text="Mara Quist")
    expect(row.locator(".task-state--done")).to_have_count(7)
    stranger = visit()
    stranger.open("/conference/2027/speakers/")
    expect(stranger.page.get_by_role("main")).not_to_contain_text("Mara Quist")
    place_and_publish(committee, code.replace("-", ""))
    page = stranger.open(f"/conference/2027/sessions/{code.replace('-', '').lower()}/")
    stranger.sees("Mara Quist")
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    stranger.open("/conference/2027/agenda/")
    expect(stranger.page.get_by_role("main")).to_contain_text(TITLE)


def place_and_publish(visitor: Visitor, code: str) -> None:
    """Put a session from the tray onto Monday evening by keyboard, and publish the agenda."""
    page = visitor.open("/admin/conference/board/")
    page.get_by_role("tab", name=re.compile("Monday")).click()
    page.locator(f"[data-code={code}]").focus()
    page.keyboard.press("Space")
    for _ in range(22):
        page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("[data-live]")).to_contain_text(f"{code}: Monday, 20:00")
    expect(page.locator(f"[data-tray] [data-code={code}]")).to_have_count(0)
    expect(page.locator(".board-card--saving")).to_have_count(0)
    page.get_by_role("link", name="Publish…").click()
    visitor.sees(TITLE)
    page.get_by_role("main").get_by_role("button", name="Publish").click()
    visitor.sees("is published.")
