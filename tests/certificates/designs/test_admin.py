"""Staff write a template: previewed, checked, stored in versions, tried out, put to use."""

import html

import pytest
from factories.certificates import issued
from factories.people import UserFactory

from certificates.designs.models import Design
from certificates.designs.services import NotReady, design_for, use_design
from certificates.designs.trying import try_out
from certificates.issuing.documents import ensure_document
from people.roles import Role

pytestmark = pytest.mark.django_db
BASE = "/admin/credits/templates/"
BODY = "<h1>{{ kind }}</h1><p>{{ name }} {{ serial }}</p>{{ qr }}"


@pytest.fixture
def staff(client, settings):
    """An organizer in the admin."""
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    user = UserFactory(roles=[Role.ORGANIZER])
    client.force_login(user)
    return user


def typed(body=BODY, **values):
    return {"name": "Ours", "paper": "A4", "body": body, "style": "h1 { color: #14272f }", **values}


def test_a_template_in_use_becomes_its_next_version_and_the_issued_one_keeps_its_own(client, staff, run_tasks):
    first = issued()
    old = design_for("attendance")
    address = f"{BASE}{old.pk}/"
    assert old.name in client.get(BASE).content.decode()
    assert "{{ licence }}" in client.get(address).content.decode()

    stored = client.post(address, typed())
    run_tasks()
    new = Design.objects.get(code=old.code, version=2)
    client.post(f"{BASE}{new.pk}/use/")

    assert stored["Location"] == f"{BASE}{new.pk}/"
    assert (new.state, new.paper) == ("ready", "A4")
    assert client.get(f"{BASE}{new.pk}/sample/").getvalue().startswith(b"%PDF")
    assert design_for("attendance") == new
    assert (first.design, issued().design) == (old, new)
    assert ensure_document(issued()).size > 1000
    another = client.post(f"{BASE}{new.pk}/", typed(name="Another", copy=""))
    assert Design.objects.get(pk=another["Location"].split("/")[-2]).code == "another-1"


@pytest.mark.parametrize(
    ("body", "style", "said"),
    [
        ("{{ settings.SECRET_KEY }}", "", "is no value of a certificate"),
        ("{% for i in range(10**9) %}{% endfor %}", "", "a loop goes over the lines"),
        ('<img alt="" src="file:///etc/passwd">', "", "is refused"),
        (BODY, "p { background: url(http://169.254.169.254/) }", "is refused"),
        ("{{ licence }}", "", "Every certificate shows"),
        ("", "", "This field is required"),
    ],
)
def test_what_is_refused_is_said_in_form_and_preview_and_nothing_is_stored(client, staff, body, style, said):
    design = design_for("credit")
    address = f"{BASE}{design.pk}/"

    answers = [
        client.post(address, typed(body, style=style)),
        client.post(f"{address}preview/", typed(body, style=style)),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert said in answers[0].content.decode()
    assert body[:12] in html.unescape(answers[0].content.decode())
    assert Design.objects.get().body == design.body


def test_the_preview_runs_and_loads_nothing(client, staff):
    design = design_for("credit")

    stored = client.get(f"{BASE}{design.pk}/preview/")
    being_typed = client.post(f"{BASE}{design.pk}/preview/", typed(BODY + '<img alt="" src="asset:rings">'))

    assert "sandbox" in stored["Content-Security-Policy"]
    assert "default-src 'none'" in stored["Content-Security-Policy"]
    assert "17.5 hours" in stored.content.decode()
    assert being_typed.content.decode().count("data:image/") == 2


def test_a_template_that_does_not_print_is_not_used(monkeypatch):
    design = design_for("completion")
    Design.objects.update(in_use=False)
    monkeypatch.setattr("certificates.designs.press.PAGES_AT_MOST", 0)

    assert not try_out(design.pk, processes=0)
    design.refresh_from_db()
    assert design.problem == "more than 0 pages"
    with pytest.raises(NotReady):
        use_design(design=design, actor=None)


def test_only_credit_staff_and_organizers_write_templates(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=[Role.FINANCE]))

    assert client.get(BASE).status_code == 302
