"""Bank statements: read however the bank writes them, taken in once, matched by a person's word."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories import billing as make
from factories.people import UserFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.audit import find_errors
from billing.bank.cells import read_amount
from billing.bank.matching import open_claims, propose
from billing.bank.models import BankLine, BankStatement
from billing.bank.reading import read_statement
from billing.bank.services import confirm_match, take_in
from billing.deposits.services import undo_allocation
from billing.errors import DecidedError
from billing.invoices.services import issue_invoice
from billing.orders.models import Order
from core.imports.tables import Unreadable

EUROPEAN = "Buchungstag;Auftraggeber;Verwendungszweck;Betrag\n03.02.2027;Zürich Polizei;RE 1;1.095,00\n"
AMERICAN = 'Date,Description,Amount\n02/13/2027,CITY OF EXAMPLE INV,"1,095.00"\n02/03/2027,FEE,(12.50)\n'


def read(text, encoding="utf-8", **options):
    return read_statement(text.encode(encoding), currency="USD", **options)


def shown(reading):
    return [(item.day.isoformat(), str(item.amount), item.payer or item.text) for item in reading.movements]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_statement_is_read_in_any_encoding(encoding):
    assert shown(read(EUROPEAN, encoding)) == [("2027-02-03", "1095.00", "Zürich Polizei")]


def test_american_dates_and_amounts_preambles_and_split_columns_are_read():
    split = (
        "Account;123,45,67\n\nFecha;Concepto;Debit;Credit\n2027-02-03;a;;7\n20270204;b;9.5;\n5 Feb 2027;c;;1 000.00\n"
    )

    assert shown(read(AMERICAN)) == [("2027-02-13", "1095.00", "CITY OF EXAMPLE INV"), ("2027-02-03", "-12.50", "FEE")]
    assert [row[:2] for row in shown(read(split))] == [
        ("2027-02-03", "7.00"), ("2027-02-04", "-9.50"), ("2027-02-05", "1000.00"),
    ]  # fmt: skip


def test_lines_of_two_encodings_in_one_file_are_read():
    content = "Date,Name,Amount\n2027-01-02,Zoë,1.00\n".encode() + "2027-01-03,Zoë,2.00\n".encode("cp1252")

    assert [item.payer for item in read_statement(content, currency="USD").movements] == ["Zoë", "Zoë"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Date,Amount\n02/03/2027,5.00\n", "month or the day"),
        ('Date,Amount\n2027-02-03,"1,234"\n', "decimal mark"),
        ("Date,Amount\n13/02/2027,1.00\n02/13/2027,1.00\n", "some month first"),
        ("Date;Amount\n2027-02-03;1.234,56\n2027-02-03;1,234.56\n", "decimal points"),
        ("Name,Town\nx,y\n", "No row names the columns"),
        ("", "No row names the columns"),
        ("Date,Amount\n" + "2027-02-03,1.00\n" * 10_001, "more than 10000 rows"),
    ],
)
def test_what_can_be_read_in_two_ways_or_not_at_all_is_asked_about(text, says):
    with pytest.raises(Unreadable, match=says):
        read(text)


def test_faulty_rows_are_named_and_left_out():
    cells = ["=1+1", "0", "9" * 30, "1.005", "NaN", "", "1e5", "--5", "12345678901.00", "5.00"]
    reading = read("Date,Amount,Name\n" + "".join(f"2027-02-03,{cell},=cmd|x\n" for cell in cells) + "2027-02-30,1,x\n")

    assert [str(item.amount) for item in reading.movements] == ["5.00"]
    assert [problem.split(":")[0] for problem in reading.problems] == [f"Row {row}" for row in [*range(2, 11), 12]]
    assert read('Date,Amount\n02/03/2027,"1,234"\n', day_order="us", decimal_mark=".").movements[0].day == date(
        2027, 2, 3
    )


@settings(max_examples=50, deadline=None)
@given(amount=st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999999999.99"), places=2), point=st.booleans())
def test_every_amount_is_read_as_it_was_written(amount, point):
    text = f"{amount:,.2f}"
    text = text if point else text.translate(str.maketrans(",.", ".,"))

    mark = "." if point else ","
    assert [read_amount(form, mark) for form in (text, f"-{text}", f"({text})", f"$ {text}", f"{text} USD")] == [
        amount, -amount, -amount, amount, amount,
    ]  # fmt: skip


@pytest.fixture
def finance(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    user = UserFactory(roles=["finance"])
    client.force_login(user)
    return client


def taken_in(*rows):
    statement, _made = BankStatement.objects.get_or_create(digest=f"d{BankStatement.objects.count()}", name="x.csv")
    text = "Date,Name,Reference,Amount\n" + "".join(f"2027-02-03,{row}\n" for row in rows)
    take_in(statement=statement, movements=read(text).movements, actor=None)
    return list(BankLine.objects.order_by("pk"))


def proposals(line):
    found = propose(amount=line.amount, currency=line.currency, payer=line.payer, text=line.text, claims=open_claims())
    return [([claim.order for claim in proposal.claims], proposal.reason.value) for proposal in found]


@pytest.mark.django_db
def test_references_amounts_and_names_propose_and_money_that_went_out_does_not():
    town = make.order(method="purchase_order", billing=make.BillTo(agency="Springfield Police", reference="PO-77"))
    county = make.order(make.ticket("50.00"), method="check", billing=make.BillTo(agency="Orange County Sheriff"))
    again = make.order(make.ticket("25.00"), method="check", billing=make.BillTo(agency="Orange County Sheriff"))
    number = issue_invoice(order=town).number.replace("-", " ")
    lines = taken_in(
        f"X,payment {number},1095.00", "Y,po-77,1000.00", "SHERIFF ORANGE,thanks,50.00", "Z,,25.00",
        "Orange County Sheriff,two,75.00", "Z,PO-77,-1095.00", "Z,nothing,3.33",
    )  # fmt: skip

    assert [proposals(line) for line in lines] == [
        [([town.pk], "all")],
        [([town.pk], "reference")],
        [([county.pk], "name")],
        [([again.pk], "amount")],
        [([county.pk, again.pk], "name")],
        [],
        [],
    ]


@pytest.mark.django_db
def test_an_order_is_found_by_a_number_that_has_no_figure_in_it():
    order = make.order(method="check")
    Order.objects.filter(pk=order.pk).update(number="TM-ABCDEFGH")

    (found,) = propose(
        amount=Decimal("1095.00"), currency="USD", payer="", text="for tm abcdefgh", claims=open_claims()
    )

    assert (found.is_sure, found.claims[0].order) == (True, order.pk)


@pytest.mark.django_db
def test_a_match_is_confirmed_once_and_a_wrong_one_is_undone():
    wrong, right = make.order(method="check"), make.order(method="check")
    (line,) = taken_in("City,x,1100.00")

    deposit = confirm_match(line=line, orders=[wrong.pk, 10**9], actor=None)
    with pytest.raises(DecidedError):
        confirm_match(line=line, orders=[right.pk], actor=None)
    undo_allocation(deposit=deposit, entry=deposit.transactions.get(), reason="not theirs", actor=None)

    states = dict(Order.objects.values_list("pk", "state"))
    assert states == {wrong.pk: "awaiting", right.pk: "awaiting"}
    assert deposit.rest == Decimal("1100.00")
    assert list(find_errors()) == []


@pytest.mark.django_db
def test_a_statement_is_shown_first_taken_in_once_and_many_matches_are_booked(finance):
    orders = [make.order(method="check") for _each in range(2)]
    text = "Date,Reference,Amount\n" + "".join(f"2027-02-03,{order.number},1095.00\n" for order in orders)

    def send(content=text, **options):
        file = SimpleUploadedFile("bank.csv", content.encode())
        values = {"file": file, "currency": "USD", "day_order": "auto", "decimal_mark": "auto", **options}
        return finance.post(reverse("finance_bank:send"), values)

    page = send().url
    assert finance.get(page).context["counts"] == {"rows": 2, "new": 2, "known": 0}
    assert not BankLine.objects.exists()
    for _again in range(2):
        finance.post(page)
        assert send().url == page
    # Another file with one of the movements again brings only the other.
    finance.post(send(text + "2027-02-04,new,1.00\n").url)
    assert BankLine.objects.count() == 3
    assert send("Name\n").status_code == 422
    assert send(currency="=1").status_code == 422

    listed = finance.get(reverse("finance_bank:index"))
    sure = [f"{line.pk}:{p[0].claims[0].order}" for line, p in listed.context["rows"] if p]
    finance.post(reverse("finance_bank:decide"), {"match": [*sure, sure[0]]})
    assert {order.state for order in Order.objects.all()} == {"paid"}
    last = BankLine.objects.get(state="open")
    finance.post(reverse("finance_bank:decide"), {"one": f"ignore-{last.pk}", f"reason-{last.pk}": "interest"})
    last.refresh_from_db()
    assert (last.state, last.reason) == ("ignored", "interest")
    assert list(find_errors()) == []


@pytest.mark.django_db
def test_the_list_takes_the_same_queries_for_one_and_three(finance, django_assert_num_queries):
    url = reverse("finance_bank:index")
    order = make.order(method="check")
    taken_in(f"a,{order.number},1.00")
    finance.get(url)
    with CaptureQueriesContext(connection) as one:
        finance.get(url)
    for row in "bc":
        taken_in(f"{row},{make.order(method='check').number},1.00")
    with django_assert_num_queries(len(one)):
        finance.get(url)


@pytest.mark.django_db
def test_only_finance_books_what_the_bank_says(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    order = make.order(method="check")
    (line,) = taken_in("a,b,1.00")
    client.force_login(UserFactory(roles=["organizer"]))

    assert client.get(reverse("finance_bank:index")).status_code == 200
    client.post(reverse("finance_bank:decide"), {"match": [f"{line.pk}:{order.pk}"]})
    assert client.get(reverse("finance_bank:send")).status_code == 302
    assert not order.transactions.exists()
