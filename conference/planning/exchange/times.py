"""When a row's session takes place: day, start, end and what goes with them make sense together only."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.planning.exchange.columns import TIMES
from conference.planning.exchange.kinds import BadCell, read_cell
from conference.planning.programme.clock import NoSuchTime, day_of_end, moment

Refuse = Callable[[str, str], None]
KINDS = {"day": "day", "start": "clock", "end": "clock", "end day": "day", "all day": "flag", "minutes": "planned"}


class _Refused(Exception):
    """A cell was refused; the row is not read further."""


def read_times(
    session: Session, edition: Edition, cells: Mapping[str, str], before: Mapping[str, str], refuse: Refuse
) -> None:
    """Put a session where the cells say, columns that are missing being as before; say what is wrong with `refuse`."""

    def read(name: str) -> Any:
        text = cells.get(name, before.get(name, ""))
        last = edition.end_date + timedelta(days=name == "end day")
        # What stands outside the conference already may stay on its day.
        stays = text and text == before.get(name)
        days = (date.min, date.max) if stays else (edition.start_date, last)
        try:
            return read_cell(KINDS[name], text, {"first": days[0], "last": days[1]})
        except BadCell as error:
            refuse(name, str(error))
            raise _Refused from error

    try:
        values = {name: read(name) for name in (*TIMES, "minutes")}
        _place(session, edition, values, refuse)
    except _Refused:
        return


def _place(session: Session, edition: Edition, values: Mapping[str, Any], refuse: Refuse) -> None:
    day, start, end = values["day"], values["start"], values["end"]
    if day is None and start is None and end is None:
        session.planned_minutes = values["minutes"] or min(session.minutes, 24 * 60)
        session.starts_at = session.ends_at = None
        session.all_day = False
        return
    for name in ("day", "start", "end"):
        if values[name] is None:
            refuse(name, _("is empty: give day, start and end, or none of them."))
            raise _Refused
    last = values["end day"] or day_of_end(day, start, end)
    if last is None or datetime.combine(last, end) <= datetime.combine(day, start):
        refuse("end", _("is before the start."))
        raise _Refused
    session.starts_at = _moment(edition, day, start, "start", refuse)
    session.ends_at = _moment(edition, last, end, "end", refuse)
    session.all_day = values["all day"]
    session.planned_minutes = values["minutes"] or session.planned_minutes


def _moment(edition: Edition, day: date, clock: time, name: str, refuse: Refuse) -> datetime:
    try:
        return moment(day, clock, edition.zone).astimezone(UTC)
    except NoSuchTime as error:
        refuse(name, _("The clocks skip this time on that day."))
        raise _Refused from error
