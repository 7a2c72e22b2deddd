"""What the training office does with a visit: vet, approve, refuse, cancel, note who was there."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from certificates.issuing.services import issue
from core.audit.services import record
from people.accounts.models import User
from training.visits.certificates import drafts_of
from training.visits.emails import send_decision, send_thanks
from training.visits.errors import MovedOn, NotReady, TooMany
from training.visits.models import Visit, VisitItem, Visitor, VisitProgramme
from training.visits.readiness import named_visitors, open_points
from training.visits.services import locked_visit

State = Visit.State


@transaction.atomic
def vet_visitor(*, visitor: Visitor, actor: User, reason: str) -> None:
    """Note that an agency's letter and the person's identity were seen. Raises MovedOn once the visit is decided."""
    visit = locked_visit(visitor.visit)
    if visit.state != State.REQUESTED:
        raise MovedOn
    Visitor.objects.filter(pk=visitor.pk).update(vetted_at=timezone.now(), vetted_by=actor)
    record(actor=actor, action="visit.visitor_vetted", obj=visit, reason=reason, changes={"visitor": visitor.pk})


@transaction.atomic
def approve_visit(*, visit: Visit, host: User, place: str, actor: User) -> Visit:
    """Approve a visit with its host and itinerary; its coordinator is told.

    The programme is locked and the visitors of the same days are counted, so of two visits that together are too many
    one is approved. Raises NotReady, TooMany and MovedOn.
    """
    programme = VisitProgramme.objects.select_for_update().get(pk=visit.programme_id)
    locked = locked_visit(visit)
    if not locked.may_move_to(State.APPROVED) or locked.first_day <= timezone.localdate():
        raise MovedOn
    points = open_points(locked, named_visitors(locked, locked.visitors.select_related("user")))
    if points:
        raise NotReady(points)
    there = programme.visits.filter(state=State.APPROVED).on_any_day_of(locked.first_day, locked.last_day)
    if (there.aggregate(number=Sum("headcount"))["number"] or 0) + locked.headcount > programme.max_visitors:
        raise TooMany
    locked.host, locked.place = host, place
    _decide(locked, State.APPROVED, actor)
    VisitItem.objects.bulk_create(
        VisitItem(
            visit=locked, day=locked.first_day + timedelta(days=item.day - 1), starts=item.starts, ends=item.ends,
            title=item.title,
        )
        for item in programme.items.all()
        if item.day <= programme.days
    )  # fmt: skip
    record(actor=actor, action="visit.approved", obj=locked, changes={"host": host.pk})
    send_decision(locked, "approved")
    return locked


@transaction.atomic
def refuse_visit(*, visit: Visit, actor: User, reason: str) -> None:
    """Refuse a visit; the reason stays with the staff. Raises MovedOn."""
    _end(visit, State.REFUSED, actor, reason)


@transaction.atomic
def cancel_visit(*, visit: Visit, actor: User, reason: str) -> None:
    """Cancel an approved visit; the reason stays with the staff. Raises MovedOn."""
    _end(visit, State.CANCELLED, actor, reason)


def _end(visit: Visit, state: str, actor: User, reason: str) -> None:
    locked = locked_visit(visit)
    if not locked.may_move_to(state):
        raise MovedOn
    locked.note = reason[:300]
    _decide(locked, state, actor)
    record(actor=actor, action=f"visit.{state}", obj=locked, reason=reason)
    send_decision(locked, state)


def _decide(visit: Visit, state: str, actor: Any) -> None:
    visit.move_to(state)
    visit.decided_by, visit.decided_at = actor, timezone.now()
    visit.save(update_fields=["state", "decided_by", "decided_at", "host", "place", "note"])


@transaction.atomic
def hold_visit(*, visit: Visit, attended: Collection[int], actor: User) -> int:
    """Note which visitors were there, issue their certificates and ask for feedback; return how many are certified.

    Raises MovedOn, also before the visit's last day.
    """
    locked = locked_visit(visit)
    if not locked.may_move_to(State.HELD) or timezone.localdate() < locked.last_day:
        raise MovedOn
    for visitor in locked.visitors.all():
        Visitor.objects.filter(pk=visitor.pk).update(attended=visitor.pk in attended)
    locked.move_to(State.HELD)
    locked.save(update_fields=["state"])
    record(actor=actor, action="visit.held", obj=locked, changes={"visitors": len(attended)})
    send_thanks(locked)
    return issue(drafts=drafts_of(locked), actor=actor).made
