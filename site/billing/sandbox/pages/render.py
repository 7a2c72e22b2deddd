"""Fill the page templates; every value is escaped unless it is HTML made here."""

import html
from pathlib import Path
from string import Template

from billing.sandbox.cards import ROUTING_NUMBER
from billing.sandbox.shapes import Thing

FOLDER = Path(__file__).parent
STYLE = (FOLDER / "checkout.css").read_text()
WHOLE_UNITS = {"clp", "jpy", "krw", "vnd"}

TEST_CARDS = {
    "4242 4242 4242 4242": "succeeds",
    "4000 0000 0000 0002": "is declined",
    "4000 0025 0000 3155": "asks for authentication",
}
TEST_ACCOUNTS = {"000123456789": "the money arrives a little later", "000111111113": "the bank sends the money back"}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def page(template: str, /, **values: str) -> Html:
    """Return a template of this folder with its `$names` filled in."""
    safe = {key: value if isinstance(value, Html) else html.escape(value) for key, value in values.items()}
    if template == "message":
        safe["link"] = f'<p><a href="{safe["back"]}">Back to the shop</a></p>' if safe.get("back") else ""
    return Html(Template((FOLDER / f"{template}.html").read_text()).substitute(safe))


def amount(minor: int, currency: str) -> str:
    """Return an amount as a payer reads it."""
    whole = currency in WHOLE_UNITS
    number = f"{minor:,}" if whole else f"{minor / 100:,.2f}"
    return f"${number}" if currency == "usd" else f"{number} {currency.upper()}"


def pay_form(session: Thing, fields: dict[str, str], refusal: str) -> Html:
    """Return the pay page's content: what is bought, the ways to pay, the test numbers."""
    methods = session["payment_method_types"]
    common = {"action": f"/c/pay/{session['id']}", "pay": f"Pay {amount(session['amount_total'], session['currency'])}"}
    cancel = f'<p class="cancel"><a href="{html.escape(session["cancel_url"])}">Cancel and go back</a></p>'
    return page(
        "pay",
        refusal=Html(
            f'<p class="refusal" role="alert">{html.escape(refusal)} Nothing was charged; you can try again.</p>'
            if refusal
            else ""
        ),
        items=Html("".join(_item(item) for item in session["_line_items"])),
        total=amount(session["amount_total"], session["currency"]),
        forms=Html("".join(FORMS[method](session, fields, common) for method in methods)),
        cancel=Html(cancel if session["cancel_url"] else ""),
    )


def _card_form(session: Thing, fields: dict[str, str], common: dict[str, str]) -> Html:
    return page(
        "card",
        **common,
        payer=_payer(session, fields, "email"),
        number=fields.get("testCard") or fields.get("cardNumber", ""),
        expiry=fields.get("cardExpiry", "12/34"),
        code=fields.get("cardCvc", "123"),
        name=fields.get("billingName", ""),
        tests=_tests("testCard", TEST_CARDS),
    )


def _bank_form(session: Thing, fields: dict[str, str], common: dict[str, str]) -> Html:
    return page(
        "bank",
        **common,
        payer=_payer(session, fields, "bankEmail"),
        routing=fields.get("routingNumber", ROUTING_NUMBER),
        account=fields.get("testAccount") or fields.get("accountNumber", ""),
        tests=_tests("testAccount", TEST_ACCOUNTS),
    )


FORMS = {"card": _card_form, "us_bank_account": _bank_form}


def _item(item: Thing) -> str:
    price = amount(item["amount_total"], item["currency"])
    count = f" × {item['quantity']}" if item["quantity"] > 1 else ""
    return f"<div><dt>{html.escape(item['description'])}{count}</dt><dd>{price}</dd></div>"


def _payer(session: Thing, fields: dict[str, str], identifier: str) -> Html:
    if session["customer_email"]:
        return Html(f'<p class="payer">Receipt to {html.escape(session["customer_email"])}</p>')
    value = html.escape(fields.get("email", ""))
    field = f'<input id="{identifier}" name="email" type="email" autocomplete="email" value="{value}">'
    return Html(f'<p><label for="{identifier}">E-mail</label>{field}</p>')


def _tests(name: str, numbers: dict[str, str]) -> Html:
    rows = (
        f'<li><button name="{name}" value="{number}" formnovalidate><code>{number}</code></button> {what}</li>'
        for number, what in numbers.items()
    )
    return Html(f'<ul class="tests">{"".join(rows)}</ul>')
