"""The association's list: looked at first, then taken as a whole, kept as digests."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories.people import UserFactory
from factories.vetting import member
from openpyxl import Workbook

from conference.registration.vetting.members.models import MemberRecord
from conference.registration.vetting.members.numbers import number_key
from conference.registration.vetting.members.services import check_members, read_members
from core.audit.models import AuditEntry
from core.imports.tables import Unreadable

pytestmark = pytest.mark.django_db
PAGE = "/admin/conference/vetting/members/"
GOOD = "number,name,email,expires\nA-1,Ana Ruiz,ana@x.example,2027-12-31\nA-2,Bo Berg,,\n"


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


def upload(text, name="members.csv"):
    return {"table": SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())}


def test_a_list_is_looked_at_then_takes_the_old_ones_place(client, staff):
    member("Z-9", email="z@x.example")

    looked = client.post(PAGE, upload(GOOD))
    assert (looked.status_code, MemberRecord.objects.count()) == (200, 1)
    client.post(PAGE, {"take": "1"})

    assert set(MemberRecord.objects.values_list("number_key", flat=True)) == {number_key("a1"), number_key("A2")}
    entry = AuditEntry.objects.get(action="members.imported")
    assert entry.changes == {"rows": 2, "new": 2, "gone": 1}
    assert client.post(PAGE, {"take": "1"}).status_code == 302
    assert MemberRecord.objects.count() == 2


def test_a_workbook_is_read_with_its_dates(staff):
    book = Workbook()
    book.active.append(["Number", "Email", "Expires"])
    book.active.append([4711, "ana@x.example", __import__("datetime").date(2027, 5, 1)])
    content = io.BytesIO()
    book.save(content)

    report = check_members(read_members(content.getvalue()))

    assert [(row.number_key, str(row.expires_on)) for row in report.records] == [(number_key("4711"), "2027-05-01")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A-1,Ana,not an address,", "Row 2, email"),
        ("abc,Ana,,", "Row 2, number"),
        (",Ana,a@x.example,", "Row 2, number"),
        ("A-1,,,", "Row 2, email"),
        ("A-1,Ana,,31/12/2027", "Row 2, expires"),
        ("A-1,Ana,,1066-01-01", "Row 2, expires"),
        ("A-1,Ana,,\nA 1,Bo,,", "Row 3, number"),
        (f"{'9' * 41},Ana,,", "Row 2, number"),
    ],
)
def test_each_fault_is_said_by_its_row_and_nothing_is_stored(client, staff, row, said):
    answer = client.post(PAGE, upload(f"number,name,email,expires\n{row}\n"))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MemberRecord.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"name\nAna\n", b"PK\x03\x04broken", b"number\n"])
def test_what_is_no_list_is_refused(client, staff, content):
    assert client.post(PAGE, upload(content)).status_code == 422
    with pytest.raises(Unreadable):
        read_members(content)


def test_a_formula_is_no_value():
    book = Workbook()
    book.active.append(["number", "name"])
    book.active.append(["=1+1", "Ana"])
    content = io.BytesIO()
    book.save(content)

    assert "formula" in check_members(read_members(content.getvalue())).faults[0]


def test_nobody_can_read_the_list(client, staff):
    client.post(PAGE, upload(GOOD))
    client.post(PAGE, {"take": "1"})

    stored = str(list(MemberRecord.objects.values()))
    assert "Ana" not in stored
    assert "ana@" not in stored
    assert "A-1" not in stored
