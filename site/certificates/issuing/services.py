"""Issue, supersede and revoke certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.designs.models import Design
from certificates.designs.services import design_for
from certificates.issuing.completeness import lacks
from certificates.issuing.drafts import Draft, Ready
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


class Outcome(models.TextChoices):
    """What became of a draft."""

    MADE = "made", _("made")
    SUPERSEDED = "superseded", _("made, supersedes an earlier one")
    UNCHANGED = "unchanged", _("unchanged")


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
    lacking = lacks(asked)
    if lacking:
        raise Incomplete([lack.whose for lack in lacking])
    outcome = Issued()
    for draft in asked:
        _made, result = issue_one(ready=draft.ready(), actor=actor)
        outcome.made += result != Outcome.UNCHANGED
        outcome.superseded += result == Outcome.SUPERSEDED
        outcome.unchanged += result == Outcome.UNCHANGED
    return outcome


def issue_one(*, ready: Ready, actor: Any, design: Design | None = None) -> tuple[Certificate | None, Outcome]:
    """Issue one certificate; return it, or the one that stands, with what was done; None where it was revoked.

    Without a template, the one in use for its kind. Whoever calls within a transaction has to expect IntegrityError.
    """
    design = design or design_for(ready.kind)
    try:
        return _issue(ready, actor, design)
    except IntegrityError:
        if transaction.get_connection().in_atomic_block:
            raise
        # Another run has issued it at this moment.
        return _standing(ready, locked=False), Outcome.UNCHANGED


@transaction.atomic
def _issue(ready: Ready, actor: Any, design: Design) -> tuple[Certificate | None, Outcome]:
    before = _standing(ready)
    if (before and says_the_same(before, ready)) or _was_revoked(ready, digest_of(ready.text)):
        return before, Outcome.UNCHANGED
    if before is not None:
        _end(before, State.SUPERSEDED, "corrected", actor)
    made = _create(ready, actor, design, before=before)
    return made, Outcome.SUPERSEDED if before else Outcome.MADE


def _create(ready: Ready, actor: Any, design: Design, *, before: Certificate | None) -> Certificate:
    made = Certificate.objects.create(
        kind=ready.kind,
        occasion=ready.occasion,
        holder=ready.holder,
        holder_key=ready.holder_key,
        scheme=ready.scheme,
        scheme_code=ready.scheme.code if ready.scheme else "",
        design=design,
        snapshot=ready.text,
        snapshot_digest=digest_of(ready.text),
        issued_by=actor,
        expires_on=ready.expires_on,
        supersedes=before,
    )
    record(actor=actor, action="certificate.issued", obj=made, changes={"kind": made.kind, "scheme": made.scheme_code})
    return made


def says_the_same(certificate: Certificate, ready: Ready) -> bool:
    """Return whether a certificate says what is ready; one that was renewed for longer does."""
    if certificate.snapshot_digest == digest_of(ready.text):
        return True
    lasting = certificate.expires_on
    if lasting is None or ready.expires_on is None or lasting < ready.expires_on:
        return False
    return certificate.snapshot_digest == digest_of(ready.lasting_until(lasting).text)


def _standing(ready: Ready, *, locked: bool = True) -> Certificate | None:
    occasion, kind, code, holder = ready.key
    rows = Certificate.objects.valid()
    if locked:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(occasion=occasion, kind=kind, scheme_code=code, holder_key=holder).first()


def _was_revoked(ready: Ready, digest: str) -> bool:
    """Return whether the very same certificate was taken back: a run does not give again what a person has revoked."""
    occasion, kind, code, holder = ready.key
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
def reissue(
    *, certificate: Certificate, actor: Any, reason: str, name: str = "", expires_on: date | None = None
) -> Certificate:
    """Issue a certificate anew under another name or until another day; it supersedes, and the earlier one stays.

    All else it says stays. Returns the new one, or the same where nothing would change. Raises NotValid.
    """
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.state != State.VALID:
        raise NotValid
    ready = ready_of(locked)
    ready = ready.named(name) if name else ready
    ready = ready.lasting_until(expires_on) if expires_on else ready
    if ready.text == locked.snapshot:
        return locked
    _end(locked, State.SUPERSEDED, reason, actor)
    return _create(ready, actor, design_for(locked.kind), before=locked)


def ready_of(certificate: Certificate) -> Ready:
    """Return what a certificate says, ready to be issued again with a change."""
    names = ("occasion", "kind", "holder_key", "holder", "scheme", "expires_on")
    return Ready(text=certificate.snapshot, **{name: getattr(certificate, name) for name in names})


@transaction.atomic
def renew_link(*, certificate: Certificate, actor: Any) -> None:
    """Give the holder another link; the earlier one shows no name any more."""
    certificate.link = secret()
    certificate.save(update_fields=["link"])
    record(actor=actor, action="certificate.link_renewed", obj=certificate)
