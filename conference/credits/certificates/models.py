"""What somebody has to have done for a certificate of an edition: rules as data, by kind."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.kinds import Kind
from conference.edition.models import Edition

# The kinds that an edition gives.
KINDS = [(kind.value, kind.label) for kind in (Kind.ATTENDANCE, Kind.CREDIT, Kind.PRESENTATION)]


class CertificateRule(models.Model):
    """One edition's rule for one kind; without a row any proved time is enough, and nothing is issued by itself."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="certificate_rules")
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    minimum_percent = models.PositiveSmallIntegerField(
        _("presence needed in a session, in percent"), default=0, validators=[MaxValueValidator(100)],
        help_text=_("A session counts from this part of its time on; 0: from any."),
    )  # fmt: skip
    minimum_minutes = models.PositiveSmallIntegerField(
        _("minutes needed in all"), default=0, validators=[MaxValueValidator(20_000)],
        help_text=_("In the sessions that count."),
    )  # fmt: skip
    session_evaluations = models.BooleanField(_("every session that counts is evaluated"), default=False)
    edition_evaluation = models.BooleanField(_("the conference is evaluated"), default=False)
    valid_months = models.PositiveSmallIntegerField(
        _("valid for so many months"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("After the last day of the conference; empty: for ever."),
    )  # fmt: skip
    automatic = models.BooleanField(
        _("issue by itself"), default=False,
        help_text=_("Within the hour in which somebody has done what is needed, once the conference is over."),
    )  # fmt: skip

    class Meta:
        ordering = ["edition_id", "kind"]
        verbose_name = _("rule for certificates")
        verbose_name_plural = _("rules for certificates")
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="conference_certificate_rule_once"),
            models.CheckConstraint(
                condition=Q(minimum_percent__lte=100) & Q(kind__in=[kind for kind, _label in KINDS]),
                name="conference_certificate_rule_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.get_kind_display()}"
