"""Take and give up places in a cohort, note who was there, and end it with certificates."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.credits.services import store_awards
from certificates.intervals import Span, intersect
from certificates.issuing.services import issue
from core.audit.services import record
from people.accounts.models import User
from training.cohorts.crediting import awards_of, holder_of
from training.cohorts.emails import send_cancelled, send_place
from training.cohorts.errors import CohortFull, MovedOn, NotForYou, NotOpen, OutsideMeetings
from training.cohorts.evidence import drafts_of, source_of
from training.cohorts.models import Cohort, CohortPlace, PresenceNote
from training.enrollment.admission import is_admitted, missing_prerequisites
from training.enrollment.models import Enrollment

State = Cohort.State


def _locked(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_for_update(of=("self",)).select_related("course").get(pk=cohort.pk)


def has_begun(cohort: Cohort) -> bool:
    """Return whether the first meeting has begun."""
    spans = cohort.spans
    return bool(spans) and spans[0].start <= timezone.now()


@transaction.atomic
def take_place(*, cohort: Cohort, user: User) -> CohortPlace:
    """Give somebody a place, counted under the cohort's lock; who has one keeps it.

    A course that costs something is bought first: by a place of one's own or an agency's seat. Raises NotOpen,
    NotForYou and CohortFull.
    """
    locked = _locked(cohort)
    standing: CohortPlace | None = locked.places.filter(user=user, state=CohortPlace.State.TAKEN).first()
    if standing is not None:
        return standing
    if locked.state != State.OPEN or has_begun(locked):
        raise NotOpen
    course = locked.course
    if not is_admitted(user, course):
        raise NotForYou(_("The course is for %s only.") % course.get_audience_display())
    missing = missing_prerequisites(user, course)
    if missing:
        raise NotForYou(_("To be completed first: %s.") % ", ".join(item.code for item in missing))
    if course.price and not Enrollment.objects.of(user).filter(course=course).exists():
        raise NotForYou(_("Buy a place in the course first, or take a seat of your agency."))
    if locked.places.filter(state=CohortPlace.State.TAKEN).count() >= locked.capacity:
        raise CohortFull
    place: CohortPlace = CohortPlace.objects.create(cohort=locked, user=user)
    record(actor=user, action="cohort.place_taken", obj=place, changes={"course": course.code})
    send_place(place)
    return place


@transaction.atomic
def give_up_place(*, place: CohortPlace, actor: Any) -> None:
    """Give a place back before the first meeting. Raises NotOpen."""
    locked = _locked(place.cohort)
    if locked.state != State.OPEN or has_begun(locked):
        raise NotOpen
    given = CohortPlace.objects.filter(pk=place.pk, state=CohortPlace.State.TAKEN)
    if given.update(state=CohortPlace.State.GIVEN_UP, ended_at=timezone.now()):
        record(actor=actor, action="cohort.place_given_up", obj=place)


@transaction.atomic
def open_cohort(*, cohort: Cohort, actor: User) -> None:
    """Let people take places. Raises MovedOn, also where there is no meeting yet or the first one is past."""
    locked = _locked(cohort)
    if not locked.may_move_to(State.OPEN) or not locked.spans or has_begun(locked) or not locked.course.current_id:
        raise MovedOn
    _move(locked, State.OPEN, actor)


@transaction.atomic
def cancel_cohort(*, cohort: Cohort, actor: User, reason: str) -> None:
    """Cancel a cohort; everybody with a place is told, without the reason. Raises MovedOn."""
    locked = _locked(cohort)
    if not locked.may_move_to(State.CANCELLED):
        raise MovedOn
    _move(locked, State.CANCELLED, actor, reason)
    for place in locked.places.filter(state=CohortPlace.State.TAKEN).select_related("user"):
        send_cancelled(place)


@transaction.atomic
def hold_cohort(*, cohort: Cohort, actor: User) -> int:
    """End a cohort and issue the certificates of who was there; return how many. Raises MovedOn before its last end.

    Afterwards no presence is noted and no date changed.
    """
    locked = _locked(cohort)
    if not locked.may_move_to(State.HELD) or locked.spans[-1].end > timezone.now():
        raise MovedOn
    _move(locked, State.HELD, actor)
    return credit_cohort(cohort=locked, actor=actor)


@transaction.atomic
def credit_cohort(*, cohort: Cohort, actor: Any = None) -> int:
    """Store the credit of a held cohort and issue its certificates; return how many. A second run changes nothing."""
    with translation.override(settings.LANGUAGE_CODE):
        places = cohort.places.filter(state=CohortPlace.State.TAKEN)
        store_awards(
            awards=list(awards_of(cohort)), among=[holder_of(place) for place in places],
            sources=[source_of(cohort)], actor=actor,
        )  # fmt: skip
        return issue(drafts=drafts_of(cohort), actor=actor).made


def _move(cohort: Cohort, state: str, actor: User, reason: str = "") -> None:
    cohort.move_to(state)
    Cohort.objects.filter(pk=cohort.pk).update(state=state)
    record(actor=actor, action=f"cohort.{state}", obj=cohort, reason=reason)


@transaction.atomic
def note_presence(
    *, cohort: Cohort, places: Iterable[CohortPlace], starts_at: datetime, ends_at: datetime, actor: User
) -> int:
    """Note that people were there from a moment to another; return how many. Raises OutsideMeetings and MovedOn."""
    locked = _locked(cohort)
    if locked.state != State.OPEN:
        raise MovedOn
    if ends_at <= starts_at or not intersect([Span(starts_at, ends_at)], locked.spans):
        raise OutsideMeetings
    notes = [
        PresenceNote(place=place, starts_at=starts_at, ends_at=ends_at, noted_by=actor)
        for place in places
        if place.cohort_id == locked.pk
    ]
    PresenceNote.objects.bulk_create(notes)
    record(
        actor=actor, action="cohort.presence_noted", obj=locked,
        changes={"places": [note.place_id for note in notes], "from": starts_at, "until": ends_at},
    )  # fmt: skip
    return len(notes)


@transaction.atomic
def strike_presence(*, note: PresenceNote, actor: User, reason: str) -> None:
    """Strike out a note that is wrong; it stays with the reason. Raises MovedOn."""
    locked = _locked(note.place.cohort)
    fresh = PresenceNote.objects.get(pk=note.pk)
    if locked.state != State.OPEN or fresh.struck_at is not None:
        raise MovedOn
    fresh.struck_at, fresh.struck_by, fresh.reason = timezone.now(), actor, reason[:300]
    fresh.save(update_fields=["struck_at", "struck_by", "reason"])
    record(actor=actor, action="cohort.presence_struck", obj=locked, reason=reason, changes={"place": fresh.place_id})
