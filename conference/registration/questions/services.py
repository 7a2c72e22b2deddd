"""Write answers down, count the places of options, write a new version, forget what is kept no longer."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from conference.edition.models import Edition
from conference.registration.applications import Person
from conference.registration.capacity import SoldOut
from conference.registration.places import Registration
from conference.registration.questions.models import OptionPlace, PlaceAnswer, Question, QuestionVersion, Retention
from core.audit.services import record
from core.files.services import erase_private

KEPT_NEEDS = timedelta(days=60)


def require_options(edition: Edition, people: Sequence[Person]) -> None:
    """Raise SoldOut unless the chosen options have places; the caller holds `lock_sales`.

    Nothing is asked of the database unless one of them is limited.
    """
    wanted = Counter((given.version, key) for person in people for given in person.answers for key in given.options)
    limited = {(v, key): number for (v, key), number in wanted.items() if v.option(key).get("places") is not None}
    taken = OptionPlace.taken(edition) if limited else {}
    for (version, key), number in limited.items():
        option = version.option(key)
        left = max(option["places"] - taken.get((version.question_id, key), 0), 0)
        if number > left:
            raise SoldOut(str(option["label"]), left)


def write_answers(places: Sequence[Registration], people: Sequence[Person]) -> None:
    """Store the people's answers with their places, in two statements; nothing is asked if there are none."""
    pairs = [(place, given) for place, person in zip(places, people, strict=True) for given in person.answers]
    if not pairs:
        return
    PlaceAnswer.objects.bulk_create(
        PlaceAnswer(registration=place, version=given.version, value=json.dumps(given.value), file=given.file)
        for place, given in pairs
    )
    taken = [
        OptionPlace(registration=place, question_id=given.version.question_id, option=key)
        for place, given in pairs
        for key in given.options
        if given.version.option(key).get("places") is not None
    ]
    if taken:
        OptionPlace.objects.bulk_create(taken)


@transaction.atomic
def write_version(*, question: Question, actor: Any, **fields: Any) -> QuestionVersion:
    """Return the question's version that says this: the newest if it does, else a new one.

    Registrations keep the version they answered, with its options and prices.
    """
    Question.objects.select_for_update().get(pk=question.pk)
    newest = question.versions.order_by("-number").first()
    if newest and all(getattr(newest, name) == value for name, value in fields.items()):
        return newest
    last: int = question.versions.aggregate(last=Max("number"))["last"] or 0
    version = QuestionVersion.objects.create(question=question, number=last + 1, **fields)
    record(actor=actor, action="question.version", obj=question, changes={"number": version.number})
    return version


@transaction.atomic
def forget_needs() -> int:
    """Delete what people need, sixty days after their edition: answers of that class, and the two old fields.

    Return how many places were touched. Harmless when it runs twice.
    """
    today = timezone.now().date()
    over = Edition.objects.filter(end_date__lt=today - KEPT_NEEDS)
    answers = PlaceAnswer.objects.filter(registration__edition__in=over, version__retention=Retention.NEEDS)
    touched = set(answers.values_list("registration", flat=True))
    for answer in answers.exclude(file=None).select_related("file"):
        if answer.file:
            erase_private(answer.file)
    answers.delete()
    fields = ("access_needs", "dietary_needs")
    filled = Q(access_needs__isnull=False) | Q(dietary_needs__isnull=False)
    rows = Registration.objects.filter(filled, edition__in=over).only("pk", *fields)
    changed = [place for place in rows.iterator() if any(getattr(place, field) for field in fields)]
    for place in changed:
        place.access_needs = place.dietary_needs = ""
    Registration.objects.bulk_update(changed, fields, batch_size=500)
    touched |= {place.pk for place in changed}
    for edition in over.filter(registrations__in=touched).distinct():
        record(actor=None, action="edition.needs_forgotten", obj=edition, changes={"places": len(touched)})
    return len(touched)
