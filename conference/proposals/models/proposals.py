"""What is proposed."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Session
from conference.edition.models import AccessLevel, Track
from conference.materials.policy import Policy
from conference.proposals.models.calls import Call, CallFormat, Reviewer
from conference.proposals.states import ACCEPTING, Decision, Part, State
from core.codes import public_id
from core.fields import EncryptedTextField

if TYPE_CHECKING:
    from conference.proposals.authors import Author
    from conference.proposals.ties import Ties


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of proposals."""

    def of(self, call: Call) -> "ProposalQuerySet":
        """Keep a call's proposals."""
        return self.filter(call=call)

    def submitted(self) -> "ProposalQuerySet":
        """Keep what the committee has before it."""
        return self.filter(state=State.SUBMITTED)

    def owned_by(self, author: "Author") -> "ProposalQuerySet":
        """Keep those in which a person takes part."""
        return self.filter(presenters__in=author.parts().filter(state=Part.ACCEPTED)).distinct()

    def apart_from(self, ties: "Ties") -> "ProposalQuerySet":
        """Keep those in which a person does not take part: nobody looks over the shoulder of their own reviewers."""
        return self.exclude(presenters__in=ties.own_parts())

    def accepted(self) -> "ProposalQuerySet":
        """Keep what the committee accepted, silently or not, and nobody took back."""
        return self.submitted().filter(decision__in=ACCEPTING)

    def silent(self) -> "ProposalQuerySet":
        """Keep what is decided and not what the proposer was told last."""
        return self.submitted().exclude(decision="").exclude(decision=F("announced_decision"))

    def told_acceptance(self) -> "ProposalQuerySet":
        """Keep those whose speakers know that they are accepted, those they took back included."""
        return self.filter(announced_decision__in=ACCEPTING)

    def for_reviewer(self, ties: "Ties") -> "ProposalQuerySet":
        """Keep what a person is to review: submitted, in their tracks, without a conflict of interest."""
        rows = Reviewer.objects.active().filter(user=ties.user)
        everything = rows.filter(tracks=None).values("call")
        in_track = rows.filter(call=OuterRef("call"), tracks=OuterRef("track"))
        near = ties.near_parts()
        return (
            self.submitted()
            .filter(Q(call__in=everything) | Exists(in_track))
            .exclude(presenters__in=near)
            .exclude(conflicts__reviewer=ties.user)
        )

    def led_by(self, author: "Author") -> "ProposalQuerySet":
        """Keep those that a person submits."""
        return self.filter(presenters__in=author.parts().filter(is_lead=True)).distinct()


