"""The pages of visits, the coordinator's and the office's, by forms alone."""

from itertools import pairwise

import pytest
from django.urls import reverse
from factories.people import UserFactory
from factories.training import sample
from factories.visits import asked_visit, coming_monday, make_programme, staff

from core.audit.models import AuditEntry
from core.imports.report import BadFile
from people.roles import Role
from training.courses.loading.services import load_training
from training.visits.loading import load_visits, spread
from training.visits.models import Visit, VisitProgramme

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    made = asked_visit(2)
    client.force_login(made.requested_by)
    return made


def base(visit):
    return f"/agency/{visit.agency.public_id}/visits/"


def test_a_visit_is_asked_for_named_and_withdrawn_by_forms(client, visit):
    first_day = coming_monday(120).isoformat()
    values = {"programme": visit.programme_id, "purpose": "p", "headcount": "2", "first_day": first_day}
    wrong = [client.post(f"{base(visit)}new/", {**values, **change}) for change in (
        {"headcount": "5"}, {"first_day": "2020-01-01"}, {"first_day": "soon"}, {"purpose": ""})]  # fmt: skip
    right = client.post(f"{base(visit)}new/", values)
    page = right["Location"]
    named = client.post(page, {"act": "name", "name-email": visit.visitors.first().user.email})
    stranger = client.post(page, {"act": "name", "name-email": "nobody@elsewhere.example"})
    listed = client.get(base(visit)).content.decode()
    client.post(page, {"act": "withdraw"})

    assert [answer.status_code for answer in wrong] == [422] * 4
    assert (right.status_code, named.status_code, stranger.status_code) == (302, 302, 422)
    assert client.post(page, {"act": "withdraw"}).status_code == 422
    assert client.post(page, {"act": "burn"}).status_code == 404
    assert listed.count("asked for") == 2
    assert sorted(Visit.objects.values_list("state", flat=True)) == ["requested", "withdrawn"]


def test_the_office_approves_and_the_agency_sees_where_to_come_to(client, visit):
    office = staff()
    client.force_login(office)
    detail = reverse("training_visits:detail", args=[visit.pk])
    assert "Visitor 0" in client.get(detail).content.decode()
    refused = client.post(f"{detail}approve/", {"host": office.pk, "place": ""})
    done = client.post(f"{detail}approve/", {"host": office.pk, "place": "Lobby"})
    again = client.post(f"{detail}approve/", {"host": office.pk, "place": "Lobby"})
    changed = client.get(reverse("training_itineraries:edit", args=[visit.pk]))
    client.force_login(visit.requested_by)
    page = client.get(f"{base(visit)}{visit.public_id}/").content.decode()
    file = client.get(f"{base(visit)}{visit.public_id}/calendar.ics")

    assert (refused.status_code, done.status_code, again.status_code, changed.status_code) == (422, 302, 422, 200)
    assert all(word in page for word in ("Host Person", "Lobby", "Welcome", "Closing"))
    assert (file["Content-Type"], b"BEGIN:VEVENT" in file.content) == ("text/calendar; charset=utf-8", True)
    assert set(AuditEntry.objects.filter(object_type="training.visit").values_list("action", flat=True)) >= {
        "visit.requested", "visit.visitor_named", "visit.read", "visit.approved"}  # fmt: skip


def test_a_refused_visit_shows_no_reason_and_no_calendar(client, visit):
    client.force_login(staff())
    client.post(f"{reverse('training_visits:detail', args=[visit.pk])}refuse/", {"reason": "a secret reason"})
    client.force_login(visit.requested_by)
    page = client.get(f"{base(visit)}{visit.public_id}/")

    assert "You are welcome to ask for other days" in page.content.decode()
    assert "secret" not in page.content.decode()
    assert client.get(f"{base(visit)}{visit.public_id}/calendar.ics").status_code == 404


def test_nobody_else_of_the_staff_sees_visits(client, visit):
    client.force_login(UserFactory(roles=[role for role in Role.values if role != Role.TRAINING]))
    addresses = [reverse("training_visits:index"), reverse("training_visits:detail", args=[visit.pk]),
                 reverse("training_itineraries:index"), reverse("training_visit_programmes:index")]  # fmt: skip

    assert all(client.get(address).status_code in {302, 403} for address in addresses)


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_take_the_same_queries_for_any_number(client, visit, number, django_assert_num_queries):
    for _one in range(number - 1):
        Visit.objects.create(
            agency=visit.agency, programme=visit.programme, requested_by=visit.requested_by, purpose="p", headcount=1,
            first_day=visit.first_day, last_day=visit.last_day,
        )  # fmt: skip
    client.get(base(visit))
    with django_assert_num_queries(6):
        client.get(base(visit))


def test_the_samples_template_becomes_two_days():
    load_training(sample())
    said = load_visits(sample())
    programme = VisitProgramme.objects.get()
    programme.max_visitors = 7
    programme.save()

    assert (said, load_visits(sample())) == ("on_site_visit: new.", "on_site_visit: as before.")
    assert (programme.days, VisitProgramme.objects.get().max_visitors) == (2, 7)
    assert [item.day for item in programme.items.all()] == [1, 1, 1, 1, 2, 2, 2]
    assert programme.items.last().title == "Closing, feedback and certificate"
    assert list(programme.prerequisites.values_list("code", flat=True)) == ["TMU-101", "TMU-102", "TMU-108"]
    assert load_visits(sample(), force=True) == "on_site_visit: updated."
    assert VisitProgramme.objects.get().items.count() == 7


@pytest.mark.parametrize(
    ("change", "place"),
    [({"days": 0}, "on_site_visit.days"), ({"prerequisite_modules": ["NO-1"]}, "on_site_visit.prerequisite_modules"),
     ({"max_visitors": "12"}, "on_site_visit.max_visitors"), ({"agenda": ["a"] * 101}, "on_site_visit.agenda")],
)  # fmt: skip
def test_a_mistaken_template_is_refused_naming_the_place(change, place):
    data = sample()
    data["on_site_visit"] |= change

    with pytest.raises(BadFile) as refused:
        load_visits(data)

    assert refused.value.problems[0].path == place
    assert not VisitProgramme.objects.exists()


def test_many_items_share_a_day_without_overlapping():
    rows = list(spread([str(number) for number in range(11)], 2))

    assert [day for day, *_rest in rows].count(1) == 6
    assert all(starts < ends for _day, starts, ends, _title in rows)
    assert all(one[2] <= two[1] for one, two in pairwise(rows) if one[0] == two[0])


def test_a_programme_without_rules_offers_nothing(client, visit):
    other = make_programme(title="Other")

    page = client.get(f"{base(visit)}new/").content.decode()

    assert page.count('type="radio" name="programme"') == 2
    assert other.title in page
