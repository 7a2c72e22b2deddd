"""What sessions are worth under credit schemes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.schemes.models import CreditScheme
from conference.agenda.models.sessions import Session


class SessionCredit(models.Model):
    """What a session is worth under a scheme, and whether the scheme's body has approved it."""

    class Approval(models.TextChoices):
        NONE = "none", _("none")
        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        DENIED = "denied", _("denied")
        REVIEW = "review", _("under review after a change")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="credits")
    scheme = models.ForeignKey(
        CreditScheme, on_delete=models.PROTECT, related_name="session_credits", verbose_name=_("scheme")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    sub_field = models.CharField(
        _("sub-field"), max_length=80, blank=True, help_text=_("One of the scheme's own, for the whole of the session.")
    )
    approval = models.CharField(_("approval"), max_length=10, choices=Approval, default=Approval.NONE)
    provider_number = models.CharField(_("certification or provider number"), max_length=80, blank=True)
    statement = models.TextField(_("sponsor's exact sentence"), blank=True)
    locked_title = models.CharField(_("title exactly as certified"), max_length=300, blank=True)

    class Meta:
        ordering = ["scheme__code"]
        verbose_name = _("session credit")
        verbose_name_plural = _("session credits")
        constraints = [
            models.UniqueConstraint(fields=["session", "scheme"], name="conference_session_credit_once_a_scheme")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.minutes}"

    def clean(self) -> None:
        """Refuse a sub-field that the scheme does not have."""
        known = self.scheme.sub_fields if self.scheme_id else []
        if self.sub_field and self.sub_field not in known:
            said = _("The scheme's sub-fields are: %s.") % (", ".join(known) or _("none"))
            raise ValidationError({"sub_field": said})
