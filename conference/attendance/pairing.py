"""From scans in and out to the time they prove. Pure; the order in which scans arrive does not matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.intervals import Span, Spans, intersect, union


class Direction(models.TextChoices):
    """Which way somebody went."""

    IN = "in", _("in")
    OUT = "out", _("out")


class Policy(models.TextChoices):
    """What a missing scan is worth. It is never worth the whole, and the person is told."""

    NOTHING = "nothing", _("nothing: the time is not proved")
    PENALTY = "penalty", _("the time to the session's beginning or end, less some minutes")


class Flag(StrEnum):
    """What somebody should know the same day."""

    NO_IN = "no_in"
    NO_OUT = "no_out"


@dataclass(frozen=True, order=True)
class Mark:
    """One scan that counts. At the same moment out comes before in: the time between is none."""

    at: datetime
    is_in: bool


@dataclass(frozen=True)
class Presence:
    """The proved time of one person in one session, inside its eligible time, and what is missing."""

    spans: Spans = ()
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True)
class Rules:
    """What missing scans are worth at a door; `out_is_scanned` is false where being in lasts until the end."""

    missing_in: str = Policy.NOTHING
    missing_out: str = Policy.NOTHING
    penalty: timedelta = timedelta()
    out_is_scanned: bool = True


def pair(marks: Iterable[Mark], *, eligible: Spans, rules: Rules = Rules()) -> Presence:
    """Return the presence that scans prove.

    A second scan in without one out between changes nothing: the first stands. A scan out without one in proves
    what the rules say of a missing one, where it is the first of all; where the door has no scan out, nothing is
    missing. What a missing scan is worth never reaches beyond a scan that is there.
    """
    spans: list[Span] = []
    flags: set[Flag] = set()
    since: datetime | None = None
    last: datetime | None = None
    for mark in sorted(set(marks)):
        if mark.is_in:
            since = since or mark.at
        elif since is None:
            flags.add(Flag.NO_IN)
            if last is None:
                spans += _before(mark.at, eligible, rules)
        else:
            spans += _span(since, mark.at)
            since = None
        last = mark.at
    if since is not None and eligible:
        if rules.out_is_scanned:
            flags.add(Flag.NO_OUT)
        spans += _after(since, eligible, rules)
    return Presence(intersect(spans, eligible), frozenset(flags))


def _before(out: datetime, eligible: Spans, rules: Rules) -> list[Span]:
    if not eligible or rules.missing_in != Policy.PENALTY:
        return []
    return _span(union(eligible)[0].start + rules.penalty, out)


def _after(since: datetime, eligible: Spans, rules: Rules) -> list[Span]:
    end = union(eligible)[-1].end
    if not rules.out_is_scanned:
        return _span(since, end)
    return _span(since, end - rules.penalty) if rules.missing_out == Policy.PENALTY else []


def _span(start: datetime, end: datetime) -> list[Span]:
    return [Span(start, end)] if start < end else []
