"""The people of a proposal, the letters that bring them in, and the links that open what is theirs."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Appearance
from conference.proposals.models.calls import Call
from conference.proposals.models.proposals import Proposal
from conference.proposals.states import ACCEPTING, Part, State
from conference.speakers.models import HiddenPerson, ShownPerson, Speaker
from conference.speakers.profile import Profile, true_profile
from core.codes import public_id
from core.fields import EncryptedTextField


class PresenterQuerySet(models.QuerySet["Presenter"]):
    """Reads of presenters."""

    def standing(self) -> "PresenterQuerySet":
        """Keep those who take part or were asked to."""
        return self.filter(state__in=[Part.INVITED, Part.ACCEPTED])

    def presenting(self) -> "PresenterQuerySet":
        """Keep those who take part and have agreed to it: only they may ever become speakers."""
        return self.filter(state=Part.ACCEPTED, consented_at__isnull=False)

    def with_answer(self) -> "PresenterQuerySet":
        """Add as `answer` the state of their place in the session; None for those who have none yet."""
        places = Appearance.objects.filter(session=OuterRef("proposal__session"), speaker=OuterRef("speaker"))
        return self.annotate(answer=Subquery(places.values("state")[:1]))

    def told_accepted(self) -> "PresenterQuerySet":
        """Keep those who take part in something of which they know that it is accepted."""
        return self.filter(
            state=Part.ACCEPTED, proposal__state=State.SUBMITTED, proposal__announced_decision__in=ACCEPTING
        )

    def unanswered(self) -> "PresenterQuerySet":
        """Keep, after `with_answer`, those who know that they are accepted and said nothing yet."""
        return self.told_accepted().filter(Q(answer=Appearance.State.INVITED) | Q(answer=None))

    def told_and_standing(self) -> "PresenterQuerySet":
        """Keep, after `with_answer`, those who know that they are accepted and did not withdraw."""
        stands = Q(answer=None) | ~Q(answer=Appearance.State.WITHDRAWN)
        return self.told_accepted().filter(stands)


class Presenter(ShownPerson):
    """A person's part in a proposal. Nobody is public by being in it: speakers are made after acceptance.

    Who they are lies in the identity, encrypted, unless they publish it. They are recognized by the keyed digest of
    their address, and agencies by theirs: neither can be read back.
    """

    class Permission(models.TextChoices):
        NOT_NEEDED = "not_needed", _("not needed")
        ASKED = "asked", _("asked for")
        GIVEN = "given", _("given")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="presenters")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="presented_parts",
        verbose_name=_("account"),
    )
    is_lead = models.BooleanField(_("submits the proposal"), default=False)
    role = models.CharField(_("role"), max_length=40, default="lead")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=Part, default=Part.INVITED)
    speaker = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.SET_NULL, related_name="parts", verbose_name=_("speaker")
    )
    agency_permission = models.CharField(_("agency's permission"), max_length=12, choices=Permission, blank=True)
    email_digest = models.CharField(max_length=64, db_index=True, editable=False)
    agency_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    domain_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    working = EncryptedTextField(default="{}", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    consented_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    filled_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = PresenterQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("presenter")
        verbose_name_plural = _("presenters")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "email_digest"], name="conference_presenter_address_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(is_lead=True), name="conference_presenter_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(state=Part.ACCEPTED), name="conference_presenter_lead_takes_part"
            ),
            models.CheckConstraint(
                condition=Q(publish_name=True, withheld=False)
                | Q(name="", credentials="", title="", organization="", bio=""),
                name="conference_presenter_unnamed_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(publish_organization=True) | Q(organization=""),
                name="conference_presenter_unpublished_organization_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_complete(self) -> bool:
        """Whether the person has filled in their part and agreed."""
        return self.state == Part.ACCEPTED and bool(self.consented_at and self.filled_at)

    def as_profile(self) -> Profile:
        """Return all that is true of the person, as a speaker is made of it; others than they record the read."""
        return true_profile(self)


class PresenterIdentity(HiddenPerson):
    """What is true of a presenter and not for publication, and what they declare."""

    presenter = models.OneToOneField(Presenter, on_delete=models.CASCADE, related_name="identity")
    disclosure = EncryptedTextField(_("disclosure of interests"), blank=True)

    class Meta:
        verbose_name = _("presenter's identity")
        verbose_name_plural = _("presenters' identities")

    def __str__(self) -> str:
        return f"identity of presenter {self.presenter_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def usable(self) -> "InvitationQuerySet":
        """Keep those that can still be answered."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A letter to a co-presenter: its link works once, for a time, and only until another replaces it."""

    presenter = models.ForeignKey(Presenter, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["presenter"],
                condition=Q(used_at=None, revoked_at=None),
                name="conference_one_invitation_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"invitation of presenter {self.presenter_id}"


class AccessLinkQuerySet(models.QuerySet["AccessLink"]):
    """Reads of mailed links."""

    def usable(self) -> "AccessLinkQuerySet":
        """Keep those that still open."""
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> "AccessLinkQuerySet":
        """Keep those that open nothing any more."""
        return self.filter(expires_at__lte=timezone.now())


class AccessLink(models.Model):
    """A mailed link that proves an address, for people without an account."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    email = EncryptedTextField()
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = AccessLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link {self.pk}"
