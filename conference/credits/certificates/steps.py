"""The steps to a certificate, and which of them somebody has taken. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.kinds import Kind
from conference.credits.certificates.facts import Attended, Person
from conference.credits.certificates.models import CertificateRule


@dataclass(frozen=True)
class Step:
    """One thing to do, in words; whether it is done; and what of it is missing."""

    name: str
    text: str
    done: bool
    missing: str = ""


def counting(rule: CertificateRule, person: Person) -> list[Attended]:
    """Return the sessions that count for a person."""
    return [one for one in person.attended if one.counts(rule.minimum_percent)]


def steps_to(rule: CertificateRule, person: Person) -> list[Step]:
    """Return every step of a rule for a person, the done ones too. A presentation asks for no presence."""
    found = []
    if rule.kind != Kind.PRESENTATION:
        found += _presence(rule, person, counting(rule, person))
    if rule.edition_evaluation:
        text = _("Evaluate the conference as a whole.")
        found.append(Step("edition_evaluation", text, person.edition_evaluated))
    return found


def missing(rule: CertificateRule, person: Person) -> list[Step]:
    """Return the steps that are still to be taken."""
    return [step for step in steps_to(rule, person) if not step.done]


def _presence(rule: CertificateRule, person: Person, counted: Sequence[Attended]) -> list[Step]:
    found = []
    if rule.kind == Kind.ATTENDANCE or rule.minimum_percent:
        text = (
            _("Be there for %d %% of a session.") % rule.minimum_percent
            if rule.minimum_percent
            else _("Be scanned at the door of a session.")
        )
        found.append(Step("presence", text, bool(counted), _below(rule, person)))
    if rule.minimum_minutes:
        total = int(sum(one.minutes for one in counted))
        text = _("Be there for %d minutes in all.") % rule.minimum_minutes
        left = rule.minimum_minutes - total
        said = ngettext("%d minute is missing", "%d minutes are missing", left) % left if left > 0 else ""
        found.append(Step("minutes", text, left <= 0, said))
    if rule.session_evaluations:
        codes = [one.session.code for one in counted if not one.evaluated]
        found.append(Step("session_evaluations", _("Evaluate each session you attended."), not codes, ", ".join(codes)))
    return found


def _below(rule: CertificateRule, person: Person) -> str:
    """Return the sessions that were left too early, with what is proved of them."""
    return ", ".join(
        f"{one.session.code} ({int(one.minutes * 100 / one.eligible)} %)"
        for one in person.attended
        if one.minutes and one.eligible and not one.counts(rule.minimum_percent)
    )