class Proposal(models.Model):
    """One proposed presentation.

    What is typed is kept in `working` as it is, encrypted, until it is submitted: only valid, submitted values reach
    the columns. `revision` counts the savings of `working`: the optimistic lock between two tabs;
    `decision_revision` is the same for those who decide. `decision` is silent until it was sent; `announced_decision`
    is what the proposer was told last, and `shown_state` what their page says.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("call"))
    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    working = EncryptedTextField(default="{}", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    is_late = models.BooleanField(_("late, by code"), default=False)
    reopened_until = models.DateTimeField(
        _("may be revised until"), null=True, blank=True, help_text=_("For “revise and resubmit”, after the deadline.")
    )

    title = models.CharField(_("title"), max_length=300, blank=True)
    formats = models.ManyToManyField(CallFormat, blank=True, related_name="+", verbose_name=_("formats"))
    track = models.ForeignKey(
        Track, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("track")
    )
    level = models.CharField(_("level"), max_length=40, blank=True)
    abstract = models.TextField(_("abstract for the public"), blank=True)
    review_abstract = models.TextField(_("abstract for the reviewers"), blank=True)
    objectives = models.JSONField(_("learning objectives"), default=list, blank=True)
    outline = models.JSONField(_("outline by minutes"), default=list, blank=True)
    references = models.TextField(_("references"), blank=True)
    schemes = models.ManyToManyField(CreditScheme, blank=True, related_name="+", verbose_name=_("credit sought"))
    audience = models.TextField(_("intended audience"), blank=True)
    restriction = models.ForeignKey(
        AccessLevel, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who may attend")
    )
    content_warnings = models.JSONField(_("content warnings"), default=list, blank=True)
    case_material = models.TextField(_("case material"), blank=True)
    av_needs = models.JSONField(_("technical needs"), default=list, blank=True)
    handout_policy = models.CharField(_("handouts and slides"), max_length=12, choices=Policy, blank=True)

    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True)
    decided_format = models.ForeignKey(
        CallFormat, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided format")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_revision = models.PositiveIntegerField(default=0, editable=False)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    announced_decision = models.CharField(
        _("announced decision"), max_length=12, choices=Decision, blank=True, editable=False
    )
    session = models.OneToOneField(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal", verbose_name=_("session")
    )

    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    saved_at = models.DateTimeField(_("last saved"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["call", "number"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="conference_proposal_number_once_a_call"),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | (Q(submitted_at__isnull=False) & ~Q(title="")),
                name="conference_proposal_submitted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None) | ~Q(decision=""), name="conference_proposal_announced_is_decided"
            ),
            models.CheckConstraint(
                condition=Q(decided_format=None) | Q(decision__in=[Decision.ACCEPTED, Decision.OTHER_FORMAT]),
                name="conference_proposal_format_only_if_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.OTHER_FORMAT) | Q(decided_format__isnull=False),
                name="conference_proposal_other_format_is_named",
            ),
            models.CheckConstraint(
                condition=Q(announced_decision="") | Q(announced_at__isnull=False),
                name="conference_proposal_announced_decision_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["call", "state"], name="conference_proposal_by_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What people call it by, since a title may tell too much."""
        return f"P-{self.number:03}"

    @property
    def shown_state(self) -> str:
        """What the proposer is told: a decision only once it is announced, until they take the proposal back."""
        if self.state == State.WITHDRAWN or not self.announced_at:
            return self.state
        return self.announced_decision or self.decision

    @property
    def shown_state_label(self) -> str:
        """That in words."""
        labels = {**dict(State.choices), **dict(Decision.choices)}
        return str(labels[self.shown_state])

    @property
    def is_accepted(self) -> bool:
        """Whether the committee accepted it, silently or not."""
        return self.decision in ACCEPTING

    @property
    def is_silent(self) -> bool:
        """Whether it is decided and the proposer was not told so yet."""
        return bool(self.decision) and self.decision != self.announced_decision

    @property
    def is_told_accepted(self) -> bool:
        """Whether its speakers know that it is accepted, and it stands."""
        return self.state == State.SUBMITTED and self.announced_decision in ACCEPTING

    @property
    def has_unsent_changes(self) -> bool:
        """Whether something was saved after it was submitted."""
        return bool(self.submitted_at and self.saved_at and self.saved_at > self.submitted_at)

    def may_be_edited(self, now: datetime) -> bool:
        """Return whether the proposer may still write: until the deadline, by code until the later one, or reopened."""
        if self.state == State.WITHDRAWN or self.announced_at:
            return False
        if self.reopened_until and now < self.reopened_until:
            return True
        return self.call.is_open(now) or (self.is_late and self.call.takes_late(now))

    def may_be_withdrawn(self) -> bool:
        """Return whether the proposer may take it back; after an announcement the organizers are asked."""
        return self.state != State.WITHDRAWN and not self.announced_at


class RestrictedAbstract(models.Model):
    """What only cleared reviewers may read; every read is recorded."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="restricted")
    text = EncryptedTextField(blank=True)

    class Meta:
        verbose_name = _("restricted abstract")
        verbose_name_plural = _("restricted abstracts")

    def __str__(self) -> str:
        return f"restricted abstract of {self.proposal_id}"
