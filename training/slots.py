"""A stretch of a day on the clock of a place: what somebody types, and the moments it means there."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certificates.intervals import Span

LEAPT = _("On this day the clock leaps over this time.")


def known_zone(name: str) -> None:
    """Refuse a name that is no time zone."""
    if name not in available_timezones():
        raise ValidationError(_("Write a time zone such as America/Los_Angeles."), code="zone")


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment at which the place's clock shows this; of two, the first."""
    return datetime.combine(day, clock, zone)


def exists(day: date, clock: time, zone: ZoneInfo) -> bool:
    """Return whether the place's clock ever shows this: in spring it leaps over an hour."""
    shown = moment(day, clock, zone)
    return shown.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None)


class Slot(models.Model):
    """From one time of a day to a later one, in the zone that the row's owner names."""

    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        abstract = True
        ordering = ["day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="%(app_label)s_%(class)s_ends_later")
        ]

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its clock."""
        raise NotImplementedError

    @property
    def span(self) -> Span:
        """The moments it means."""
        return Span(moment(self.day, self.starts, self.zone), moment(self.day, self.ends, self.zone))

    def clean(self) -> None:
        """Refuse an end that is not later, and a time that the place's clock leaps over."""
        if None in (self.day, self.starts, self.ends):
            return
        if self.ends <= self.starts:
            raise ValidationError({"ends": _("The end is later than the beginning, on the same day.")})
        if self.knows_zone:
            leapt = self.leapt_over(self.zone)
            if leapt:
                raise ValidationError(dict.fromkeys(leapt, LEAPT))

    @property
    def knows_zone(self) -> bool:
        """Whether the owner is known already; a form checks it itself where it is not."""
        return True

    def leapt_over(self, zone: ZoneInfo) -> list[str]:
        """Return which of the times a clock never shows on this day."""
        return [name for name in ("starts", "ends") if not exists(self.day, getattr(self, name), zone)]
