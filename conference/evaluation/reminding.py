"""Ask those who have not evaluated what they could, one mail a day at most, on few days, and stop when all is done."""

from datetime import date, time, timedelta

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from conference.agenda.access import AUDIENCES
from conference.agenda.models import Session
from conference.agenda.placed import Placed, published
from conference.edition.models import Edition
from conference.evaluation.done import evaluated
from conference.evaluation.due import NOT_ASKED
from conference.evaluation.models import EvaluationForm
from conference.registration.models import Registration
from core.mail.services import queue_mail, was_queued

# At the venue, after the last sessions.
FROM = time(17)
AFTERWARDS = timedelta(days=3)


def remind_all() -> int:
    """Write today's reminders for every edition whose form is open; return how many. Harmless when run twice."""
    forms = EvaluationForm.objects.current().filter(about=EvaluationForm.About.SESSION)
    return sum(_remind(form) for form in forms.select_related("edition") if _is_time(form))


def _is_time(form: EvaluationForm) -> bool:
    edition = form.edition
    now = edition.local(timezone.now())
    return edition.state != Edition.State.DRAFT and now.time() >= FROM and now.date() in reminder_days(form)


def reminder_days(form: EvaluationForm) -> set[date]:
    """Return the days on which one is asked: each of the edition, three days after it, the day before it closes."""
    edition = form.edition
    days = {*edition.days(), edition.end_date + AFTERWARDS, form.closes_on - timedelta(days=1)}
    return {day for day in days if edition.start_date <= day <= form.closes_on}


def _remind(form: EvaluationForm) -> int:
    """Remind an edition's attendees of sessions that were open to everybody; others are not counted against anyone."""
    edition = form.edition
    begun = timezone.now() - timedelta(minutes=form.opens_after)
    asked = [placed for placed in published(edition, Q(starts_at__lte=begun)) if _open_to_all(placed)]
    if not asked:
        return 0
    done, today = evaluated(edition=edition), edition.today()
    places = Registration.objects.of(edition).approved().exclude(email="").select_related("order", "edition")
    count = 0
    for place in places.defer("address", "proof", "access_needs", "dietary_needs"):
        key = f"evaluate-{place.pk}-{today.isoformat()}"
        if not all((place.pk, item.session.pk) in done for item in asked if _on_days(place, item)) and not was_queued(
            key
        ):
            _write(place, form, key)
            count += 1
    return count


def _open_to_all(placed: Placed) -> bool:
    session = placed.session
    asked = not placed.all_day and placed.status != Session.Status.CANCELLED and session.type not in NOT_ASKED
    return asked and AUDIENCES.get(session.audience.code, frozenset()) is None


def _on_days(place: Registration, placed: Placed) -> bool:
    return not place.days or place.edition.local(placed.starts_at).date().isoformat() in place.days


def _write(place: Registration, form: EvaluationForm, key: str) -> None:
    with translation.override(place.order.language):
        queue_mail(
            kind="evaluation.reminder",
            to=place.email,
            subject=_("Your opinion about %(edition)s") % {"edition": place.edition},
            template="conference/evaluation/reminder",
            context={"place": place, "form": form},
            unique_key=key,
        )
