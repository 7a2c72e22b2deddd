"""Take what somebody reports, clean its file, sum it up apart from what is proved, and forget it when they want."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from certificates.reported.models import Report, ReportedHours
from core.audit.services import record
from core.files.cleaning.kinds import BY_CONTENT_TYPE, KINDS
from core.files.cleaning.services import clean
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from people.models import User

State = Report.State
PURPOSE = "reported"
MOST_OF_A_PERSON = 200


class TooMany(Exception):
    """The person has reported as much as one may."""


@transaction.atomic
def report(
    *,
    holder: Any,
    title: str,
    provider: str,
    day: date,
    hours: Mapping[str, Decimal],
    content: bytes,
    content_type: str,
) -> Report:
    """Keep what somebody reports; `hours` are those of each scheme's code. A task cleans the file. Raises TooMany."""
    # Tasks call what stands below: a circle otherwise.
    from certificates.reported.tasks import check_report

    User.objects.select_for_update().get(pk=holder.pk)
    if Report.objects.of(holder).count() >= MOST_OF_A_PERSON:
        raise TooMany
    made = Report.objects.create(
        holder=holder, title=title, provider=provider, day=day, file=_store(content, content_type, day)
    )
    ReportedHours.objects.bulk_create(
        ReportedHours(report=made, scheme_code=code, amount=amount) for code, amount in hours.items()
    )
    record(actor=holder, action="credit.reported", obj=made, changes={"schemes": sorted(hours)})
    check_report.enqueue(made.pk)
    return made


def check(report_id: int) -> str:
    """Free a report's file of what it says about its maker; return the state. Called by tasks, in no transaction.

    Checking one twice changes nothing; of one that was deleted meanwhile nothing is kept.
    """
    found = Report.objects.select_related("file").filter(pk=report_id).first()
    if found is None or found.state != State.CHECKING or found.file is None:
        return found.state if found else ""
    sent = found.file
    with sent.content.open("rb") as stored:
        content = stored.read()
    try:
        file = _store(clean(content, BY_CONTENT_TYPE[sent.content_type]).content, sent.content_type, found.day)
    except ValidationError:
        return _settle(found, State.REFUSED, None)
    return _settle(found, State.READY, file)


def _settle(found: Report, state: str, file: PrivateFile | None) -> str:
    sent = found.file
    kept = Report.objects.filter(pk=found.pk, state=State.CHECKING).update(state=state, file=file)
    for gone in (sent,) if kept else (file,):
        if gone:
            erase_private(gone)
    return state


def _store(content: bytes, content_type: str, day: date) -> PrivateFile:
    """Keep a file under a name of ours: the one that it came with may tell who made it."""
    suffix = KINDS[BY_CONTENT_TYPE[content_type]].suffix
    return store_private(content, name=f"reported-{day}.{suffix}", content_type=content_type, purpose=PURPOSE)


@transaction.atomic
def withdraw(*, found: Report) -> None:
    """Delete a report with its file, at the holder's wish: nobody has ever relied on it."""
    record(actor=found.holder, action="credit.report_deleted", obj=found)
    found.delete()


def reported_sums(
    reports: Iterable[Report], *, start: date | None = None, end: date | None = None
) -> dict[str, Decimal]:
    """Return the hours that somebody reports themselves by scheme, of a cycle."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for item in reports:
        if (start is None or item.day >= start) and (end is None or item.day <= end):
            for hours in item.hours.all():
                sums[hours.scheme_code] += hours.amount
    return dict(sums)
