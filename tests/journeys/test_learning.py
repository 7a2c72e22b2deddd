"""A course on a phone, from the catalogue to the certificate; and one that is written while somebody is inside it."""

import pytest
from factories.training import SAMPLE
from journeys import buying

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
