"""Anybody may ask whether a certificate is valid; nobody learns a name they do not know."""

from dataclasses import replace
from datetime import date

import pytest
from factories.certificates import draft, issued

from certificates.issuing.models import Certificate
from certificates.issuing.serial import new_serial
from certificates.issuing.services import issue, renew_link, revoke
from certificates.verification.knowing import knows

pytestmark = pytest.mark.django_db


def page(client, certificate, **posted):
    path = f"/verify/{certificate.printed_serial}/"
    answer = client.post(path, posted) if posted else client.get(path)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        *((typed, True) for typed in ("cruz-ibanez", "CRUZ", "Ibáñez", "ana", "ana cruz", "de la Cruz-Ibáñez")),
        *((typed, False) for typed in ("cru", "smith", "ana smith", "", " . ", "a")),
    ],
)
def test_any_whole_word_of_the_name_is_enough_and_no_part_of_one(typed, known):
    assert knows("Ana María de la Cruz-Ibáñez", typed) is known


@pytest.mark.parametrize(
    ("name", "typed"), [("王小明", "王小明"), ("محمد بن راشد", "راشد"), ("กมล ศรีสุข", "ศรีสุข"), ("Sean O'Neill", "Neill")]
)
def test_names_of_other_scripts_are_known_too(name, typed):
    assert knows(name, typed)


def test_a_stranger_sees_that_it_is_valid_and_not_whose(client):
    status, text = page(client, issued())

    assert (status, "Valid" in text) == (200, True)
    assert "Cruz" not in text


def test_the_name_shows_to_whoever_knows_it(client):
    certificate = issued()

    assert "Cruz-Ibáñez" in page(client, certificate, name="IBANEZ")[1]
    assert page(client, certificate, name="Smith")[0] == 422
    assert "Cruz" not in page(client, certificate, name="Smith")[1]


def test_the_holders_link_shows_it_until_it_is_taken_back(client):
    certificate = issued()
    path = f"/verify/{certificate.printed_serial}/?by={certificate.link}"
    before = client.get(path).content.decode()
    renew_link(certificate=certificate, actor=None)

    assert "Cruz-Ibáñez" in before
    assert "Cruz" not in client.get(path).content.decode()


def test_all_states_stay_public_for_ever(client):
    wanted = draft()
    issue(drafts=[wanted])
    issue(drafts=[replace(wanted, name="Ana Ibáñez")])
    old, new = Certificate.objects.order_by("pk")
    revoke(certificate=new, reason="issued in error", actor=None)
    expired = issued(expires_on=date(2020, 1, 1))

    texts = [page(client, item)[1] for item in (old, new, expired)]
    statuses = [client.get(f"/verify/{item.printed_serial}.json").json()["status"] for item in (old, new, expired)]

    assert new.printed_serial in texts[0]
    assert "issued in error" in texts[1]
    assert statuses == ["superseded", "revoked", "expired"]


def test_mistyped_and_unknown_are_told_apart(client):
    certificate = issued()
    swapped = certificate.serial[1] + certificate.serial[0] + certificate.serial[2:]
    wrong = swapped if swapped != certificate.serial else "1" + certificate.serial[1:]

    mistyped, unknown = client.get(f"/verify/{wrong}/"), client.get(f"/verify/{new_serial()}/")

    assert (mistyped.status_code, unknown.status_code) == (404, 404)
    assert "mistyped" in mistyped.content.decode()
    assert "never issued" in unknown.content.decode()


def test_the_form_forgives_how_a_serial_is_typed(client):
    certificate = issued()

    answer = client.get("/verify/", {"serial": certificate.serial.lower().replace("0", "o")})

    assert answer.url == f"/verify/{certificate.printed_serial}/"
    assert client.get("/verify/", {"serial": "nonsense"}).status_code == 422


def test_a_program_learns_no_name_and_nothing_is_indexed(client):
    certificate = issued()

    answer = client.get(f"/verify/{certificate.printed_serial}.json")

    assert "Cruz" not in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_two_hundred_guesses_find_nothing(client):
    certificate = issued()
    answers = [client.get(f"/verify/{new_serial()}/").status_code for _guess in range(200)]

    assert set(answers) == {404, 429}
    assert answers.count(404) <= 60
    assert page(client, certificate)[0] == 429


def test_two_hundred_names_find_nothing_even_with_the_right_one_among_them(client):
    certificate = issued()
    path = f"/verify/{certificate.printed_serial}/"
    answers = [client.post(path, {"name": "Cruz" if number > 10 else f"guess{number}"}) for number in range(200)]

    assert {answer.status_code for answer in answers} == {422, 429}
    assert {answer["X-Robots-Tag"] for answer in answers} == {"noindex, nofollow"}
    assert not any("Cruz-Ib" in answer.content.decode() for answer in answers)


def test_the_family_name_counts_where_it_is_not_printed_and_a_name_of_one_letter_is_known(client):
    certificate = issued(name="小明", family="王")

    assert "小明" in page(client, certificate, name="王")[1]
    assert [knows("X", "x"), knows("X", "y"), knows("X Y", "x"), knows("X Y", "y x")] == [True, False, False, True]
