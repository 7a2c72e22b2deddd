"""A course on a phone, from the catalogue to the certificate; and one that is written while somebody is inside it."""

import pytest
from factories.training import SAMPLE
from journeys import buying, office
from playwright.sync_api import expect

from home.demo.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
MODULE = next(item for item in SAMPLE["modules"] if item["id"] == "TMU-101")
QUESTIONS = MODULE["quiz"]["questions"]
# The half hour between two attempts is the quiz's, not the journey's.
AT_ONCE = """
from training.courses.models import Course, Quiz
from training.courses.services import publish_course
Quiz.objects.filter(course__code="TMU-101").update(wait_minutes=0)
publish_course(course=Course.objects.get(code="TMU-101"), actor=None, note="no waiting")
"""


def answer(learner, *, right):
    """Answer every question, so many of them rightly, and hand in."""
    page = learner.page
    for number, question in enumerate(QUESTIONS):
        box = page.locator("fieldset").filter(has_text=question["stem"])
        for choice in question["choices"]:
            is_right = choice["id"] in question["answer"]
            if is_right if number < right else not is_right:
                box.get_by_label(choice["text"], exact=True).check()
    learner.press("Hand in")


def read_lessons(learner):
    """Read each lesson to its end, on the way that *Continue* leads."""
    for lesson in MODULE["lessons"]:
        learner.heading(lesson["title"])
        learner.fits()
        learner.press("Continue")


def test_from_the_catalogue_to_the_certificate_on_a_phone_failed_once(visit, site):
    assert site.manage("shell", "-c", AT_ONCE).returncode == 0
    learner = visit("phone")
    learner.sign_in("speaker@demo.example", PASSWORD)
    page = learner.open("/training/?q=foundations")
    learner.fits()
    page.get_by_role("link", name=MODULE["title"]).click()
    learner.sees("draft sample")
    learner.fits()
    learner.press("Buy a place")
    page.get_by_label("Card").first.check()
    learner.press("Place the order")
    buying.type_card(learner, "4242 4242 4242 4242")
    buying.await_paid(learner)

    learner.open("/my/courses/")
    learner.reload_until(lambda page: page.get_by_role("link", name=MODULE["title"]).count() > 0, what="the course")
    page.get_by_role("link", name=MODULE["title"]).click()
    learner.press("Next lesson")
    page.get_by_label("For you alone").fill("Making is not posing.")
    learner.press("Keep the note")
    read_lessons(learner)
    learner.press("Begin an attempt")
    learner.fits()
    answer(learner, right=5)
    learner.sees("Not passed")
    learner.press("Back to the course")
    learner.press("To the quiz")
    learner.press("Begin an attempt")
    answer(learner, right=6)
    learner.sees("Passed")
    learner.fits()
    learner.press("Back to the course")
    certificate = page.get_by_role("link", name="Certificate of completion")
    learner.reload_until(lambda _page: certificate.count() > 0, what="the certificate")
    learner.fits()
    page.get_by_role("link", name="Your notes").click()
    learner.sees("Making is not posing.")

    learner.open("/my/certificates/")
    learner.sees(MODULE["title"])
    address = f"{learner.site.url}{page.get_by_role('link', name='PDF').first.get_attribute('href')}"
    learner.open(address)
    learner.sees("Certificate")


def write_course(staff):
    """Write a course with one lesson in the admin, and publish it."""
    page = staff.open("/admin/training_courses/new/")
    for name, value in {"code": "JRN-1", "title": "Calls at night", "minutes": "20"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Add lesson").click()
    for name, value in {"code": "JRN-1-L1", "title": "Before the call", "minutes": "10"}.items():
        page.locator(f"[name=lessons-0-{name}]").fill(value)
    page.get_by_title("Insert a block").last.click()
    page.get_by_role("option", name="Definition").click()
    page.locator("[name='lessons-0-body-0-value-term']").fill("Anchor")
    page.locator("[name='lessons-0-body-0-value-meaning']").fill("What a person holds on to.")
    page.get_by_role("main").get_by_role("button", name="Create", exact=True).click()
    page.locator(".messages .success").wait_for()
    publish(staff, "the first version, for a trial", "Publish without review")


def publish(staff, note, how):
    """Hand the course in, or publish it."""
    page = staff.open("/admin/training/publishing/")
    page.get_by_role("link", name="JRN-1").click()
    page.locator("[name=note]").fill(note)
    page.get_by_role("button", name=how).click()
    page.locator(".messages .success").wait_for()


def approve(reviewer):
    """Find the release among what waits for oneself, and approve it."""
    page = reviewer.page
    page.get_by_role("link", name="JRN-1").first.click()
    expect(page.get_by_text("Changed lesson: Before and after the call")).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.locator("button[data-workflow-action-name=approve]").first.click()
    page.locator(".messages .success").wait_for()


def test_a_course_is_written_reviewed_and_published_anew_while_somebody_is_inside(visit):
    staff = visit()
    office.enter(staff, "training")
    write_course(staff)
    learner = visit("phone")
    learner.sign_in("attendee@demo.example", PASSWORD)
    learner.open("/training/")
    learner.reload_until(lambda page: page.get_by_role("link", name="Calls at night").count() > 0, what="the course")
    learner.page.get_by_role("link", name="Calls at night").click()
    learner.press("Begin")
    inside = learner.page.url

    page = staff.open("/admin/training_courses/?q=JRN-1")
    page.get_by_role("main").get_by_role("link", name="JRN-1").first.click()
    page.locator("[name=lessons-0-title]").fill("Before and after the call")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    page.locator(".messages .success").wait_for()
    publish(staff, "a clearer title", "Send to review")
    for login in ("expert", "counsel", "advocate"):
        reviewer = visit()
        office.enter(reviewer, login)
        approve(reviewer)

    learner.open(inside)
    learner.sees("You are in version 1")
    expect(learner.page.get_by_text("Before and after the call")).to_have_count(0)
    page = staff.open("/admin/training/publishing/")
    expect(page.get_by_role("link", name="JRN-1")).to_have_count(0)
    staff.open("/admin/training_courses/?q=JRN-1").get_by_role("main").get_by_role("link", name="JRN-1").first.click()
    page.goto(page.url.replace("training_courses/edit", "training/moving"))
    page.get_by_label("Anna Lindqvist").check()
    page.locator("[name=reason]").fill("the title said too little")
    page.get_by_role("button", name="Move the chosen learners").click()
    page.locator(".messages .success").wait_for()
    learner.open(inside)
    learner.sees("You are in version 2")
    learner.press("Next lesson")
    learner.heading("Before and after the call")
    learner.sees("What a person holds on to.")
    learner.press("Continue")
    learner.sees("You completed this course on")
    learner.fits()
