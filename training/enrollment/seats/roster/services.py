"""Keep a list until it is confirmed, and give the seats it asks for in the background."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from people.accounts.models import User
from people.agencies.models import Agency
from training.enrollment.seats.assigning import assign_seat
from training.enrollment.seats.errors import AlreadySeated, SeatError
from training.enrollment.seats.roster.models import RosterImport
from training.enrollment.seats.roster.plan import Roster, plan_roster, read_roster
from training.enrollment.seats.roster.tasks import invite_roster

PURPOSE = "seat-roster"
WAITS = timedelta(hours=2)


def keep_roster(content: bytes) -> PrivateFile:
    """Keep an uploaded list for as long as its confirmation is waited for."""
    return store_private(content, name="roster", content_type="application/octet-stream", purpose=PURPOSE)


def waiting_roster(public_id: str) -> bytes | None:
    """Return a kept list; None if it was dropped, used or is too old."""
    file = PrivateFile.objects.filter(
        public_id=public_id, purpose=PURPOSE, erased_at=None, created_at__gt=timezone.now() - WAITS
    ).first()
    if file is None or RosterImport.objects.filter(file=file).exists():
        return None
    with file.content.open("rb") as stream:
        content: bytes = stream.read()
    return content


def drop_roster(public_id: str) -> None:
    """Erase a kept list that was not confirmed."""
    file = PrivateFile.objects.filter(public_id=public_id, purpose=PURPOSE, erased_at=None).first()
    if file is not None and not RosterImport.objects.filter(file=file).exists():
        erase_private(file)


@transaction.atomic
def begin_roster(*, agency: Agency, public_id: str, roster: Roster, actor: User) -> RosterImport:
    """Confirm a kept list: its invitations are written in the background."""
    file = PrivateFile.objects.get(public_id=public_id, purpose=PURPOSE)
    made = RosterImport.objects.create(agency=agency, file=file, created_by=actor, total=len(roster.places))
    record(actor=actor, action="seats.roster", obj=made, changes={"rows": made.total})
    invite_roster.enqueue(made.pk)
    return made


def invite_people(roster_id: int) -> None:
    """Give the seats of a confirmed list, one transaction a row, then erase the list.

    A task that died is simply run again: who has a seat is not asked twice. What cannot be given is kept with its row.
    """
    found = RosterImport.objects.select_related("agency", "file", "created_by").get(pk=roster_id)
    if found.finished_at is not None:
        return
    with found.file.content.open("rb") as stream:
        plan = plan_roster(agency=found.agency, table=read_roster(stream.read()))
    found.done, found.refused = found.total - len(plan.places), []
    for place in plan.places:
        try:
            assign_seat(
                agency=found.agency, course=place.course, email=place.email, name=place.name, due_on=place.due_on,
                actor=found.created_by,
            )  # fmt: skip
        except AlreadySeated:
            pass  # a colleague gave the seat in the meantime: what was asked for holds
        except SeatError as error:
            found.refused.append({"row": place.number, "says": str(error)})
        found.done += 1
        if found.done % 50 == 0:
            found.save(update_fields=["done", "refused"])
    found.finished_at = timezone.now()
    found.save()
    erase_private(found.file)
