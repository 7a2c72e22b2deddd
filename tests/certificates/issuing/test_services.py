"""Issued once, never changed, superseded by what says something else, revoked for ever."""

import io
import unicodedata
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from django.core.management import CommandError, call_command
from django.db import connection
from factories.certificates import draft, issued
from factories.people import UserFactory
from pypdf import PdfReader

from certificates.issuing.documents import address_of, ensure_document
from certificates.issuing.models import Certificate, Frozen
from certificates.issuing.services import Incomplete, NotValid, issue, revoke

pytestmark = pytest.mark.django_db


def codes_of(pdf):
    """Return what an independent reader finds on the rendered first page."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def test_the_same_draft_is_issued_once():
    wanted = draft()

    done = [issue(drafts=[wanted]) for _run in range(2)]

    assert [(run.made, run.unchanged) for run in done] == [(1, 0), (0, 1)]
    assert Certificate.objects.get().says["name"] == wanted.name


def test_what_says_something_else_supersedes_and_both_stay():
    wanted = draft()
    issue(drafts=[wanted])
    issue(drafts=[replace(wanted, name="Ana Ibáñez")])

    old, new = Certificate.objects.order_by("pk")
    assert (old.status, new.status, new.supersedes) == ("superseded", "valid", old)
    assert old.says["name"] == wanted.name


def test_a_missing_value_names_whose_and_issues_nothing():
    with pytest.raises(Incomplete) as refused:
        issue(drafts=[draft(), draft(name=" ", holder_key="user:9")])

    assert refused.value.whose == ["user:9"]
    assert not Certificate.objects.exists()


def test_nothing_of_it_changes_afterwards():
    certificate = issued()
    certificate.snapshot = "{}"

    for act in (
        certificate.save,
        certificate.delete,
        lambda: certificate.save(update_fields=["snapshot"]),
        lambda: Certificate.objects.update(snapshot="{}"),
        Certificate.objects.all().delete,
    ):
        with pytest.raises(Frozen):
            act()


def test_a_revoked_one_stays_is_not_given_again_and_makes_room_for_a_corrected_one():
    wanted = draft()
    issue(drafts=[wanted])
    first = Certificate.objects.get()
    revoke(certificate=first, reason="issued in error", actor=None)
    with pytest.raises(NotValid):
        revoke(certificate=first, reason="again", actor=None)

    again = issue(drafts=[wanted])
    corrected = issue(drafts=[replace(wanted, name="Ana Ibáñez")])

    assert (again.made, corrected.made) == (0, 1)
    assert sorted(Certificate.objects.values_list("state", flat=True)) == ["revoked", "valid"]


def test_the_name_lies_encrypted():
    issued()

    with connection.cursor() as cursor:
        cursor.execute("SELECT snapshot FROM certificates_certificate")
        (stored,) = cursor.fetchone()
    assert "Cruz" not in stored


def test_the_command_finds_what_was_altered(capsys):
    certificate = issued()
    call_command("verify_certificates")
    assert "1 certificates are in order" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("UPDATE certificates_certificate SET snapshot_digest = 'x' WHERE id = %s", [certificate.pk])

    with pytest.raises(CommandError):
        call_command("verify_certificates")


@pytest.mark.parametrize("name", ["محمد بن راشد", "יעל כהן", "กมล ศรีสุข", "王小明", "X", "Ó" + "x" * 119])
def test_the_pdf_is_tagged_and_holds_name_serial_and_address(name):
    certificate = issued(name=name, holder=UserFactory())

    file = ensure_document(certificate)

    with file.content.open("rb") as stream:
        pdf = stream.read()
    reader = PdfReader(io.BytesIO(pdf))
    text = "".join(page.extract_text() for page in reader.pages)
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert certificate.printed_serial in text
    # Letters joined by their neighbours are read back as themselves, whatever the direction of the line.
    read = unicodedata.normalize("NFKC", text)
    assert set(unicodedata.normalize("NFKC", name)) - set(read) == set()
    assert name.isascii() is False or name in text
    assert len(reader.pages) == 1
    assert address_of(certificate).split("//")[1].split("/")[0] in text.replace("\n", "")
    assert codes_of(pdf) == {address_of(certificate)}
    assert ensure_document(certificate) == file
