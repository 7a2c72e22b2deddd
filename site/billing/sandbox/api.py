"""Stripe's API: who asks, whether they asked before, and which function answers."""

import hashlib
import json
import re
from collections.abc import Callable

from billing.sandbox import forms, reading, refunds, sessions
from billing.sandbox.account import Account
from billing.sandbox.errors import ApiError
from billing.sandbox.faults import Fault, Faults
from billing.sandbox.messages import Request, Response, answer
from billing.sandbox.parameters import Params
from billing.sandbox.shapes import Thing, new_id
from billing.sandbox.store import Answer

Action = Callable[[Account, Request, Params, str], Thing]


def _create_session(account: Account, request: Request, params: Params, _: str) -> Thing:
    return reading.show(account, sessions.create(account, params, base_url=request.base_url), params)


def _expire_session(account: Account, _: Request, params: Params, identifier: str) -> Thing:
    return reading.show(account, sessions.expire(account, identifier), params)


def _session_lines(account: Account, _: Request, __: Params, identifier: str) -> Thing:
    return reading.lines(account.get("checkout.session", identifier, "session"))


def _create_refund(account: Account, _: Request, params: Params, __: str) -> Thing:
    return reading.show(account, refunds.create(account, params), params)


def _retrieve(kind: str) -> Action:
    return lambda account, _, params, identifier: reading.show(account, account.get(kind, identifier), params)


def _list(kind: str) -> Action:
    return lambda account, request, params, _: reading.listing(account, kind, params, url=request.path)


ROUTES: list[tuple[str, str, Action]] = [
    ("POST", r"/v1/checkout/sessions", _create_session),
    ("POST", r"/v1/checkout/sessions/(\w+)/expire", _expire_session),
    ("GET", r"/v1/checkout/sessions/(\w+)/line_items", _session_lines),
    ("POST", r"/v1/refunds", _create_refund),
    *(
        route
        for path, kind in {
            "checkout/sessions": "checkout.session",
            "payment_intents": "payment_intent",
            "charges": "charge",
            "refunds": "refund",
            "events": "event",
            "balance_transactions": "balance_transaction",
            "disputes": "dispute",
            "payouts": "payout",
        }.items()
        for route in (("GET", rf"/v1/{path}", _list(kind)), ("GET", rf"/v1/{path}/(\w+)", _retrieve(kind)))
    ),
]


def handle(account: Account, faults: Faults, request: Request) -> Response | None:
    """Answer one API request, or None for the silence `/_control` asked for."""
    fault = faults.next()
    if fault and not fault.after:
        return _broken(faults, fault)
    response = _respond(account, request)
    return _broken(faults, fault) if fault else response


def _broken(faults: Faults, fault: Fault) -> Response | None:
    if fault.kind == "silent":
        faults.ended.wait(fault.seconds)
        return None
    error = {"message": "An unknown error occurred (asked for through /_control).", "type": "api_error"}
    return answer({"error": error}, 500)


def _respond(account: Account, request: Request) -> Response:
    key = request.headers.get("idempotency-key", "") if request.method == "POST" else ""
    headers = {"Request-Id": new_id("req_")} | ({"Idempotency-Key": key} if key else {})
    try:
        _authorize(request)
        with account.store.lock:
            if key and (earlier := account.store.recall(key)):
                return _replay(earlier, request, headers, key)
            account.request = {"id": headers["Request-Id"], "idempotency_key": key or None}
            body = json.dumps(_dispatch(account, request), indent=2)
            if key:
                account.store.remember(key, Answer(_fingerprint(request), 200, body))
    except ApiError as error:
        return answer(error.body, error.status, **headers)
    return Response(200, body, headers=headers)


def _authorize(request: Request) -> None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise ApiError(
            "You did not provide an API key. You need to provide your API key in the Authorization header, "
            "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
            status=401,
        )
    if not re.fullmatch(r"sk_test_\w+", key):
        raise ApiError(f"Invalid API Key provided: {key[:8]}***", status=401)


def _dispatch(account: Account, request: Request) -> Thing:
    for method, pattern, action in ROUTES:
        match = re.fullmatch(pattern, request.path)
        if match and method == request.method:
            params = forms.parse(request.body if method == "POST" else request.query)
            return action(account, request, params, match[1] if match.groups() else "")
    raise ApiError(f"Unrecognized request URL ({request.method}: {request.path}).", status=404)


def _fingerprint(request: Request) -> str:
    return hashlib.sha256(f"{request.path}\n{request.body}".encode()).hexdigest()


def _replay(earlier: Answer, request: Request, headers: dict[str, str], key: str) -> Response:
    if earlier.request != _fingerprint(request):
        raise ApiError(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
    return Response(earlier.status, earlier.body, headers={**headers, "Idempotent-Replayed": "true"})
