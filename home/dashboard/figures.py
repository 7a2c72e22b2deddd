"""Counts for the organizers' first page, each in one query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from billing.permissions import can_see_finance
from billing.queue.models import FinanceCase
from conference.edition.models import Edition
from conference.permissions import can_manage_proposals, can_see_registrations
from conference.proposals.answers.models import Notice
from conference.proposals.models import Call, Proposal
from conference.registration.capacity import usage
from conference.registration.places import Registration
from conference.registration.states import State
from core.mail.models import OutboxMail
from core.queue import dead_tasks
from home.permissions import can_see_mails
from people.agencies.models import Agency, Approval, Membership
from people.permissions import can_edit_people

WEEKS = 16


@dataclass(frozen=True)
class Figure:
    """A number with its name and where it leads; `calls` marks what waits for a person."""

    label: str | Promise
    value: int
    url: str
    calls: bool = False
    of: int | None = None


@dataclass(frozen=True)
class Week:
    """Places taken in one week, and its bar in a drawing of 640 by 140."""

    label: str
    count: int
    x: int
    y: int
    height: int


def figures_for(user: Any, edition: Edition | None) -> list[Figure]:
    """Return the figures that this person's roles let them act on."""
    sources: Iterable[tuple[Callable[[Any], bool], Callable[[], list[Figure]]]] = (
        (can_see_registrations, lambda: _places(edition) if edition else []),
        (can_see_finance, _money),
        (can_edit_people, _claims),
        (can_manage_proposals, lambda: _speakers(edition) if edition else []),
        (can_see_mails, _mails),
    )
    return [figure for allowed, source in sources if allowed(user) for figure in source()]


def _places(edition: Edition) -> list[Figure]:
    places = Registration.objects.of(edition)
    listed = f"{reverse('conference_registrations:index')}?edition={edition.pk}"
    waiting = places.to_approve().count()
    return [
        Figure(_("places sold"), usage(edition).edition, listed, of=edition.capacity),
        Figure(_("to approve"), waiting, f"{listed}&state={State.APPLIED}", calls=bool(waiting)),
        Figure(
            _("confirmed, unpaid"),
            places.filter(state=State.CONFIRMED_UNPAID).count(),
            f"{listed}&state={State.CONFIRMED_UNPAID}",
        ),
    ]


def _money() -> list[Figure]:
    cases = FinanceCase.objects.open()
    no_place = cases.filter(kind=FinanceCase.Kind.PAID_NO_PLACE).count()
    others = cases.exclude(kind=FinanceCase.Kind.PAID_NO_PLACE).count()
    queue, orders = reverse("finance_queue:index"), reverse("finance_orders:index")
    return [
        Figure(_("orders unpaid"), Order.objects.unpaid().count(), f"{orders}?state={Order.State.AWAITING}"),
        Figure(_("paid without a place"), no_place, queue, calls=bool(no_place)),
        Figure(_("other money matters"), others, queue, calls=bool(others)),
    ]


def _claims() -> list[Figure]:
    agencies = Agency.objects.pending().count()
    claims = Membership.objects.filter(state=Approval.PENDING).count()
    return [
        Figure(_("claims on agencies"), claims, reverse("people_memberships:index"), calls=bool(claims)),
        Figure(_("agencies to verify"), agencies, reverse("people_agencies:index"), calls=bool(agencies)),
    ]


def _speakers(edition: Edition) -> list[Figure]:
    call = Call.objects.filter(edition=edition).first()
    if call is None:
        return []
    silent = Proposal.objects.of(call).silent().count()
    notices = Notice.objects.open().filter(proposal__call=call).count()
    return [
        Figure(_("decisions not sent"), silent, reverse("conference_decisions:send", args=[edition.year])),
        Figure(
            _("speakers' news"), notices, reverse("conference_answers:answers", args=[edition.year]),
            calls=bool(notices),
        ),
    ]  # fmt: skip


def _mails() -> list[Figure]:
    failed, dead = OutboxMail.objects.failed().count(), dead_tasks().count()
    return [
        Figure(_("failed mails"), failed, f"{reverse('mails:index')}?state=failed", calls=bool(failed)),
        Figure(_("failed tasks"), dead, reverse("mails:tasks"), calls=bool(dead)),
    ]


def weeks_of(edition: Edition) -> list[Week]:
    """Return how many places were taken in each of the last sixteen weeks, oldest first, in one query."""
    since = timezone.now() - timedelta(weeks=WEEKS)
    rows = (
        Registration.objects.of(edition)
        .occupying()
        .filter(created_at__gte=since)
        .annotate(week=TruncWeek("created_at"))
        .values("week")
        .annotate(count=Count("pk"))
        .order_by("week")
    )
    counts = {row["week"].date(): row["count"] for row in rows}
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    highest = max(counts.values(), default=0) or 1
    return [_bar(number, day, counts.get(day, 0), highest) for number, day in enumerate(mondays)]


def _bar(number: int, day: date, count: int, highest: int) -> Week:
    height = round(120 * count / highest)
    return Week(date_format(day, "j M"), count, x=40 * number, y=140 - height, height=height)
