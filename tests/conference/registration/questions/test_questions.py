"""Kinds, conditions, prices, places, versions, and what is forgotten."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.asking import MEALS, question
from factories.conference import EditionFactory, TicketTypeFactory
from factories.documents import plain_pdf
from factories.people import UserFactory
from factories.registration import person, placed

from billing.audit import find_errors
from conference.registration.capacity import SoldOut
from conference.registration.questions.asking import Given, add_questions, read_answers
from conference.registration.questions.kinds import KINDS, shown
from conference.registration.questions.models import OptionPlace, PlaceAnswer, QuestionKind, QuestionVersion
from conference.registration.questions.reading import answers_for
from conference.registration.questions.services import forget_needs, write_version
from conference.registration.services.deciding import cancel_place
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory()


class Asked(forms.Form):
    """A form made of questions alone."""


def answer(versions, data, files=None, **options):
    """Return the answers to a POST, and the form."""
    form = Asked(data, files)
    add_questions(form, versions, currency="USD", **options)
    form.full_clean()
    return read_answers(form, versions), form


def test_each_kind_has_a_class():
    assert set(KINDS) == set(QuestionKind.values)


@pytest.mark.parametrize(
    ("kind", "value", "stored", "words"),
    [
        ("text", "Size M", "Size M", "Size M"),
        ("choice", "fish", "fish", "Fish"),
        ("multi", ["meat", "none"], ["meat", "none"], "Meat, No dinner"),
        ("date", "2027-08-09", "2027-08-09", "Aug. 9, 2027"),
        ("consent", "on", True, "yes"),
        ("access", "A lift", "A lift", "A lift"),
        ("dietary", "عربي", "عربي", "عربي"),
    ],
)
def test_an_answer_is_stored_and_shown_by_its_kind(edition, kind, value, stored, words):
    version = question(edition, kind=kind, options=MEALS if kind in {"choice", "multi"} else [])

    (given,), form = answer([version], {"q_dinner": value})

    assert (form.errors, given.value, given.shown) == ({}, stored, words)


@pytest.mark.parametrize(
    ("kind", "value"), [("choice", "other"), ("multi", ["other"]), ("date", "2027-02-30"), ("text", "x" * 1001)]
)
def test_a_wrong_answer_is_said(edition, kind, value):
    given, form = answer([question(edition, kind=kind)], {"q_dinner": value})

    assert (given, list(form.errors)) == ([], ["q_dinner"])


def test_a_file_is_read_and_kept(edition):
    version = question(edition, kind="file", is_required=True)
    upload = SimpleUploadedFile("letter.pdf", plain_pdf(), content_type="application/pdf")

    (given,), form = answer([version], {}, {"q_dinner": upload})
    missing, wrong = answer([version], {})

    assert (form.errors, given.value) == ({}, "letter.pdf")
    assert (missing, list(wrong.errors)) == ([], ["q_dinner"])


@pytest.mark.parametrize(
    ("data", "keys", "wrong"),
    [
        ({"q_dinner": "fish", "q_bones": "no"}, ["dinner", "bones"], []),
        ({"q_dinner": "meat", "q_bones": "no"}, ["dinner"], []),
        ({"q_dinner": "meat"}, ["dinner"], []),
        ({"q_dinner": "fish"}, ["dinner"], ["q_bones"]),
        ({}, [], []),
    ],
)
def test_a_condition_decides_who_is_asked(edition, data, keys, wrong):
    first = question(edition)
    second = question(edition, "bones", position=1, kind="text", is_required=True, asked_if="dinner",
                      asked_if_values=["fish"])  # fmt: skip

    given, form = answer([first, second], data)

    assert ([item.version.question.key for item in given], list(form.errors)) == (keys, wrong)
    assert "Only if “What about dinner?” is Fish." in form.fields["q_bones"].help_text


def with_answer(ticket, version, value):
    return person(ticket, answers=[Given(version, value)])


def test_an_option_costs_its_price_and_goes_back_with_its_place(edition):
    ticket = TicketTypeFactory(edition=edition, vetting="manual")
    version = question(edition)

    order = placed(with_answer(ticket, version, "fish"), with_answer(ticket, version, "meat"), method="purchase_order")

    assert [(line.description, line.gross) for line in order.lines.order_by("position")][1] == (
        "What about dinner?: Fish",
        Decimal("12.50"),
    )
    assert order.registrations.first().items.count() == 2
    cancel_place(place=order.registrations.first(), actor=None, reason="test")
    assert order.total == Decimal("695.00")
    assert list(find_errors()) == []


def test_an_option_has_so_many_places_until_one_is_given_back(edition):
    ticket = TicketTypeFactory(edition=edition, vetting="manual")
    version = question(edition)
    order = placed(*[with_answer(ticket, version, "fish") for _ in range(2)], method="purchase_order")

    with pytest.raises(SoldOut) as refusal:
        placed(with_answer(ticket, version, "fish"))
    assert (refusal.value.what, OptionPlace.taken(edition)) == ("Fish", {(version.question_id, "fish"): 2})
    form = Asked()
    add_questions(form, [version], currency="USD", taken=OptionPlace.taken(edition))
    assert dict(form.fields["q_dinner"].choices)["fish"] == "Fish, $12.50 (full)"
    cancel_place(place=order.registrations.first(), actor=None, reason="test")
    assert placed(with_answer(ticket, version, "fish")).total == Decimal("707.50")


def test_who_answered_keeps_the_words_and_prices_of_then(edition):
    ticket = TicketTypeFactory(edition=edition, vetting="manual")
    first = question(edition)
    order = placed(with_answer(ticket, first, "fish"))
    fields = {"kind": "choice", "label": "Dinner on Thursday?", "options": [{"key": "fish", "label": "Trout"}]}

    second = write_version(question=first.question, actor=None, **fields)
    again = write_version(question=first.question, actor=None, **fields)

    kept = PlaceAnswer.objects.get(registration__order=order)
    assert (second.number, again, list(QuestionVersion.objects.asked(edition))) == (2, second, [second])
    assert (shown(kept.version, kept.value), kept.version.price_of("fish")) == ("Fish", Decimal("12.50"))
    assert order.total == Decimal("707.50")


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        (Role.REGISTRATION, ["private", "shared", "door"]),
        (Role.FINANCE, ["shared", "door"]),
        (Role.CHECKIN, ["door"]),
        (Role.PROGRAMME, []),
    ],
)
def test_answers_are_read_by_the_roles_that_may(edition, role, keys):
    ticket = TicketTypeFactory(edition=edition)
    levels = {"private": "registration", "shared": "staff", "door": "desk"}
    given = [
        Given(question(edition, key, position=number, kind="text", visibility=level), "x")
        for number, (key, level) in enumerate(levels.items())
    ]
    place = placed(person(ticket, answers=given)).registrations.get()

    found = answers_for(UserFactory(roles=[role]), place)

    assert [item.version.question.key for item in found] == keys


@pytest.mark.parametrize(("days", "left"), [(59, 2), (61, 1)])
def test_needs_are_forgotten_sixty_days_after(edition, days, left):
    ticket = TicketTypeFactory(edition=edition)
    given = [Given(question(edition, "diet", kind="dietary"), "nuts"), Given(question(edition), "meat")]
    place = placed(person(ticket, answers=given, access_needs="a lift", dietary_needs="nuts")).registrations.get()
    edition.end_date = timezone.localdate() - timedelta(days=days)
    edition.start_date = edition.end_date - timedelta(days=4)
    type(edition).objects.filter(pk=edition.pk).update(end_date=edition.end_date, start_date=edition.start_date)

    forget_needs()
    forget_needs()

    place.refresh_from_db()
    assert PlaceAnswer.objects.count() == left
    assert (bool(place.access_needs), bool(place.dietary_needs)) == (left == 2, left == 2)


def test_answers_cost_the_same_for_one_and_for_twenty(edition):
    ticket = TicketTypeFactory(edition=edition, vetting="manual")
    version = question(edition, options=[{"key": "meat", "label": "Meat", "price": "1.00", "places": 99}])
    placed(person(ticket))

    def count(people):
        with CaptureQueriesContext(connection) as captured:
            placed(*[with_answer(ticket, version, "meat") for _ in range(people)], method="purchase_order")
        return len(captured)

    assert count(1) == count(3) == count(20)
