"""A person's own certificates at editions: which steps are missing, and which names they have there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from certificates.credits.models import Claim
from certificates.issuing.naming import Name
from certificates.kinds import Kind
from conference.credits.certificates.drafts import occasion_of, rules_for
from conference.credits.certificates.facts import people_of
from conference.credits.certificates.models import CertificateRule
from conference.credits.certificates.steps import Step, steps_to
from conference.credits.evidence import EARNING, holder_of
from conference.edition.models import Edition
from conference.registration.places import Registration

FRESH = timedelta(weeks=8)


@dataclass(frozen=True)
class Way:
    """What leads to one kind of certificate at one edition."""

    edition: Edition
    kind: str
    steps: tuple[Step, ...]

    @property
    def open(self) -> bool:
        """Whether a step is missing."""
        return not all(step.done for step in self.steps)


def ways_of(user: Any) -> list[Way]:
    """Return the steps to a person's certificates, at editions that run or are over since less than eight weeks."""
    today = timezone.localdate()
    places = Registration.objects.filter(user=user, state__in=EARNING).select_related("edition")
    fresh = places.filter(edition__start_date__lte=today, edition__end_date__gte=today - FRESH)
    editions = {place.edition: holder_of(place) for place in fresh}
    kinds = [Kind.ATTENDANCE, *([Kind.CREDIT] if Claim.objects.filter(user=user).exists() else [])]
    found = []
    for edition, holder in editions.items():
        person = people_of(edition, [holder])[holder]
        rules = rules_for(edition)
        ways = [Way(edition, _label(rules[kind]), tuple(steps_to(rules[kind], person))) for kind in kinds]
        found += [way for way in ways if way.steps]
    return found


def names_of(user: Any, occasions: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return by occasion the names a person has there: as they registered; elsewhere as their account says."""
    own = {Name.DISPLAY.value: user.display_name or user.name, Name.LEGAL.value: user.name}
    places = Registration.objects.filter(user=user, state__in=EARNING).select_related("edition").order_by("-created_at")
    there = {
        occasion_of(place.edition): {Name.DISPLAY.value: place.display_name, Name.LEGAL.value: place.name}
        for place in places
    }
    return {occasion: there.get(occasion, own) for occasion in set(occasions)}


def _label(rule: CertificateRule) -> str:
    return str(rule.get_kind_display())
