"""Issue an edition's certificates: many in the background, one by hand, or by itself once somebody's steps are done."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from certificates.issuing.batches.models import Batch
from certificates.issuing.batches.planning import Plan, plan
from certificates.issuing.batches.services import begin
from certificates.issuing.completeness import lacks
from certificates.issuing.models import Certificate
from certificates.issuing.services import Incomplete, Outcome, issue_one
from certificates.issuing.tasks import make_document
from conference.attendance.doors import rules_of
from conference.credits.certificates.drafts import GIVEN, Due, drafts_of, dues_of, occasion_of
from conference.credits.certificates.models import CertificateRule
from conference.credits.services import InRehearsal
from conference.edition.models import Edition
from core.audit.services import record

# Evaluations and corrections come in for some weeks.
WEEKS = timedelta(weeks=8)


class StepsMissing(Exception):
    """The rule is not met; `due` says by which steps."""

    def __init__(self, due: Due) -> None:
        super().__init__(", ".join(step.name for step in due.missing))
        self.due = due


@contextmanager
def speaking_for(edition: Edition) -> Iterator[None]:
    """Let days and words be the edition's, whoever asks: no browser's language changes a certificate."""
    with timezone.override(edition.zone), translation.override(settings.LANGUAGE_CODE):
        yield


def plan_for(*, edition: Edition, kinds: Iterable[str] = GIVEN) -> tuple[Plan, int]:
    """Return what a batch would do, and for how many certificates steps are missing. Raises InRehearsal."""
    _check(edition)
    with speaking_for(edition):
        dues = list(dues_of(edition, kinds=kinds))
        ready = [due.draft for due in dues if not due.missing]
        return plan(ready), len(dues) - len(ready)


def begin_for(*, edition: Edition, kinds: Iterable[str] = GIVEN, actor: Any) -> Batch:
    """Begin a batch. Raises InRehearsal, Incomplete, NothingToIssue, BatchRunning."""
    _check(edition)
    asked = sorted(set(kinds) & set(GIVEN))
    with speaking_for(edition):
        return begin(occasion=occasion_of(edition), kinds=asked, drafts=drafts_of(edition, kinds=asked), actor=actor)


def dues_for(*, edition: Edition, holder_key: str) -> list[Due]:
    """Return one person's certificates at an edition, with what their rules still ask for."""
    with speaking_for(edition):
        return list(dues_of(edition, holders=[holder_key]))


def issue_for(
    *, edition: Edition, holder_key: str, kind: str, scheme_code: str = "", actor: Any, regardless: str = ""
) -> tuple[Certificate | None, Outcome]:
    """Issue one person's certificate now; its PDF is made by a task. `regardless` says why although steps are missing.

    Raises InRehearsal, Incomplete, StepsMissing; LookupError where nothing of the kind is proved of the person.
    """
    _check(edition)
    wanted = (kind, scheme_code)
    rows = [due for due in dues_for(edition=edition, holder_key=holder_key) if due_key(due) == wanted]
    if not rows:
        raise LookupError(kind)
    due = rows[0]
    if due.missing and not regardless:
        raise StepsMissing(due)
    if lacking := lacks([due.draft]):
        raise Incomplete([f"{lack.whose}: {', '.join(lack.names) or lack.problem}" for lack in lacking])
    with transaction.atomic():
        made, outcome = issue_one(ready=due.draft.ready(), actor=actor)
        if made is not None and outcome != Outcome.UNCHANGED:
            make_document.enqueue(made.pk)
            if due.missing:
                steps = [step.name for step in due.missing]
                record(
                    actor=actor, action="certificate.rule_waived", obj=made, reason=regardless, changes={"steps": steps}
                )
    return made, outcome


def due_key(due: Due) -> tuple[str, str]:
    """Return the kind and the scheme of a certificate to be."""
    return due.draft.kind, due.draft.scheme.code if due.draft.scheme else ""


def issue_by_itself(edition: Edition) -> Batch | None:
    """Begin a batch of what is due by the rules that issue by themselves; None where there is nothing new.

    Whoever misses a value is left out, and seen by staff in the dry run. Raises BatchRunning.
    """
    kinds = list(CertificateRule.objects.filter(edition=edition, automatic=True).values_list("kind", flat=True))
    if not kinds or rules_of(edition).rehearsal:
        return None
    with speaking_for(edition):
        drafts = [draft for draft in drafts_of(edition, kinds=kinds) if not lacks([draft])]
        if not plan(drafts).changing:
            return None
        return begin(occasion=occasion_of(edition), kinds=kinds, drafts=drafts, actor=None)


def recent() -> list[Edition]:
    """Return the editions that are over, and not for long."""
    today = timezone.localdate()
    return list(Edition.objects.published().filter(end_date__lt=today, end_date__gte=today - WEEKS))


def _check(edition: Edition) -> None:
    if rules_of(edition).rehearsal:
        raise InRehearsal
