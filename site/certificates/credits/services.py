"""Store what was earned: what is the same stays, what differs supersedes, what is earned no more is withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from certificates.credits.derivation import Step, step
from certificates.credits.engine import Outcome
from certificates.credits.models import Credit
from certificates.schemes.arithmetic import as_decimal
from certificates.schemes.models import CreditScheme
from core.audit.services import record


@dataclass(frozen=True, kw_only=True)
class Award:
    """One activity's credit for one person under one version of a scheme, as it should stand."""

    holder_key: str
    holder: Any
    scheme: CreditScheme
    source: str
    title: str
    number: str
    sub_field: str = ""
    starts_at: datetime
    ends_at: datetime
    minutes: Decimal
    amount: Decimal
    speaking_amount: Decimal
    derivation: list[Step]

    @property
    def key(self) -> tuple[str, str, str]:
        """Of these, one credit stands."""
        return self.holder_key, self.scheme.code, self.source


@dataclass
class Tally:
    """What storing did."""

    made: int = 0
    superseded: int = 0
    withdrawn: int = 0
    unchanged: int = 0


def award_of(
    outcome: Outcome, *, holder_key: str, holder: Any, scheme: CreditScheme, number: str = "", sub_field: str = ""
) -> Award | None:
    """Return an outcome as an award; None where nothing was earned."""
    if not outcome.total:
        return None
    within = [step("sub_field", name=sub_field)] if sub_field else []
    rules = step("rules", code=scheme.code, version=scheme.version)
    return Award(
        holder_key=holder_key,
        holder=holder,
        scheme=scheme,
        source=outcome.activity.key,
        title=outcome.activity.title,
        number=number,
        sub_field=sub_field,
        starts_at=outcome.activity.starts_at,
        ends_at=outcome.activity.eligible[-1].end,
        minutes=as_decimal(outcome.minutes),
        amount=as_decimal(outcome.amount),
        speaking_amount=as_decimal(outcome.speaking_amount),
        derivation=[rules, *outcome.steps, *within],
    )


@transaction.atomic
def store_awards(*, awards: Iterable[Award], among: Iterable[str], sources: Iterable[str], actor: Any) -> Tally:
    """Let exactly these awards stand for the holders `among` and the activities `sources`; return what was done.

    The holders' standing credits are locked. A credit that says the same already stays untouched, so that a second
    run changes nothing. Nothing is ever deleted: what another amount replaces is superseded, what is earned no more is
    withdrawn with its reason.
    """
    rows = Credit.objects.standing().filter(holder_key__in=list(among), source__in=list(sources))
    standing = {
        (credit.holder_key, credit.scheme_code, credit.source): credit
        for credit in rows.select_for_update(of=("self",)).select_related("scheme")
    }
    tally, made = Tally(), []
    for award in awards:
        before = standing.pop(award.key, None)
        if before is not None and _says(before, award):
            tally.unchanged += 1
            continue
        if before is not None:
            _end(before, Credit.State.SUPERSEDED, "computed anew", actor)
            tally.superseded += 1
        made.append(_credit(award, supersedes=before))
    for gone in standing.values():
        _end(gone, Credit.State.WITHDRAWN, "no longer earned or approved", actor)
        tally.withdrawn += 1
    Credit.objects.bulk_create(made, batch_size=500)
    tally.made = len(made)
    return tally


def _says(credit: Credit, award: Award) -> bool:
    return (
        credit.scheme_id == award.scheme.pk
        and (credit.amount, credit.speaking_amount) == (award.amount, award.speaking_amount)
        and credit.derivation == award.derivation
        and credit.number == award.number
    )


def _end(credit: Credit, state: str, reason: str, actor: Any) -> None:
    credit.state, credit.reason = state, reason
    credit.save(update_fields=["state", "reason"])
    record(actor=actor, action=f"credit.{state}", obj=credit, reason=reason, changes={"amount": credit.total})


def _credit(award: Award, *, supersedes: Credit | None) -> Credit:
    return Credit(
        holder=award.holder,
        holder_key=award.holder_key,
        source=award.source,
        scheme=award.scheme,
        scheme_code=award.scheme.code,
        title=award.title[:300],
        number=award.number,
        sub_field=award.sub_field,
        starts_at=award.starts_at,
        ends_at=award.ends_at,
        minutes=award.minutes,
        amount=award.amount,
        speaking_amount=award.speaking_amount,
        derivation=award.derivation,
        supersedes=supersedes,
    )
