"""Badges on paper: every sheet fits its page, every code reads back, every name is there whole."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.core.management import CommandError, call_command
from factories.badges import admitted, badged
from factories.conference import AppearanceFactory, EditionFactory, SpeakerFactory, WithheldSpeakerFactory
from pypdf import PdfReader

from conference.attendance.models import Badge, BadgePrint
from conference.attendance.printing.document import NAME_SIZES, document
from conference.attendance.printing.faces import Access, Ribbon, access_of, faces
from conference.attendance.printing.sheets import SHEETS
from conference.attendance.services.badges import issue_badge
from conference.attendance.services.printing import (
    KEEP,
    Selection,
    ask_print,
    badges_pdf,
    chosen_places,
    expire_prints,
    issue_missing,
)  # fmt: skip

NAMES = (
    "Lo",
    "Ж",
    "Maximiliane Theodora Featherstonehaugh Wolfeschlegel de la Santisima Trinidad y Castellanos de los Rios III",
    "ياسمين حداد",
    "שרה כהן לוי",
    "สมชาย ใจดี",
    "王小明",
)


def codes_of(pdf, page=0, scale=3):
    """Return what an independent reader finds on the rendered page."""
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=scale).to_pil()
    return {found.text for found in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_place_of_a_sheet_lies_on_its_page_and_on_no_other(sheet):
    corners = list(sheet.corners())
    height = sheet.badge[1] * (2 if sheet.folded else 1)

    assert len(corners) == sheet.on_a_page
    for left, top in corners:
        assert left >= 0
        assert top >= 0
        assert left + sheet.badge[0] <= sheet.page[0] + 0.01
        assert top + height <= sheet.page[1] + 0.01
        for other_left, other_top in corners:
            apart = abs(left - other_left) >= sheet.badge[0] - 0.01 or abs(top - other_top) >= height - 0.01
            assert apart or (left, top) == (other_left, other_top)


@pytest.mark.django_db
@pytest.mark.parametrize("code", SHEETS)
def test_codes_are_read_back_from_every_sheet(code):
    edition = EditionFactory()
    badges = [badged(edition=edition) for _number in range(2)]
    sheet = SHEETS[code]

    pdf = badges_pdf(edition=edition, sheet=sheet, badges=badges)

    found = set().union(*(codes_of(pdf, page) for page in range(len(PdfReader(io.BytesIO(pdf)).pages))))
    assert found == {badge.token for badge in badges}


@pytest.mark.django_db
def test_names_of_every_script_are_whole_and_have_their_glyphs():
    edition = EditionFactory()
    badges = [badged(edition=edition, name=name) for name in NAMES]

    pdf = badges_pdf(edition=edition, sheet=SHEETS["4x3"], badges=badges)

    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == len(NAMES)
    fonts = {font.get_object()["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert not [font for font in fonts if "LastResort" in font]
    for name, page in zip(NAMES[:3], reader.pages, strict=False):
        shown = page.extract_text().replace("\n", " ")
        assert " ".join(name.split()) in " ".join(shown.split())


@pytest.mark.django_db
def test_a_name_of_120_letters_is_small_and_one_of_two_is_large():
    edition = EditionFactory()
    made = faces(edition, [badged(edition=edition, name=name) for name in ("Lo", "M" * 120)])

    (page,) = document(edition, SHEETS["letter-6"], made)["pages"]

    assert [NAME_SIZES[laid.name_size] for laid in page] == [44.0, 12.0]


@pytest.mark.django_db
def test_the_agency_is_shown_only_if_the_person_wants_it():
    edition = EditionFactory()
    badges = [badged(edition=edition, agency="Canary Ridge Police Department") for _number in range(2)]
    badges[1].registration.agency_on_badge = True

    assert [face.agency for face in faces(edition, badges)] == ["", "Canary Ridge Police Department"]


def test_access_is_a_shape_for_the_strongest_clearance():
    assert [access_of(kinds) for kinds in ((), ("member",), ("government", "member"), ("government", "sworn"))] == [
        Access.CIRCLE,
        Access.CIRCLE,
        Access.SQUARE,
        Access.TRIANGLE,
    ]


@pytest.mark.django_db
def test_a_withheld_speaker_gets_no_speakers_ribbon():
    edition = EditionFactory()
    known = SpeakerFactory(edition=edition, identity__email="known@example.org")
    hidden = WithheldSpeakerFactory(edition=edition)
    AppearanceFactory(speaker=known, session__edition=edition)
    AppearanceFactory(speaker=hidden, session__edition=edition)
    badges = [badged(edition=edition, email=email) for email in ("known@example.org", hidden.identity.email)]

    assert [face.ribbon for face in faces(edition, badges)] == [Ribbon.SPEAKER, Ribbon.ATTENDEE]


@pytest.mark.django_db
def test_no_badge_says_sworn():
    edition = EditionFactory()
    pdf = badges_pdf(edition=edition, sheet=SHEETS["letter-6"], badges=[badged(edition=edition)])

    assert "sworn" not in PdfReader(io.BytesIO(pdf)).pages[0].extract_text().lower()


@pytest.mark.django_db
def test_missing_badges_are_issued_once_in_a_fixed_number_of_queries(django_assert_num_queries):
    edition = EditionFactory()
    places = [admitted(edition=edition) for _number in range(3)]
    first = issue_missing(edition=edition, places=places[:2], actor=None)

    with django_assert_num_queries(9):
        badges = issue_missing(edition=edition, places=places, actor=None)

    assert badges[:2] == first
    assert Badge.objects.count() == 3


@pytest.mark.django_db
def test_a_selection_narrows_by_print_ticket_and_letters():
    edition = EditionFactory()
    ann = admitted(edition=edition, name="Ann Adams", family_name="Adams")
    bob = admitted(edition=edition, name="Bob Brown")
    issue_missing(edition=edition, places=[ann], actor=None)
    Badge.objects.update(printed_at="2027-01-01T00:00Z")

    def chosen(**filters):
        return [place.name for place in chosen_places(edition, Selection(**filters))]

    assert chosen() == ["Bob Brown"]
    assert sorted(chosen(unprinted=False)) == ["Ann Adams", "Bob Brown"]
    assert chosen(unprinted=False, first="b") == ["Bob Brown"]
    assert chosen(unprinted=False, last="A") == ["Ann Adams"]
    assert chosen(unprinted=False, ticket_type=bob.ticket_type_id) == ["Bob Brown"]
    issue_badge(registration=ann, actor=None)
    assert sorted(chosen()) == ["Ann Adams", "Bob Brown"]


@pytest.mark.django_db
def test_a_print_is_made_by_a_task_and_its_file_expires(run_tasks):
    edition = EditionFactory()
    badge = badged(edition=edition)

    wanted = ask_print(edition=edition, sheet=SHEETS["4x3"], selection=Selection(), actor=None)
    run_tasks()

    wanted.refresh_from_db()
    badge.refresh_from_db()
    assert (wanted.state, wanted.badges, badge.printed_at is not None) == ("ready", 1, True)
    with wanted.file.content.open("rb") as content:
        assert codes_of(content.read()) == {badge.token}
    BadgePrint.objects.update(made_at=wanted.made_at - KEEP)
    assert expire_prints() == 1
    wanted.refresh_from_db()
    assert (wanted.state, bool(wanted.file.content)) == ("expired", False)


@pytest.mark.django_db
def test_a_test_sheet_issues_nothing(run_tasks):
    edition = EditionFactory()
    admitted(edition=edition)

    ask_print(edition=edition, sheet=SHEETS["letter-6"], selection=Selection(), actor=None, is_test=True)
    run_tasks()

    assert (BadgePrint.objects.get().state, Badge.objects.count()) == ("ready", 0)


@pytest.mark.django_db
def test_the_command_writes_one_file(tmp_path, capsys):
    edition = EditionFactory()
    badge = badged(edition=edition)

    call_command("print_badges", edition=edition.year, out=tmp_path / "badges.pdf", sheet="a6")

    assert codes_of((tmp_path / "badges.pdf").read_bytes()) == {badge.token}
    assert capsys.readouterr().out.startswith("1 badges in ")


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(tmp_path):
    edition = EditionFactory()

    with pytest.raises(CommandError, match="no edition in 1999"):
        call_command("print_badges", edition=1999, out=tmp_path / "badges.pdf")
    with pytest.raises(CommandError, match="nobody"):
        call_command("print_badges", edition=edition.year, out=tmp_path / "badges.pdf")
    admitted(edition=edition)
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("print_badges", edition=edition.year, out=tmp_path / "none" / "badges.pdf")
