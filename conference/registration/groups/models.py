"""An invitation to name oneself for a place that was bought without a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.registration.places import Registration


class PlaceInvitation(models.Model):
    """A link for one person and one place; used once, good until the end of a day at the venue. Only its digest is
    kept."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"), max_length=254)
    token_digest = models.CharField(max_length=64, unique=True)
    until = models.DateField(_("until"))
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(used_at=None),
                name="conference_one_open_invitation_a_place",
            )
        ]

    def __str__(self) -> str:
        return self.email
