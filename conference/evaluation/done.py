"""Who has evaluated what: all that credit needs to know, and all there is to know of a person."""

from conference.edition.models import Edition
from conference.evaluation.models import EvaluationDone


def evaluated(*, edition: Edition) -> set[tuple[int, int]]:
    """Return (registration_id, session_id) of every evaluation of a session that was handed in; one query."""
    rows = EvaluationDone.objects.filter(registration__edition=edition, session__isnull=False)
    return set(rows.values_list("registration_id", "session_id"))
