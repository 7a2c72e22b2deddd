"""What an agency's coordinator does: ask for a visit, name who comes, withdraw, say how it was."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.services import record
from people.accounts.models import User
from people.agencies.models import Agency, Approval
from training.enrollment.seats.models import SeatAssignment
from training.visits.errors import AlreadyNamed, BadDay, MovedOn, NotOneOfYours, TooMany
from training.visits.models import Visit, VisitFeedback, Visitor, VisitProgramme

State = Visit.State
FURTHEST = timedelta(days=730)


def locked_visit(visit: Visit) -> Visit:
    """Return a visit read anew under its row lock."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("programme", "agency", "requested_by", "host")
    found: Visit = rows.get(pk=visit.pk)
    return found


@transaction.atomic
def request_visit(
    *, agency: Agency, programme: VisitProgramme, purpose: str, headcount: int, first_day: date, actor: User
) -> Visit:
    """Ask for a visit and return it. Raises TooMany and BadDay."""
    if not 1 <= headcount <= programme.max_visitors:
        raise TooMany(_("The unit receives at most %d visitors at once.") % programme.max_visitors)
    check_day(programme, first_day)
    visit: Visit = Visit.objects.create(
        agency=agency,
        programme=programme,
        requested_by=actor,
        purpose=purpose,
        headcount=headcount,
        first_day=first_day,
        last_day=programme.last_day(first_day),
    )
    record(actor=actor, action="visit.requested", obj=visit, changes={"headcount": headcount, "day": first_day})
    return visit


def check_day(programme: VisitProgramme, first_day: date) -> None:
    """Raise BadDay, with the reason, for a day on which no visit of the programme can begin."""
    today = timezone.localdate()
    if first_day < today + timedelta(days=programme.notice_days):
        raise BadDay(_("Ask at least %d days ahead.") % programme.notice_days)
    if first_day > today + FURTHEST:
        raise BadDay(_("Ask at most two years ahead."))
    if not programme.is_on_weekdays(first_day):
        raise BadDay(_("All days of a visit are from Monday to Friday."))


@transaction.atomic
def name_visitor(*, visit: Visit, email: str, actor: User) -> Visitor:
    """Name one of the agency's own people. Raises NotOneOfYours, AlreadyNamed, TooMany and MovedOn.

    Whoever is not of the agency is not looked at: the answer is the same whether or not there is such a person.
    """
    locked = locked_visit(visit)
    if locked.state != State.REQUESTED:
        raise MovedOn
    address = email.strip().lower()
    members = locked.agency.memberships.filter(state=Approval.APPROVED).values("user")
    seated = SeatAssignment.objects.visible_to(locked.agency).filter(email=address).values("user")
    own = User.objects.filter(pk__in=members, is_active=True)
    person = own.filter(Q(email__iexact=address) | Q(pk__in=seated)).order_by("pk").first()
    if person is None:
        raise NotOneOfYours
    if locked.visitors.filter(user=person).exists():
        raise AlreadyNamed
    if locked.visitors.count() >= locked.headcount:
        raise TooMany(_("All %d visitors are named.") % locked.headcount)
    visitor: Visitor = Visitor.objects.create(visit=locked, user=person, email=address)
    record(actor=actor, action="visit.visitor_named", obj=locked, changes={"visitor": visitor.pk})
    return visitor


@transaction.atomic
def remove_visitor(*, visitor: Visitor, actor: User) -> None:
    """Take a name off the list before the visit is approved. Raises MovedOn."""
    locked = locked_visit(visitor.visit)
    if locked.state != State.REQUESTED:
        raise MovedOn
    record(actor=actor, action="visit.visitor_removed", obj=locked, changes={"visitor": visitor.pk})
    Visitor.objects.filter(pk=visitor.pk, visit=locked).delete()


@transaction.atomic
def withdraw_visit(*, visit: Visit, actor: User) -> None:
    """Take a request back, also an approved one before it begins. Raises MovedOn."""
    locked = locked_visit(visit)
    if not locked.may_move_to(State.WITHDRAWN) or locked.first_day <= timezone.localdate():
        raise MovedOn
    locked.move_to(State.WITHDRAWN)
    locked.save(update_fields=["state"])
    record(actor=actor, action="visit.withdrawn", obj=locked)


@transaction.atomic
def give_feedback(*, visit: Visit, useful: int, text: str, actor: Any) -> VisitFeedback:
    """Say how a held visit was, once. Raises MovedOn."""
    locked = locked_visit(visit)
    if locked.state != State.HELD or VisitFeedback.objects.filter(visit=locked).exists():
        raise MovedOn
    return VisitFeedback.objects.create(visit=locked, given_by=actor, useful=useful, text=text)
