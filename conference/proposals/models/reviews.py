"""What reviewers say of proposals."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.proposals.models.calls import Criterion
from conference.proposals.models.proposals import Proposal
from conference.proposals.scoring import HIGHEST, LOWEST


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reads of reviews."""

    def counted(self) -> "ReviewQuerySet":
        """Keep the complete ones of people without a conflict of interest."""
        return self.filter(total__isnull=False, recused_at=None)


class Review(models.Model):
    """One reviewer's opinion. Each has a row of their own; `revision` is the lock between their own two tabs."""

    class Recommendation(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REVISE = "revise", _("revise and resubmit")
        DECLINE = "decline", _("decline")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    recommendation = models.CharField(_("recommendation"), max_length=8, choices=Recommendation, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=5000)
    total = models.DecimalField(_("score"), max_digits=4, decimal_places=2, null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    recused_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["proposal", "pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "reviewer"], name="conference_review_once"),
            models.CheckConstraint(
                condition=Q(total=None) | Q(total__gte=LOWEST, total__lte=HIGHEST),
                name="conference_review_total_on_the_scale",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proposal", "total"],
                condition=Q(total__isnull=False, recused_at=None),
                name="conference_review_counted",
            )
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Score(models.Model):
    """A criterion's score."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="conference_score_once"),
            models.CheckConstraint(
                condition=Q(value__gte=LOWEST, value__lte=HIGHEST), name="conference_score_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return str(self.value)


class ConflictOfInterest(models.Model):
    """What a reviewer declared. Same agency and co-authorship need no row: they are looked up."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="conflicts")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "reviewer"], name="conference_conflict_of_interest_once")
        ]

    def __str__(self) -> str:
        return f"conflict of interest {self.pk}"
