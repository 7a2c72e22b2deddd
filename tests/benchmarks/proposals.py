"""The volume of a large call: 1,000 proposals with 5,000 reviews, and the committee's list of them."""

from decimal import Decimal
from typing import Any

from benchmarks.buying import browser
from benchmarks.load import Shot, request
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conference.edition.models import Edition
from conference.proposals.models import Call, Presenter, PresenterIdentity, Proposal, Review, Score
from people.accounts.models import User

PROPOSALS, REVIEWERS = 1000, 5


def load_proposals(edition: Edition) -> None:
    """Fill the demo's call up to the number, each proposal with two people and five reviews."""
    call = Call.objects.get(edition=edition)
    tracks, criteria = list(call.tracks.all()), list(call.criteria.all())
    reviewers = [User.objects.create_user(f"reviewer{n}@bench.example", name=f"Reviewer {n}") for n in range(REVIEWERS)]
    last = Proposal.objects.of(call).count()
    made = Proposal.objects.bulk_create(
        Proposal(
            call=call, number=number, state="submitted", submitted_at=timezone.now(), title=f"Proposal {number}",
            track=tracks[number % len(tracks)], level="all", abstract="Word " * 200, objectives=["a", "b", "c"],
            working="{}",
        )
        for number in range(last + 1, PROPOSALS + 1)
    )  # fmt: skip
    people = Presenter.objects.bulk_create(
        Presenter(
            proposal=item, is_lead=not place, position=place, state="accepted", email_digest=f"{item.pk}-{place}",
            name=f"Person {item.pk} {place}", organization="An agency", publish_name=True, publish_organization=True,
        )
        for item in made
        for place in range(2)
    )  # fmt: skip
    PresenterIdentity.objects.bulk_create(
        PresenterIdentity(presenter=person, email=f"p{person.pk}@bench.example") for person in people
    )
    reviews = Review.objects.bulk_create(
        Review(proposal=item, reviewer=user, total=Decimal(1 + (item.pk * 7 + place) % 401) / 100 + 1 - Decimal("0.01"))
        for item in Proposal.objects.of(call).submitted()
        for place, user in enumerate(reviewers)
    )
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, value=3) for review in reviews for criterion in criteria
    )


def _address() -> str:
    # Sorted by the average: the dearest of the list's orders.
    return reverse("conference_proposals:index") + "?ordering=-average"


def _committee() -> Client:
    client = browser()
    client.force_login(User.objects.get(email="programme@demo.example"))
    return client


def review_lists(times: int, world: Any) -> list[Shot]:
    """Look at the committee's list."""
    cookies = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in _committee().cookies.items())}
    return [request("GET", _address(), port=world.port, headers=cookies)] * times


def review_list_queries(world: Any) -> int:
    """Count the queries of that list."""
    client = _committee()
    client.get(_address())
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(_address())
    assert answer.status_code == 200
    return len(queries)
