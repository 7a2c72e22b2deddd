"""`/_control`: errors, silence, and what it refuses."""

import http.client
from collections.abc import Callable
from typing import Any

import pytest
import stripe
from factories.sandbox import checkout, connect

from billing.sandbox.server import Sandbox, serve
from billing.sandbox.store import Store


def test_fail_answers_500_so_many_times(client: stripe.StripeClient, control: Callable[..., Any]) -> None:
    control("fail", times=2)

    for _ in range(2):
        with pytest.raises(stripe.APIError) as failure:
            client.v1.checkout.sessions.create(checkout())
        assert failure.value.http_status == 500
    assert client.v1.checkout.sessions.list().data == []


def test_lost_answer_is_found_again_by_its_key(sandbox: Sandbox, control: Callable[..., Any]) -> None:
    control("fail", times=1, after=True)

    session = connect(sandbox, max_network_retries=1).v1.checkout.sessions.create(checkout())

    assert session.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(control("state")["sessions"]) == 1


def test_silence_ends_in_a_connection_error(client: stripe.StripeClient, control: Callable[..., Any]) -> None:
    control("silent", times=1, seconds=0.1)

    with pytest.raises(stripe.APIConnectionError):
        client.v1.checkout.sessions.create(checkout())
    assert client.v1.checkout.sessions.list().data == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"action": "explode"}, "Unknown action"),
        ({"action": "fail", "times": "2"}, "fail takes"),
        ({"action": "fail", "often": 2}, "fail takes"),
        ({"action": "pay"}, "pay needs session"),
        ({"action": "pay", "session": "cs_test_none"}, "No such checkout.session"),
        ({"action": "__init__"}, "Unknown action"),
    ],
)
def test_wrong_commands_are_refused(control: Callable[..., Any], fields: dict[str, Any], says: str) -> None:
    assert says in control(**fields)["error"]["message"]


@pytest.mark.parametrize(("kind", "status"), [("text/plain", 415), ("application/json", 400)])
def test_only_json_is_taken(sandbox: Sandbox, kind: str, status: int) -> None:
    connection = http.client.HTTPConnection("localhost", sandbox.server_address[1], timeout=5)

    connection.request("POST", "/_control", "[1]", {"Content-Type": kind})

    assert connection.getresponse().status == status
    connection.close()


def test_reset_forgets_everything(client: stripe.StripeClient, control: Callable[..., Any]) -> None:
    client.v1.checkout.sessions.create(checkout())
    control("fail", times=5)

    state = control("reset")

    assert (state["sessions"], state["faults"]) == ([], [])


def test_state_survives_in_its_file(tmp_path: Any) -> None:
    file = tmp_path / "sandbox" / "state.sqlite3"
    first = Store(file)
    first.save({"object": "refund", "id": "re_1", "amount": 5})
    first.close()

    second = Store(file)

    assert second.find("refund", "re_1") == {"object": "refund", "id": "re_1", "amount": 5}
    second.close()
    assert callable(serve)
