"""How often a key was seen in a window."""

from django.db import models


class RateCount(models.Model):
    """One row a key and window; the key is a digest, so no address or e-mail is kept."""

    key = models.CharField(max_length=64)
    window = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="core_ratecount_unique")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.window}: {self.count}"
