"""Names for the codes that a programme uses; a code nobody named is shown as it is written."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

TYPES = {
    "registration": _("Registration"),
    "plenary": _("Plenary"),
    "workshop": _("Workshop"),
    "breakout": _("Breakout session"),
    "break": _("Break"),
    "meal": _("Meal"),
    "meeting": _("Meeting"),
    "reception": _("Reception"),
    "ceremony": _("Ceremony"),
    "exhibit": _("Exhibits"),
    "exam": _("Examination"),
    "site_visit": _("Site visit"),
}
LEVELS = {
    "all": _("All levels"),
    "introductory": _("Introductory"),
    "intermediate": _("Intermediate"),
    "advanced": _("Advanced"),
}
ROLES = {
    "lead": _("Lead presenter"),
    "co-presenter": _("Co-presenter"),
    "host": _("Host"),
    "moderator": _("Moderator"),
    "panelist": _("Panelist"),
}


def word(words: Mapping[str, object], code: str) -> str:
    """Return a code's name, or the code itself made readable."""
    return str(words[code]) if code in words else code.replace("_", " ").capitalize()
