"""The kinds of certificates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a certificate certifies."""

    ATTENDANCE = "attendance", _("certificate of attendance")
    CREDIT = "credit", _("certificate of credit")
    PRESENTATION = "presentation", _("certificate of presentation")
    COMPLETION = "completion", _("certificate of completion")
