"""What a person can evaluate: which sessions, from when, until when, and what of it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from conference.agenda.access import Viewer, passes_audience
from conference.agenda.models import Session
from conference.agenda.placed import Placed, published
from conference.edition.models import Edition
from conference.evaluation.models import EvaluationDone, EvaluationForm
from conference.registration.models import Registration, RegistrationItem
from people.accounts.models import User

About = EvaluationForm.About
# Nobody is asked what they think of a break.
NOT_ASKED = frozenset({"break", "meal", "registration", "exhibit", "exam"})


@dataclass(frozen=True)
class Due:
    """One thing to evaluate; `session` is empty for the edition as a whole."""

    form: EvaluationForm
    registration: Registration
    session: Session | None
    opens_at: datetime
    done: bool

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now."""
        return not self.done and not self.form.is_closed and self.opens_at <= timezone.now()


def places_of(user: User) -> list[Registration]:
    """Return a person's firm places, the newest edition first."""
    places = Registration.objects.of_user(user).approved().select_related("edition", "order")
    return list(places.order_by("-edition__year", "pk").distinct())


def due_of(user: User, edition: Edition | None = None) -> list[Due]:
    """Return everything a person has evaluated or can, the edition as a whole first, then sessions in order."""
    found: list[Due] = []
    seen: set[int] = set()
    for place in places_of(user):
        if place.edition_id not in seen and (edition is None or place.edition_id == edition.pk):
            seen.add(place.edition_id)
            found += _due_at(place, user)
    return found


def _due_at(place: Registration, user: User) -> list[Due]:
    edition = place.edition
    forms = {form.about: form for form in EvaluationForm.objects.current().filter(edition=edition)}
    for form in forms.values():
        form.edition = edition
    done = set(EvaluationDone.objects.filter(registration=place).values_list("session_id", flat=True))
    found = []
    if About.EDITION in forms:
        form = forms[About.EDITION]
        last = datetime.combine(edition.end_date, datetime.min.time(), edition.zone)
        found.append(Due(form, place, None, last + timedelta(minutes=form.opens_after), None in done))
    if About.SESSION in forms:
        form = forms[About.SESSION]
        for placed in sessions_of(place, user, published(edition)):
            opens = placed.starts_at + timedelta(minutes=form.opens_after)
            found.append(Due(form, place, placed.session, opens, placed.session.pk in done))
    return found


def sessions_of(place: Registration, user: User, agenda: Iterable[Placed]) -> list[Placed]:
    """Return the sessions of an agenda that a person may judge: the one seam to who was where.

    Until scans say who was in the room, it is everybody with a firm place to whom the door was open on their days.
    """
    items = RegistrationItem.objects.filter(registration=place, add_on__isnull=False, cancelled_at=None)
    tickets = frozenset(items.values_list("add_on__session__code", flat=True))
    viewer = Viewer(registered=True, clearances=user.clearance_kinds, tickets=tickets)
    return [placed for placed in agenda if _was_open(placed, place, viewer)]


def _was_open(placed: Placed, place: Registration, viewer: Viewer) -> bool:
    if placed.all_day or placed.status == Session.Status.CANCELLED or placed.session.type in NOT_ASKED:
        return False
    day = place.edition.local(placed.starts_at).date().isoformat()
    return (not place.days or day in place.days) and passes_audience(viewer, placed.session)
