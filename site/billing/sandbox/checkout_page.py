"""The hosted pay page: its forms, what they do, and where they lead."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from billing.sandbox import payments
from billing.sandbox.account import Account
from billing.sandbox.cards import Decline
from billing.sandbox.errors import ApiError
from billing.sandbox.messages import Request, Response, redirect
from billing.sandbox.pages.render import STYLE, page, pay_form
from billing.sandbox.sessions import KIND
from billing.sandbox.shapes import Thing

Fields = dict[str, str]
View = Callable[[Account, Request, Thing], Response]


def handle(account: Account, request: Request) -> Response:
    """Show or process one page of a session."""
    if request.path == "/c/checkout.css":
        return Response(200, STYLE, "text/css; charset=utf-8", {"Cache-Control": "max-age=3600"})
    match = re.fullmatch(r"/c/pay/(\w+)(/authenticate)?", request.path)
    with account.store.lock:
        session = account.store.find(KIND, match[1]) if match else None
        if not session or not match:
            return _page(None, "No such payment", page("message", text="This address leads to no payment."), 404)
        if session["status"] != "open":
            return _ended(session)
        view = VIEWS[request.method, match[2] or ""]
        try:
            return view(account, request, session)
        except ApiError as error:
            return _form(session, {}, refusal=str(error))


def _show(account: Account, request: Request, session: Thing) -> Response:
    return _form(session, {})


def _pay(account: Account, request: Request, session: Thing) -> Response:
    fields = {name: values[-1].strip() for name, values in parse_qs(request.body).items()}
    payer = {"email": fields.get("email", ""), "name": fields.get("billingName", "")}
    refusal: Decline | None
    if "accountNumber" in fields or "testAccount" in fields:
        number = fields.get("testAccount") or fields.get("accountNumber", "")
        routing = fields.get("routingNumber", "")
        refusal = payments.pay_by_bank(account, session["id"], routing=routing, number=number, **payer)
    else:
        number = fields.get("testCard") or fields.get("cardNumber", "")
        expiry, code = fields.get("cardExpiry", ""), fields.get("cardCvc", "")
        refusal = payments.pay_by_card(account, session["id"], number=number, expiry=expiry, code=code, **payer)
    return _form(session, fields, refusal=refusal.message) if refusal else _onward(account, session)


def _ask(account: Account, request: Request, session: Thing) -> Response:
    return _page(session, "Confirm it is you", page("authenticate", action=request.path))


def _authenticate(account: Account, request: Request, session: Thing) -> Response:
    approved = parse_qs(request.body).get("answer") == ["approve"]
    refusal = payments.authenticate(account, session["id"], approved=approved)
    return _form(session, {}, refusal=refusal.message) if refusal else _onward(account, session)


VIEWS: dict[tuple[str, str], View] = {
    ("GET", ""): _show,
    ("POST", ""): _pay,
    ("GET", "/authenticate"): _ask,
    ("POST", "/authenticate"): _authenticate,
}


def _onward(account: Account, session: Thing) -> Response:
    """Lead to the card issuer's question, or back to the shop."""
    session = account.get(KIND, session["id"])
    return redirect(f"/c/pay/{session['id']}/authenticate" if session["status"] == "open" else session["success_url"])


def _form(session: Thing, fields: Fields, *, refusal: str = "") -> Response:
    """Show the pay form, after a refusal with its reason and what was typed."""
    return _page(session, "Pay", pay_form(session, fields, refusal))


def _ended(session: Thing) -> Response:
    if session["status"] == "complete":
        return redirect(session["success_url"])
    text = "This payment page has expired. Nothing was charged. Go back to the shop to try again."
    return _page(session, "Expired", page("message", text=text, back=session["cancel_url"] or ""), 410)


def _page(session: Thing | None, title: str, content: str, status: int = 200) -> Response:
    """Wrap the content; the policy lets forms lead back to the shop and loads nothing but our own style."""
    targets = {urlsplit(url) for url in (session["success_url"], session["cancel_url"]) if url} if session else set()
    origins = sorted(f"{target.scheme}://{target.netloc}" for target in targets)
    policy = f"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self' {' '.join(origins)}"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response(status, page("frame", title=title, content=content), "text/html; charset=utf-8", headers)
