"""Note what bodies decided, one session or many; make rosters and note that they were handed in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from conference.agenda.announcing import CERTIFIED_FIRST
from conference.agenda.models import SessionCredit
from conference.credits.approvals.deadlines import Deadline, deadlines
from conference.credits.approvals.models import Roster
from conference.edition.models import Edition
from core.audit.services import record

Approval = SessionCredit.Approval
# What a decision says; of these, only what is given changes.
VALUES = ("approval", "provider_number", "statement", "locked_title", "sub_field")
OBJECTIVES = 3
# A task that was asked for so long ago is lost.
PATIENCE = timedelta(minutes=10)


class NotReady(Exception):
    """What cannot be approved so; `codes` lack objectives, `numberless` the number of a body that certifies first."""

    def __init__(self, codes: list[str], numberless: list[str]) -> None:
        super().__init__(", ".join(codes + numberless))
        self.codes, self.numberless = codes, numberless


@dataclass(frozen=True)
class Row:
    """One session and scheme as credit staff see it."""

    credit: SessionCredit
    deadlines: list[Deadline]

    @property
    def roster(self) -> Roster | None:
        """Its roster, if anybody asked for one."""
        return getattr(self.credit, "roster", None)


def rows_of(edition: Edition, keys: Collection[int] | None = None) -> list[Row]:
    """Return an edition's sessions with what bodies want of each, as the agenda has them, unscheduled ones last.

    With `keys`, those session credits alone.
    """
    found = SessionCredit.objects.filter(session__edition=edition).select_related("session", "scheme", "roster")
    if keys is not None:
        found = found.filter(pk__in=keys)
    today = edition.today()
    return [
        Row(credit, _deadlines(credit, edition, today))
        for credit in found.order_by(
            F("session__starts_at").asc(nulls_last=True), "session__code", "scheme__code", "-scheme__version"
        )
    ]


def _deadlines(credit: SessionCredit, edition: Edition, today: Any) -> list[Deadline]:
    session, scheme = credit.session, credit.scheme
    roster = getattr(credit, "roster", None)
    return deadlines(
        approval=credit.approval,
        starts_on=edition.local(session.starts_at).date() if session.starts_at else None,
        ends_on=edition.local(session.ends_at).date() if session.ends_at else None,
        ask_days_before=scheme.request_days_before,
        roster_days_after=scheme.roster_days_after,
        handed_in=bool(roster and roster.handed_in_at),
        today=today,
    )


@transaction.atomic
def decide(*, edition: Edition, credits_: Iterable[int], values: Mapping[str, str], reason: str, actor: Any) -> int:
    """Note a decision on some session credits, given by key; return how many changed.

    `values` holds what is said of all of them; what is left out stays. What is approved is approved under its title:
    where none is locked yet, the public one is. Raises NotReady, and then nothing is changed.
    """
    rows = SessionCredit.objects.filter(session__edition=edition, pk__in=list(credits_))
    found = list(rows.select_for_update(of=("self",)).select_related("session", "scheme").order_by("pk"))
    if values.get("approval") == Approval.APPROVED:
        _require_ready(found, values)
    changed = 0
    for credit in found:
        before = {name: getattr(credit, name) for name in VALUES}
        for name, value in values.items():
            setattr(credit, name, value)
        if credit.approval == Approval.APPROVED and not credit.locked_title:
            credit.locked_title = credit.session.public_title
        after = {name: [str(before[name]), str(getattr(credit, name))] for name in VALUES}
        after = {name: pair for name, pair in after.items() if pair[0] != pair[1]}
        if after:
            credit.save(update_fields=[*VALUES])
            record(actor=actor, action="approval.noted", obj=credit, reason=reason, changes=after)
            changed += 1
    return changed


def _require_ready(found: list[SessionCredit], values: Mapping[str, str]) -> None:
    codes = sorted({row.session.code for row in found if len(row.session.learning_objectives) < OBJECTIVES})
    number = values.get("provider_number", "")
    first = [row for row in found if row.scheme.code in CERTIFIED_FIRST]
    numberless = sorted({row.session.code for row in first if not (number or row.provider_number)})
    if codes or numberless:
        raise NotReady(codes, numberless)


@transaction.atomic
def ask_for_file(*, credit: SessionCredit) -> Roster:
    """Have the roster made as PDF, of what holds now; return its row, which has the file once it is made."""
    # Tasks call what stands here: a circle otherwise.
    from conference.credits.tasks import make_roster

    roster, _new = Roster.objects.select_for_update(of=("self",)).get_or_create(credit=credit)
    now = timezone.now()
    if roster.asked_at is None or roster.file_id or roster.asked_at < now - PATIENCE:
        roster.asked_at = now
        roster.save(update_fields=["asked_at"])
        make_roster.enqueue(roster.pk)
    return roster


@transaction.atomic
def hand_in(*, credit: SessionCredit, actor: Any) -> None:
    """Note that the body has the roster; a second time changes nothing."""
    roster, _new = Roster.objects.select_for_update(of=("self",)).get_or_create(credit=credit)
    if roster.handed_in_at is None:
        roster.handed_in_at, roster.handed_in_by = timezone.now(), actor
        roster.save(update_fields=["handed_in_at", "handed_in_by"])
        record(actor=actor, action="roster.handed_in", obj=credit)
