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
    """What a missing scan out is worth. It is never worth the whole, and the person is told."""

    NOTHING = "nothing", _("nothing: the time is not proved")
    PENALTY = "penalty", _("until the session's end, less some minutes")


class Flag(StrEnum):
    """What somebody should know the same day."""

    NO_IN = "no_in"
    NO_OUT = "no_out"
    STRUCK = "struck"


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


def pair(
    marks: Iterable[Mark],
    *,
    eligible: Spans,
    policy: str = Policy.NOTHING,
    penalty: timedelta = timedelta(),
    out_is_scanned: bool = True,
) -> Presence:
    """Return the presence that scans prove.

    A second scan in without one out between changes nothing: the first stands. A scan out without one in proves
    nothing. Where the door has no scan out (`out_is_scanned`), being in lasts until the end.
    """
    spans: list[Span] = []
    flags: set[Flag] = set()
    since: datetime | None = None
    for mark in sorted(set(marks)):
        if mark.is_in:
            since = since or mark.at
        elif since is None:
            flags.add(Flag.NO_IN)
        else:
            if since < mark.at:
                spans.append(Span(since, mark.at))
            since = None
    if since is not None and eligible:
        end = union(eligible)[-1].end
        if out_is_scanned:
            flags.add(Flag.NO_OUT)
            end = end - penalty if policy == Policy.PENALTY else since
        if since < end:
            spans.append(Span(since, end))
    return Presence(intersect(spans, eligible), frozenset(flags))
