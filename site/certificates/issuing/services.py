"""Issue, supersede and revoke certificates."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.issuing.drafts import Draft
from certificates.issuing.models import Certificate, digest_of
from core.audit.services import record
from core.codes import secret

State = Certificate.State


class NotValid(Exception):
    """The certificate was superseded or revoked before."""


class Incomplete(Exception):
    """Drafts lack a value that every certificate shows; nothing was issued. `whose` names the holders."""

    def __init__(self, whose: list[str]) -> None:
        super().__init__(", ".join(whose))
        self.whose = whose


@dataclass
class Issued:
    """What a run did."""

    made: int = 0
    superseded: int = 0
    unchanged: int = 0


def issue(*, drafts: Iterable[Draft], actor: Any = None) -> Issued:
    """Issue certificates, each in a transaction of its own: a run that was ended is simply run again.

    A holder whose valid certificate says the same keeps it; one that says something else is superseded. The database
    holds one valid certificate for each occasion, kind, scheme and holder. Raises Incomplete before anything is issued.
    """
    asked = list(drafts)
    lacking = [draft.holder_key for draft in asked if not (draft.name.strip() and draft.title and draft.issuer)]
    if lacking:
        raise Incomplete(lacking)
    outcome = Issued()
    for draft in asked:
        try:
            _issue(draft, actor, outcome)
        except IntegrityError:
            # Another run has issued it at this moment.
            outcome.unchanged += 1
    return outcome


@transaction.atomic
def _issue(draft: Draft, actor: Any, outcome: Issued) -> None:
    before = _standing(draft)
    text = json.dumps(draft.snapshot(), ensure_ascii=False, sort_keys=True)
    if (before is not None and before.snapshot_digest == digest_of(text)) or _was_revoked(draft, digest_of(text)):
        outcome.unchanged += 1
        return
    if before is not None:
        _end(before, State.SUPERSEDED, "corrected", actor)
        outcome.superseded += 1
    made = Certificate.objects.create(
        kind=draft.kind,
        occasion=draft.occasion,
        holder=draft.holder,
        holder_key=draft.holder_key,
        scheme=draft.scheme,
        scheme_code=draft.scheme.code if draft.scheme else "",
        snapshot=text,
        snapshot_digest=digest_of(text),
        issued_by=actor,
        expires_on=draft.expires_on,
        supersedes=before,
    )
    record(actor=actor, action="certificate.issued", obj=made, changes={"kind": made.kind, "scheme": made.scheme_code})
    outcome.made += 1


def _standing(draft: Draft) -> Certificate | None:
    occasion, kind, code, holder = draft.key
    rows = Certificate.objects.valid().select_for_update(of=("self",))
    return rows.filter(occasion=occasion, kind=kind, scheme_code=code, holder_key=holder).first()


def _was_revoked(draft: Draft, digest: str) -> bool:
    """Return whether the very same certificate was taken back: a run does not give again what a person has revoked."""
    occasion, kind, code, holder = draft.key
    revoked = Certificate.objects.filter(state=State.REVOKED, snapshot_digest=digest)
    return revoked.filter(occasion=occasion, kind=kind, scheme_code=code, holder_key=holder).exists()


def _end(certificate: Certificate, state: str, reason: str, actor: Any) -> None:
    certificate.state, certificate.ended_at, certificate.reason = state, timezone.now(), reason[:200]
    certificate.save(update_fields=["state", "ended_at", "reason"])
    record(actor=actor, action=f"certificate.{state}", obj=certificate, reason=reason)


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, actor: Any) -> None:
    """Take a certificate back; it stays public for ever, with its date and reason. Raises NotValid."""
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.state != State.VALID:
        raise NotValid
    _end(locked, State.REVOKED, reason, actor)


@transaction.atomic
def renew_link(*, certificate: Certificate, actor: Any) -> None:
    """Give the holder another link; the earlier one shows no name any more."""
    certificate.link = secret()
    certificate.save(update_fields=["link"])
    record(actor=actor, action="certificate.link_renewed", obj=certificate)
