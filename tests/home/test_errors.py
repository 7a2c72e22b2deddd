"""Error pages that say what to do."""

import pytest
from django.test import Client, RequestFactory
from page_checks import faults

from home import errors


def test_unknown_address_offers_search_and_the_home_page(pages, read):
    soup = read("/nothing/here/", status=404)

    assert faults(soup) == []
    assert soup.find("form", role="search")["action"] == "/search/"


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.permission_denied, 403),
        (errors.not_found, 404),
        (errors.too_many, 429),
        (errors.csrf_failure, 403),
    ],
)
def test_error_page_is_whole(pages, rf, view, status):
    request = rf.get("/somewhere/")
    request.user = type("Anonymous", (), {"is_authenticated": False})()

    response = view(request)

    assert response.status_code == status
    assert b"<h1>" in response.content


def test_server_error_page_needs_no_database_and_names_the_request(django_assert_num_queries, db):
    request = RequestFactory().get("/")
    request.request_id = "abc-123"
    with django_assert_num_queries(0):
        response = errors.server_error(request)

    assert response.status_code == 500
    assert b"abc-123" in response.content


def test_form_without_token_is_refused_with_advice(pages):
    response = Client(enforce_csrf_checks=True).post("/contact/", {"name": "Robin"})

    assert response.status_code == 403
    assert b"once more" in response.content


def test_too_many_says_when_to_come_back(rf, pages):
    request = rf.get("/")
    request.user = type("Anonymous", (), {"is_authenticated": False})()

    assert errors.too_many(request)["Retry-After"] == "600"
