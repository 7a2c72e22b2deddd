"""What is measured: each case makes its requests, and does the same once in this process to count queries."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from benchmarks.board import board_queries, moves
from benchmarks.buying import Buyer, browser
from benchmarks.examining import hand_in_queries, hand_ins, nothing_lost, save_queries, saves
from benchmarks.learning import lesson_pages, lesson_queries, matrices, matrix_queries
from benchmarks.load import Shot, request
from benchmarks.proposals import review_list_queries, review_lists
from benchmarks.publishing import publications, publishing_queries
from benchmarks.scanning import scan_queries, scans
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conference.edition.models import Edition
from people.accounts.models import User

MEMORY_MB = 190
TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class World:
    """What the cases work on."""

    edition: Edition
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))


@dataclass(frozen=True)
class Case:
    """A name, what it may cost, its prepared requests, the queries of one, and what must hold afterwards."""

    name: str
    shots: Callable[[World], list[Shot]]
    queries: Callable[[World], int]
    cpu_ms: float | None = None
    most_queries: int | None = None
    at_once: int = 8
    check: Callable[[], None] | None = None

    @property
    def budget(self) -> dict[str, float | None]:
        """Return what it may cost, as the report has it."""
        return {"cpu_ms": self.cpu_ms, "queries": self.most_queries, "peak_mb": MEMORY_MB}


def gets(path: Callable[[World], str], times: int, world: World) -> list[Shot]:
    """Ask for a page again and again, without a session."""
    return [request("GET", path(world), port=world.port)] * times


def get_queries(path: Callable[[World], str], world: World) -> int:
    """Count the queries of the page's second view: the first may fill a cache."""
    client = browser()
    client.get(path(world))
    with CaptureQueriesContext(connection) as queries:
        client.get(path(world))
    return len(queries)


def orders(people: int, times: int, world: World) -> list[Shot]:
    """Place orders, each by a buyer of its own; the answer leads to the payment."""
    buyers = (Buyer(world.edition, people=people, number=next(world.numbers)) for _ in range(times))
    return [
        request("POST", buyer.path, port=world.port, headers=buyer.headers(), body=buyer.body(), status=302)
        for buyer in buyers
    ]


def asked(queries: CaptureQueriesContext) -> int:
    """Return how many queries there are among what was sent to the database."""
    return len([query for query in queries if not query["sql"].startswith(TRANSACTIONS)])


def order_queries(people: int, world: World) -> int:
    """Count the queries of the POST that places an order; beginning and ending a transaction are none."""
    buyer = Buyer(world.edition, people=people, number=next(world.numbers))
    with CaptureQueriesContext(connection) as queries:
        answer = buyer.client.post(buyer.path, buyer.order())
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return asked(queries)


def _organizer() -> Client:
    client = browser()
    client.force_login(User.objects.get(email="organizer@demo.example"))
    return client


def _registrations() -> str:
    return reverse("conference_registrations:index")


def lists(times: int, world: World) -> list[Shot]:
    """Look at the organizers' list of registrations."""
    cookies = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in _organizer().cookies.items())}
    return [request("GET", _registrations(), port=world.port, headers=cookies)] * times


def list_queries(world: World) -> int:
    """Count the queries of that list."""
    client = _organizer()
    client.get(_registrations())
    with CaptureQueriesContext(connection) as queries:
        client.get(_registrations())
    return len(queries)


def _agenda(world: World) -> str:
    return f"/conference/{world.edition.year}/agenda/"


def _register(world: World) -> str:
    return reverse("registration:choose", args=[world.edition.year])


def _session(world: World) -> str:
    return f"/conference/{world.edition.year}/sessions/b13/"


def _file(name: str, world: World) -> str:
    return f"/conference/{world.edition.year}/{name}"


def signed_in(times: int, world: World) -> list[Shot]:
    """Look at the agenda as somebody who is signed in, whose copy no cache may answer."""
    cookies = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in _organizer().cookies.items())}
    return [request("GET", _agenda(world), port=world.port, headers=cookies)] * times


def signed_in_queries(world: World) -> int:
    """Count the queries of that page."""
    client = _organizer()
    client.get(_agenda(world))
    with CaptureQueriesContext(connection) as queries:
        client.get(_agenda(world))
    return len(queries)


def _live(world: World) -> str:
    return "/health/live"


def _static(world: World) -> str:
    return str(staticfiles_storage.url("css/site.css"))


CASES = [
    Case("floor_ok", partial(gets, _live, 4000), partial(get_queries, _live)),
    Case("floor_static", partial(gets, _static, 4000), partial(get_queries, _static)),
    Case("agenda_anonymous", partial(gets, _agenda, 3000), partial(get_queries, _agenda), 1.5),
    Case("agenda_signed_in", partial(signed_in, 600), signed_in_queries, 8),
    Case("session_page", partial(gets, _session, 2000), partial(get_queries, _session), 6),
    *(
        Case(
            f"export_{kind}", partial(gets, partial(_file, name), 2000), partial(get_queries, partial(_file, name)), 1.5
        )
        for kind, name in (("xml", "schedule.xml"), ("json", "schedule.json"), ("ics", "agenda.ics"))
    ),
    Case("board_move", moves, board_queries, 25, 15),
    # One after the other: each says that it has seen the one before.
    Case("publish_1000", publications, publishing_queries, 400, 20, at_once=1),
    Case("scan", partial(scans, 600), scan_queries, 10, 6),
    Case("save_answer", saves, save_queries, 8, 8),
    # Three hundred at the same second, each once.
    Case("hand_in_300", hand_ins, hand_in_queries, at_once=300, check=nothing_lost),
    Case("registration_start", partial(gets, _register, 600), partial(get_queries, _register), 8, 8),
    Case("order_one", partial(orders, 1, 120), partial(order_queries, 1), 25, 30),
    Case("order_twenty", partial(orders, 20, 24), partial(order_queries, 20), 60),
    Case("registration_list", partial(lists, 120), list_queries, 60),
    Case("review_list", partial(review_lists, 120), review_list_queries, 120, 18),
    # TRAINING_VOLUME=1 fills 10,000 learners and 500,000 rows of progress first, which takes minutes.
    Case("lesson_page", partial(lesson_pages, 600), lesson_queries, 12, 12),
    Case("agency_matrix", partial(matrices, 120), matrix_queries, 80, 20),
]
