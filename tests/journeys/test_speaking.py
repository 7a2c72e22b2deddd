"""From a phone to the programme: proposed, joined, reviewed, decided, told, confirmed."""

import re

import pytest
from factories.proposals import SAID, TYPED
from journeys.browsing import Visitor
from journeys.office import enter
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
TITLE = "Quiet signals on a loud network"
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
    fill(visitor, {**SAID, "name": "Mara Quist"})
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

    committee.open("/admin/conference/answers/")
    expect(committee.page.get_by_role("row").filter(has_text="Mara Quist")).to_contain_text("confirmed")
    expect(committee.page.get_by_role("row").filter(has_text="Ilse Brandt")).to_contain_text("not answered yet")
    committee.open("/admin/conference/board/")
    committee.page.locator(f"[data-code={code.replace('-', '')}]").wait_for()
    stranger = visit()
    stranger.open("/conference/2027/speakers/")
    expect(stranger.page.get_by_role("main")).not_to_contain_text("Mara Quist")
