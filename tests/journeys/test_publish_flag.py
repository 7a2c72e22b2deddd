"""A speaker hides their name after publication: nobody finds it any more, and the page says what it cannot reach."""

import re

import pytest
from journeys.browsing import Visitor

from home.demo.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
NAME = "Sofia Petrov"
YEAR = "/conference/2026/"
FILES = ("agenda.ics", "schedule.json", "schedule.xml", "agenda/", "speakers/")


def found_in(visitor: Visitor) -> list[str]:
    """Where a stranger reads the name."""
    places = [path for path in FILES if NAME in visitor.read(f"{YEAR}{path}").decode()]
    return [*places, *(["search"] if NAME in visitor.open("/search/?q=Petrov").inner_text("main") else [])]


def test_a_name_hidden_after_publication_is_found_nowhere(visit):
    stranger, speaker = visit(), visit("phone")
    before = found_in(stranger)
    speaker.sign_in("speaker@demo.example", PASSWORD, then="/my/speaking/")
    speaker.press("Look for it")
    chapter = speaker.page.get_by_role("region", name=re.compile("2026"))
    chapter.get_by_role("link", name="What is published of you").click()
    speaker.sees("What nobody can call back")
    speaker.fits()
    speaker.page.get_by_label("My name may be published").uncheck()
    speaker.press("Save")
    speaker.sees("That holds now")

    assert len(before) >= 4
    assert found_in(stranger) == []
