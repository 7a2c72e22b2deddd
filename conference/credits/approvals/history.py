"""What was noted of a session with a body, by whom and why, in words."""

from django.utils.translation import gettext_lazy as _

from conference.agenda.models import SessionCredit
from conference.credits.approvals.services import VALUES
from core.audit.models import AuditEntry

SHOWN = 20
# What was done besides a decision.
ACTIONS = {
    "roster.taken": _("roster taken away"),
    "roster.read": _("roster read"),
    "roster.handed_in": _("roster handed in"),
}


def history_of(credit: SessionCredit) -> list[tuple[AuditEntry, str]]:
    """Return the last entries of the audit with what each of them says, the newest first."""
    rows = AuditEntry.objects.filter(object_type=credit._meta.label_lower, object_id=str(credit.pk))
    return [(entry, said(entry)) for entry in rows.select_related("actor").order_by("-sequence")[:SHOWN]]


def said(entry: AuditEntry) -> str:
    """Return which values came in place of which, or what was done."""
    pairs = [(name, pair) for name, pair in entry.changes.items() if isinstance(pair, list) and name in VALUES]
    words = [f"{_label(name)}: {_value(name, old)} → {_value(name, new)}" for name, (old, new) in pairs]
    return "; ".join(words) or str(ACTIONS.get(entry.action, entry.action))


def _label(name: str) -> str:
    return str(SessionCredit._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _value(name: str, value: str) -> str:
    states = dict(SessionCredit.Approval.choices)
    return str(states.get(value, value)) if name == "approval" else value or "—"
