"""Make a new edition from another one."""

import re
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from conference.edition.models import AccessLevel, CancellationTerm, Edition, Room, RoomClosure, Track
from conference.planning.next_year.dates import moved_span
from conference.planning.next_year.signals import edition_made
from conference.registration.catalogue import TicketType
from conference.registration.changes.models import SubstitutionFee
from conference.registration.discounts.models import DiscountRule
from core import page_cache
from core.audit.services import record

Copied = TypeVar("Copied", bound=models.Model)
# What may be taken over, in the order in which it is shown. People, sessions, proposals and registrations never are.
PARTS: dict[str, Any] = {
    "rooms": _("Rooms, with the times at which they are closed"),
    "tracks": _("Tracks"),
    "audiences": _("Access levels"),
    "tickets": _("Ticket types with their prices"),
    "discounts": _("Discount rules"),
    "terms": _("Cancellation terms"),
    "substitution_fees": _("Substitution fees"),
    "texts": _("The texts of the edition's page"),
}
MODELS: dict[str, type[models.Model]] = {
    "rooms": Room,
    "tracks": Track,
    "audiences": AccessLevel,
    "tickets": TicketType,
    "discounts": DiscountRule,
    "terms": CancellationTerm,
    "substitution_fees": SubstitutionFee,
}
MOST_YEARS = 20
DATES = ("start_date", "end_date", "sale_opens", "early_until", "regular_until", "late_from")
TEXTS = ("po_rule", "substitution", "notice")


class YearTaken(Exception):
    """There is an edition in that year already."""


class WrongDay(Exception):
    """The new edition would not begin later, within twenty years, on the same day of the week."""


@dataclass(frozen=True)
class Outline:
    """What a new edition would be: its fields, not stored; how many rows of each part; what mentions the old year."""

    edition: Edition
    dates: list[tuple[Any, date, date]]
    parts: list[tuple[Any, int, list[str]]]
    to_look_at: list[str]


def check_start(source: Edition, start: date) -> None:
    """Raise WrongDay or YearTaken for a day on which the source's next edition cannot begin."""
    soon = source.start_date < start and start.year <= source.year + MOST_YEARS
    if not soon or start.weekday() != source.start_date.weekday():
        raise WrongDay
    if Edition.objects.filter(year=start.year).exists():
        raise YearTaken


def outline(*, source: Edition, start: date, parts: Collection[str]) -> Outline:
    """Return what `make_edition` would make; raises WrongDay and YearTaken."""
    check_start(source, start)
    edition = _moved_edition(source, start)
    counted = []
    for name, label in PARTS.items():
        if name in parts and name in MODELS:
            rows = MODELS[name]._default_manager.filter(edition=source)
            counted.append((label, len(rows), [str(row) for row in rows]))
    dates = [
        (Edition._meta.get_field(name).verbose_name, getattr(source, name), getattr(edition, name))  # type: ignore[union-attr]
        for name in DATES
        if getattr(source, name)
    ]
    return Outline(edition, dates, counted, _mentions(source, parts))


@transaction.atomic
def make_edition(*, source: Edition, start: date, parts: Collection[str], actor: Any) -> Edition:
    """Make a draft edition that begins on a day, with these parts of another one; every date moves by as many days.

    Nothing of it is public until it is published. Raises WrongDay and YearTaken.
    """
    check_start(source, start)
    edition = _moved_edition(source, start)
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise YearTaken from error
    by = start - source.start_date
    numbers = {name: len(_copy(name, source, edition, by)) for name in MODELS if name in parts}
    edition_made.send(sender=Edition, source=source, edition=edition, texts="texts" in parts)
    record(
        actor=actor,
        action="edition.made",
        obj=edition,
        changes={"from": source.year, "begins": start.isoformat(), "parts": sorted(parts), **numbers},
    )
    page_cache.bump()
    return edition


def _moved_edition(source: Edition, start: date) -> Edition:
    edition = copy(source)
    edition.pk, edition._state.adding = None, True
    # The old edition's page is not the new one's.
    edition._state.fields_cache.clear()
    by = start - source.start_date
    for name in DATES:
        day = getattr(source, name)
        setattr(edition, name, day + by if day else None)
    edition.year, edition.state = start.year, Edition.State.DRAFT
    edition.name = _renamed(source.name, source.year, start.year)
    edition.short_name = _renamed(source.short_name, source.year, start.year)
    return edition


def _renamed(text: str, old: int, new: int) -> str:
    return re.sub(rf"(?<!\d){old}(?!\d)", str(new), text)


def _copy(name: str, source: Edition, edition: Edition, by: timedelta) -> list[Any]:
    rows = list(MODELS[name]._default_manager.filter(edition=source))
    made = _copied(rows, edition=edition)
    if name in ("terms", "substitution_fees"):
        for term in made:
            term.until = term.until + by if term.until else None
    if name == "discounts":
        for rule in made:
            rule.valid_from = rule.valid_from + by if rule.valid_from else None
            rule.valid_until = rule.valid_until + by if rule.valid_until else None
    MODELS[name]._default_manager.bulk_create(made)
    if name == "rooms":
        _copy_closures({old.pk: new for old, new in zip(rows, made, strict=True)}, edition, by)
    return made


def _copied(rows: Iterable[Any], **values: Any) -> list[Any]:
    made = []
    for row in rows:
        new = copy(row)
        new.pk, new._state.adding = None, True
        for name, value in values.items():
            setattr(new, name, value)
        made.append(new)
    return made


def _copy_closures(rooms: dict[int, Any], edition: Edition, by: timedelta) -> None:
    made = []
    for closure in RoomClosure.objects.filter(room__in=rooms):
        starts, ends = moved_span(closure.starts_at, closure.ends_at, by, edition.zone)
        made += _copied([closure], room=rooms[closure.room_id], starts_at=starts, ends_at=ends)
    RoomClosure.objects.bulk_create(made)


def _mentions(source: Edition, parts: Collection[str]) -> list[str]:
    """Return the texts that name the old year: nobody but a reader can tell what to write instead."""
    texts = {str(Edition._meta.get_field(name).verbose_name): getattr(source, name) for name in TEXTS}  # type: ignore[union-attr]
    page = getattr(source, "page", None)
    if page is not None and "texts" in parts:
        texts |= {str(_("The page's lead")): page.lead, str(_("The page's introduction")): page.introduction}
    for name in ("terms", "tickets", "discounts"):
        if name in parts:
            texts |= {str(row): _said(row) for row in MODELS[name]._default_manager.filter(edition=source)}
    return [label for label, text in texts.items() if str(source.year) in text]


def _said(row: Any) -> str:
    return " ".join(str(getattr(row, name, "")) for name in ("name", "text", "proof", "rule"))
