"""Forms of evaluation and answers to them."""

from datetime import timedelta

import factory
from factories.badges import admitted
from factories.conference import EditionFactory

from conference.evaluation.models import EvaluationForm
from conference.evaluation.services.answering import hand_in

QUESTIONS = [
    {"code": "overall", "kind": "scale", "text": "Overall", "low": "poor", "high": "excellent", "required": True},
    {"code": "length", "kind": "single", "text": "Length", "options": ["too short", "right", "too long"]},
    {"code": "use", "kind": "multiple", "text": "I will use it", "options": ["at work", "in training"]},
    {"code": "comment", "kind": "text", "text": "Anything else?"},
]


class EvaluationFormFactory(factory.django.DjangoModelFactory):
    """Four questions about each session, open until a week after the edition."""

    class Meta:
        model = EvaluationForm

    edition = factory.SubFactory(EditionFactory)
    about = EvaluationForm.About.SESSION
    questions = QUESTIONS
    closes_on = factory.LazyAttribute(lambda form: form.edition.end_date + timedelta(days=7))


def answered(form, session, *values):
    """Hand in one evaluation for each of the values, by a person each; return their places."""
    places = []
    for given in values:
        place = admitted(edition=form.edition)
        hand_in(form=form, registration=place, session=session, values=given)
        places.append(place)
    return places
