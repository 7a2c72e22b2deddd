"""One member of the association, as digests: comparable with what an applicant gives, readable by nobody."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberRecord(models.Model):
    """A number with what belongs to it. The list is replaced as a whole by each import."""

    number_key = models.CharField(max_length=64, unique=True)
    email_key = models.CharField(max_length=64, blank=True)
    name_key = models.CharField(max_length=64, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    listed_at = models.DateTimeField(_("on the list since"), auto_now_add=True)

    class Meta:
        verbose_name = _("member on the list")
        verbose_name_plural = _("members on the list")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
