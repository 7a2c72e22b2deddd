"""Addresses that no page has: characters no database stores, numbers no column holds."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from factories.conference import EditionFactory
from factories.people import UserFactory

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
PUBLIC = [
    "/%00/",
    "/conference/2027/register/%00/",
    "/conference/2027/register/place/%00/x/name/",
    "/conference/2027/register/place/x/%00/ticket/",
    "/conference/2027/register/waitlist/%00/x/",
    "/conference/2027/register/waitlist/x/%00/",
    "/conference/2027/register/invitation/%00/",
    "/conference/2027/register/order/%00/x/people/",
    "/conference/2027/register/place/%00/x/wait/",
    f"/conference/{HUGE}/register/",
    f"/conference/{HUGE}/agenda/",
    "/conference/2027/agenda/%00/",
    "/conference/2027/agenda/?day=%00&track=%00&room=%00&credit=%00",
    "/conference/2027/sessions/%00/",
    "/conference/2027/speakers/%00/",
    "/search/?q=a%00b",
    f"/search/?q=a&page={HUGE}",
    "/mailbox/?to=%00",
    f"/mailbox/{HUGE}/",
    "/mailbox/1/files/%00/",
    f"/documents/{HUGE}/x/",
    "/orders/xxxxxxxxxxxxxxxxxxxxxx/%00/",
    "/quotes/%00/",
    "/account/login/?next=%00",
    "/account/confirm-email/%00/",
    "/account/password/reset/key/%00-%00/",
]
STAFF = [
    "/admin/conference_waitlist/?q=%00&state=x",
    f"/admin/conference_discount_codes/?rule={HUGE}&q=%00",
    "/admin/conference_discount_uses/?q=%00",
    "/admin/conference_questions/?q=%00&edition=x",
    f"/admin/conference/registrations/1/answers/{HUGE}/",
    "/my/tickets/%00/",
    "/admin/conference/registrations/?q=%00",
    "/admin/conference/registrations/?q=%27+OR+1%3D1--&p=-1&ordering=%28select%29",
    f"/admin/conference/registrations/?edition={HUGE}&state=x&ticket_type=x",
    f"/admin/conference/registrations/{HUGE}/",
    "/admin/conference/registrations/1/x%00/",
    "/admin/finance/orders/?q=%00",
    f"/admin/finance/orders/{HUGE}/",
    "/admin/finance/orders/1/files/%00/",
    "/admin/finance/payments/?q=%00",
    f"/admin/finance/queue/{HUGE}/",
    "/admin/finance/invoices/?q=%00",
    "/admin/finance/purchase-orders/?q=%00&stage=x&file=x",
    f"/admin/finance/deposits/{HUGE}/?q=%00",
    "/admin/finance/bank/?q=%00&state=x&way=x",
    "/admin/finance/bank/statements/%00/",
    f"/admin/finance/accounts/one/?agency=%00&currency=x&since={HUGE}&until=%00",
    f"/admin/finance/accounts/?q=%00&p={HUGE}",
    "/admin/finance/accounts/files/%00/",
    "/admin/finance/reconciliation/%00/",
    "/admin/finance/journal/?account=%00&q=%00",
    f"/admin/conference/attendance/association/{HUGE}/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_strange_public_address_is_answered(path):
    EditionFactory()

    assert Client().get(path).status_code in {200, 302, 400, 404}


@pytest.mark.parametrize("path", STAFF)
def test_a_strange_address_for_staff_is_answered(path):
    user = UserFactory()
    user.groups.set(Group.objects.all())
    client = Client()
    client.force_login(user)

    assert client.get(path).status_code in {200, 302, 400, 404, 422}


def test_the_answer_says_what_to_do():
    answer = Client().get("/search/?q=a%00b")

    assert answer.status_code == 400
    assert "Go back and try again" in answer.content.decode()
