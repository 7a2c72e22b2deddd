"""Load the whole demo through the services that the pages use."""

from collections.abc import Iterator

from django.utils import timezone

from conference.edition.models import Edition
from core.queue import let_others_first
from home.demo import pages
from home.demo.agendas import build_agendas
from home.demo.attendance import build_attendance
from home.demo.certificates import build_certificates
from home.demo.courses import build_courses
from home.demo.editions import build_editions, finish, sale_moment
from home.demo.evaluations import build_evaluations
from home.demo.people import build_people
from home.demo.proposals import build_call
from home.demo.registrations import build_orders
from home.demo.sales import build_sales
from home.demo.seats import build_seats
from home.demo.slides import build_slides
from home.demo.speaking import build_speaking
from home.demo.visits import build_visits

# How many of the current edition's attendees last year's had, in percent; enough for orders in every state.
LAST_YEAR = 60


def load_demo(*, attendees: int) -> Iterator[str]:
    """Load editions, people, orders and pages, yielding a line for each; a second run changes nothing."""
    current, last = build_editions(timezone.localdate())
    yield f"Editions {last.year} and {current.year} are there."
    users = build_people()
    yield f"{len(users)} logins are there."
    if last.state != Edition.State.FINISHED:
        count = build_orders(
            last, attendees=max(attendees * LAST_YEAR // 100, 30), actor=users["organizer"], at=sale_moment(last)
        )
        finish(last)
        yield f"{count} registrations in {last.year}."
    yield f"{build_sales(current, actor=users['organizer'])} discount codes are there."
    count = build_orders(current, attendees=attendees, actor=users["organizer"])
    yield f"{count} registrations in {current.year}."
    count = build_evaluations(last, current, actor=users["organizer"])
    yield f"{count} evaluations of {last.year} are there."
    count = build_attendance(last, current, users)
    yield f"{count} scans of {last.year} are there; {current.year} is in rehearsal."
    yield f"{build_certificates(last, users['attendee'], actor=users['organizer'])} certificates of {last.year}."
    count = build_agendas(current, users)
    yield f"{count} sessions are saved in agendas."
    count = build_call(current, users)
    yield f"The call for {current.year} has {count} proposals."
    count = build_speaking(current, last, users)
    yield f"{count} speakers have tasks."
    yield f"{build_slides(last) + build_slides(current)} sessions have slides."
    pages.build()
    yield f"The catalogue has {build_courses(users)} courses."
    yield f"The demo's agency has {build_seats(users)} seats."
    yield f"{build_visits(users)} visits are asked for, and a course has dates."
    # The documents of eighty invented orders can wait; those of the first visitor's own order should not.
    let_others_first()
    yield "The pages are there."
