"""An evaluation is taken once, belongs to nobody, and is counted for who gave it."""

from datetime import date

import pytest
from factories.badges import admitted
from factories.conference import EditionFactory, SessionFactory
from factories.evaluations import EvaluationFormFactory, answered

from conference.evaluation.done import evaluated
from conference.evaluation.models import AnswerIsFinal, EvaluationAnswer, EvaluationDone
from conference.evaluation.services.answering import AlreadyDone, FormClosed, hand_in
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_what_was_said_and_who_said_it_share_nothing(django_assert_num_queries):
    form = EvaluationFormFactory()
    session = SessionFactory(edition=form.edition)
    entries = AuditEntry.objects.count
    place = admitted(edition=form.edition)
    before = entries()

    hand_in(form=form, registration=place, session=session, values={"overall": 4})

    answer = EvaluationAnswer.objects.get()
    linked = {field.related_model for field in EvaluationAnswer._meta.get_fields() if field.related_model}
    kinds = {field.get_internal_type() for field in EvaluationAnswer._meta.get_fields()}
    assert (answer.values, answer.session, linked) == ({"overall": 4}, session, {type(form), type(session)})
    assert kinds == {"UUIDField", "ForeignKey", "JSONField", "BooleanField"}
    assert {field.name for field in EvaluationDone._meta.get_fields()} == {"id", "registration", "session"}
    assert EvaluationDone.objects.get().pk != answer.pk
    assert entries() == before
    with django_assert_num_queries(1):
        assert evaluated(edition=form.edition) == {(place.pk, session.pk)}


def test_evaluating_twice_keeps_the_first():
    form = EvaluationFormFactory()
    session = SessionFactory(edition=form.edition)
    (place,) = answered(form, session, {"overall": 5})

    with pytest.raises(AlreadyDone):
        hand_in(form=form, registration=place, session=session, values={"overall": 1})

    assert [answer.values for answer in EvaluationAnswer.objects.all()] == [{"overall": 5}]


def test_the_edition_is_evaluated_once_and_counts_for_no_session():
    form = EvaluationFormFactory(about="edition")
    (place,) = answered(form, None, {"overall": 5})

    with pytest.raises(AlreadyDone):
        hand_in(form=form, registration=place, session=None, values={"overall": 5})

    assert evaluated(edition=form.edition) == set()


def test_evaluations_of_another_edition_are_not_counted():
    form = EvaluationFormFactory()
    answered(form, SessionFactory(edition=form.edition), {"overall": 5})

    assert evaluated(edition=EditionFactory(start_date=date(2030, 8, 9))) == set()


def test_a_closed_form_takes_nothing_and_counts_nobody():
    form = EvaluationFormFactory()
    session = SessionFactory(edition=form.edition)
    form.closes_on = form.edition.today().replace(year=2020)
    form.save()

    with pytest.raises(FormClosed):
        answered(form, session, {"overall": 5})

    assert (EvaluationAnswer.objects.count(), EvaluationDone.objects.count()) == (0, 0)


def test_new_answers_are_shown_in_lots_of_five():
    form = EvaluationFormFactory()
    session = SessionFactory(edition=form.edition)
    counts = []

    for _number in range(11):
        answered(form, session, {"overall": 3})
        counts.append(EvaluationAnswer.objects.filter(shown=True).count())

    assert counts == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_an_answer_is_final():
    form = EvaluationFormFactory()
    answered(form, SessionFactory(edition=form.edition), {"overall": 5})
    answer = EvaluationAnswer.objects.get()
    answer.values = {"overall": 1}

    with pytest.raises(AnswerIsFinal):
        answer.save()
