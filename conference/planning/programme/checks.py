"""What must hold between the records of a file: codes once, references known, days and times of the edition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from conference.agenda.models import slug_of
from conference.planning.programme.clock import NoSuchTime, day_of_end, moment
from conference.planning.programme.document import Document
from conference.planning.programme.schema import ConferenceIn, RegistrationIn, SessionIn
from core.imports.report import Problem

LONGEST = 31


class Coded(Protocol):
    """A record with a code."""

    @property
    def code(self) -> str: ...


def check(document: Document) -> Iterator[Problem]:
    """Yield each fault between well-formed records."""
    for name in ("access_levels", "credit_types", "rooms", "tracks", "speakers", "sessions"):
        yield from _once(getattr(document, name), name)
    yield from _one_slug_each(document.sessions, "sessions", slug_of)
    yield from _one_slug_each(document.speakers, "speakers", str.lower)
    yield from _check_sales(document)
    conference = document.conference
    if conference is not None:
        yield from _check_days(conference)
    for session in document.sessions:
        path = f"sessions[{session.code}]"
        yield from _check_references(session, path, document)
        if conference is not None:
            yield from _check_times(session, path, conference)


def _once(records: Sequence[Coded], name: str) -> Iterator[Problem]:
    for code, count in Counter(record.code for record in records).items():
        if count > 1:
            yield Problem(f"{name}[{code}].code", f"is used {count} times; give each record a code of its own.")


def _one_slug_each(records: Sequence[Coded], name: str, slug: object) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for code in dict.fromkeys(record.code for record in records):
        address = slug(code)  # type: ignore[operator]
        if address in seen:
            yield Problem(f"{name}[{code}].code", f"makes the same web address as {seen[address]}; change one of them.")
        seen.setdefault(address, code)


def _check_days(conference: ConferenceIn) -> Iterator[Problem]:
    if conference.end_date < conference.start_date:
        yield Problem("conference.end_date", "lies before start_date.")
    elif conference.end_date - conference.start_date >= timedelta(days=LONGEST):
        yield Problem("conference.end_date", f"makes a conference of more than {LONGEST} days; check the year.")


def _check_sales(document: Document) -> Iterator[Problem]:
    sales = document.registration
    yield from _once(sales.ticket_types, "registration.ticket_types")
    yield from _once(sales.discounts, "registration.discounts")
    yield from _check_phases(sales)
    for code, count in Counter(sales.add_ons).items():
        path = f"registration.add_ons[{sales.add_ons.index(code)}]"
        if count > 1:
            yield Problem(path, f"{code} is listed {count} times; list it once.")
        if code not in document.codes["sessions"]:
            yield Problem(path, f"there is no session {code}.")
    for day, count in Counter(term.until for term in sales.cancellation).items():
        if count > 1:
            index = max(i for i, term in enumerate(sales.cancellation) if term.until == day)
            said = f"{day} is the end of another term too" if day else "another term has no end either"
            yield Problem(f"registration.cancellation[{index}].until", f"{said}; each needs a day of its own.")


def _check_phases(sales: RegistrationIn) -> Iterator[Problem]:
    order = [("opens", sales.opens), ("early_until", sales.early_until), ("regular_until", sales.regular_until)]
    given = [(name, day) for name, day in order if day is not None]
    for (before, first), (name, second) in pairwise(given):
        if second < first:
            yield Problem(f"registration.{name}", f"lies before {before}.")
    if sales.late_from and given and sales.late_from <= given[-1][1]:
        yield Problem("registration.late_from", f"must lie after {given[-1][0]}.")


def _check_references(session: SessionIn, path: str, document: Document) -> Iterator[Problem]:
    codes = document.codes
    if session.room is not None and session.room not in codes["rooms"]:
        yield Problem(f"{path}.room", f"there is no room {session.room}.")
    if session.track is not None and session.track not in codes["tracks"]:
        yield Problem(f"{path}.track", f"there is no track {session.track}.")
    if session.audience not in codes["access_levels"]:
        yield Problem(f"{path}.audience", f"there is no access level {session.audience}.")
    for appearance in session.speakers:
        if appearance.id not in codes["speakers"]:
            yield Problem(f"{path}.speakers[{appearance.id}].id", f"there is no speaker {appearance.id}.")
    yield from _no_repeats(f"{path}.speakers", [appearance.id for appearance in session.speakers])
    if session.ce:
        for kind in session.ce.types:
            if kind not in codes["credit_types"]:
                yield Problem(f"{path}.ce.types", f"there is no credit type {kind}.")
        yield from _no_repeats(f"{path}.ce.types", session.ce.types)


def _no_repeats(path: str, codes: Iterable[str]) -> Iterator[Problem]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield Problem(path, f"{code} is listed {count} times; list it once.")


def _check_times(session: SessionIn, path: str, conference: ConferenceIn) -> Iterator[Problem]:
    if not conference.start_date <= session.date <= conference.end_date:
        yield Problem(f"{path}.date", f"lies outside {conference.start_date} to {conference.end_date}.")
        return
    number = (session.date - conference.start_date).days + 1
    if session.day is not None and session.day != number:
        yield Problem(f"{path}.day", f"{session.date} is day {number} of the conference, not day {session.day}.")
    end_day = day_of_end(session.date, session.start, session.end)
    if end_day is None:
        yield Problem(f"{path}.end", "is not after start; a session past midnight lasts twelve hours at most.")
        return
    zone = ZoneInfo(conference.timezone)
    moments = []
    for name, day, clock in (("start", session.date, session.start), ("end", end_day, session.end)):
        try:
            moments.append(moment(day, clock, zone))
        except NoSuchTime:
            yield Problem(
                f"{path}.{name}",
                f"{clock:%H:%M} does not exist on {day} in {conference.timezone}: the clocks go forward.",
            )
    if len(moments) == 2:
        length = int((moments[1] - moments[0]).total_seconds() // 60)
        if length <= 0:
            yield Problem(f"{path}.end", "is not after start once the clocks have changed.")
        elif session.ce and session.ce.minutes > length:
            yield Problem(f"{path}.ce.minutes", f"is more than the session's {length} minutes.")
