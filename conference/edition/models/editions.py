"""One year's conference."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class PricePhase(models.TextChoices):
    """Which of a ticket type's three prices holds."""

    EARLY = "early", _("early")
    REGULAR = "regular", _("regular")
    LATE = "late", _("late")


def check_timezone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as America/Los_Angeles."), params={"name": name}
        )


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions."""

    def published(self) -> "EditionQuerySet":
        """Keep those that the public may see."""
        return self.exclude(state=Edition.State.DRAFT)

    def current(self) -> "Edition | None":
        """Return the published edition that runs or comes next, else the last one there was."""
        today = timezone.now()
        # An edition's last day ends up to twelve hours after the UTC one.
        coming = self.published().filter(end_date__gte=today.date() - timedelta(days=1)).order_by("start_date")
        for edition in coming:
            if edition.end_date >= edition.local(today).date():
                return edition
        return self.published().order_by("-start_date").first()


class Edition(models.Model):
    """A conference of one year: its dates, place, price phases and payment methods."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")

    year = models.PositiveSmallIntegerField(_("year"), unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"))
    timezone = models.CharField(
        _("time zone"), max_length=64, default="America/Los_Angeles", validators=[check_timezone]
    )
    venue_name = models.CharField(_("venue"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region or state"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    hosts = models.JSONField(_("hosts"), default=list, blank=True)
    expected_attendance = models.PositiveIntegerField(_("expected attendance"), null=True, blank=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Places of all ticket types together; empty: no limit.")
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    sale_opens = models.DateField(_("sale opens"), null=True, blank=True)
    early_until = models.DateField(_("early prices until"), null=True, blank=True)
    regular_until = models.DateField(_("regular prices until"), null=True, blank=True)
    late_from = models.DateField(_("late prices from"), null=True, blank=True)
    accepts_card = models.BooleanField(_("card"), default=True)
    accepts_purchase_order = models.BooleanField(_("purchase order"), default=False)
    accepts_check = models.BooleanField(_("check"), default=False)
    accepts_bank_transfer = models.BooleanField(_("bank transfer"), default=False)
    po_rule = models.TextField(_("rule for purchase orders"), blank=True)
    substitution = models.TextField(_("substitution"), blank=True)
    notice = models.TextField(_("notice"), blank=True, help_text=_("Shown on the edition's pages."))
    is_sample = models.BooleanField(_("sample"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")), name="conference_edition_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(early_until=None) | Q(regular_until=None) | Q(early_until__lte=F("regular_until")),
                name="conference_edition_early_before_regular",
            ),
            models.CheckConstraint(
                condition=Q(regular_until=None) | Q(late_from=None) | Q(regular_until__lt=F("late_from")),
                name="conference_edition_regular_before_late",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.year = self.start_date.year
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        """Refuse a second edition in one year."""
        if self.start_date and Edition.objects.filter(year=self.start_date.year).exclude(pk=self.pk).exists():
            raise ValidationError({"start_date": _("There is an edition in that year already.")})

    @property
    def zone(self) -> ZoneInfo:
        """The edition's time zone; all its times are shown in it."""
        return ZoneInfo(self.timezone)

    def local(self, moment: datetime) -> datetime:
        """Return the moment in the edition's time zone."""
        return moment.astimezone(self.zone)

    def today(self) -> date:
        """Return the calendar day it is now at the venue."""
        return self.local(timezone.now()).date()

    def days(self) -> list[date]:
        """Return the edition's calendar days, first to last."""
        return [self.start_date + timedelta(days=n) for n in range((self.end_date - self.start_date).days + 1)]

    def price_phase(self, on: date) -> PricePhase:
        """Return which prices hold on a day at the venue."""
        if self.early_until and on <= self.early_until:
            return PricePhase.EARLY
        if self.late_from:
            return PricePhase.LATE if on >= self.late_from else PricePhase.REGULAR
        return PricePhase.LATE if self.regular_until and on > self.regular_until else PricePhase.REGULAR

    def sale_is_open(self, now: datetime) -> bool:
        """Return whether tickets are sold at this moment: from the opening day to the last day, if published."""
        if self.state != self.State.PUBLISHED or self.sale_opens is None:
            return False
        return self.sale_opens <= self.local(now).date() <= self.end_date
