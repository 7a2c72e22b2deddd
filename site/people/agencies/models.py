"""An agency, the e-mail domains that are verified as its own, and who belongs to it."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from core.codes import public_id
from core.files.models import PrivateFile

DOMAIN = RegexValidator(
    r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$",
    _("Write the domain alone, in lower case, such as police.example.gov."),
)


class Approval(models.TextChoices):
    """What staff decided about a claim."""

    PENDING = "pending", _("pending")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Reads of agencies."""

    def approved(self) -> "AgencyQuerySet":
        """Keep the agencies that staff have approved."""
        return self.filter(state=Approval.APPROVED)

    def pending(self) -> "AgencyQuerySet":
        """Keep those that wait for staff."""
        return self.filter(state=Approval.PENDING)

    def of_address(self, email: str) -> "AgencyQuerySet":
        """Keep approved agencies of which the address's domain, or a parent of it, is verified."""
        labels = email.rpartition("@")[2].lower().split(".")
        candidates = [".".join(labels[start:]) for start in range(max(len(labels) - 1, 0))]
        return self.approved().filter(domains__domain__in=candidates, domains__verified_at__isnull=False).distinct()


class Agency(models.Model):
    """An employer that sends people. Pending until staff have seen evidence; never suggested to strangers."""

    class Kind(models.TextChoices):
        LAW_ENFORCEMENT = "law_enforcement", _("law enforcement")
        GOVERNMENT = "government", _("other government")
        PROSECUTION = "prosecution", _("prosecution and courts")
        HEALTH = "health", _("health and social care")
        EDUCATION = "education", _("education")
        PRIVATE = "private", _("private security or company")
        OTHER = "other", _("other")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    country = CountryField(_("country"))
    state = models.CharField(_("state"), max_length=10, choices=Approval, default=Approval.PENDING)
    evidence = models.TextField(_("evidence seen by staff"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "country", condition=Q(state="approved"), name="people_agency_once_a_country"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AgencyDomain(models.Model):
    """An e-mail domain; it speaks for the agency once staff have verified it."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(_("domain"), max_length=253, validators=[DOMAIN])
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=Q(verified_at__isnull=False), name="people_domain_verified_once"
            ),
            models.UniqueConstraint(fields=["agency", "domain"], name="people_domain_once_an_agency"),
        ]

    def __str__(self) -> str:
        return self.domain


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def approved(self) -> "MembershipQuerySet":
        """Keep approved memberships of approved agencies."""
        return self.filter(state=Approval.APPROVED, agency__state=Approval.APPROVED)

    def coordinators(self) -> "MembershipQuerySet":
        """Keep those who manage their agency's people."""
        return self.filter(role=Membership.Role.COORDINATOR)


class Membership(models.Model):
    """A person's belonging to an agency. A claim to coordinate is pending until staff approve with evidence."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.MEMBER)
    state = models.CharField(_("state"), max_length=10, choices=Approval, default=Approval.PENDING)
    statement = models.TextField(_("what the person wrote"), blank=True)
    proof = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField(_("evidence seen by staff"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=Q(state__in=["pending", "approved"]),
                name="people_membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.agency}"
