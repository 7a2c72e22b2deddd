"""Choose badges, issue those that are missing, and make the one PDF of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone, translation

from conference.attendance.models import Badge, BadgePrint
from conference.attendance.models.badges import ADMITTED
from conference.attendance.printing.document import document
from conference.attendance.printing.faces import faces
from conference.attendance.printing.samples import test_faces
from conference.attendance.printing.sheets import SHEETS, Sheet
from conference.edition.models import Edition
from conference.registration.models import Registration
from core.audit.services import record
from core.files.services import erase_private, store_private
from core.pdf import render_pdf

if TYPE_CHECKING:
    from people.accounts.models import User

TEMPLATE = "conference/badges"
# A file of everybody's names and codes is not kept longer than a printer needs.
KEEP = timedelta(hours=24)


@dataclass(frozen=True)
class Selection:
    """Which badges: those unprinted, of a ticket type, of first letters of the name, of one place; all narrow."""

    unprinted: bool = True
    ticket_type: int | None = None
    first: str = ""
    last: str = ""
    place: int | None = None


def chosen_places(edition: Edition, selection: Selection) -> list[Registration]:
    """Return the firm and named places of a selection, by name."""
    places = Registration.objects.of(edition).filter(state__in=ADMITTED).exclude(name="").exclude(email="")
    if selection.place is not None:
        places = places.filter(pk=selection.place)
    if selection.ticket_type is not None:
        places = places.filter(ticket_type=selection.ticket_type)
    if selection.unprinted:
        printed = Badge.objects.of(edition).filter(revoked_at=None, printed_at__isnull=False)
        places = places.exclude(pk__in=printed.values("registration"))
    rows = places.select_related("ticket_type").defer("address", "proof", "access_needs", "dietary_needs")
    ordered = rows.order_by(Lower("family_name"), Lower("name"), "pk")
    return [place for place in ordered if _within(place, selection.first, selection.last)]


def _within(place: Registration, first: str, last: str) -> bool:
    """Whether the family name, or else the last word of the name, begins between two letters, both included."""
    name = (place.family_name or place.name.split()[-1]).casefold()
    return (not first or name[: len(first)] >= first.casefold()) and (not last or name[: len(last)] <= last.casefold())


@transaction.atomic
def issue_missing(*, edition: Edition, places: Sequence[Registration], actor: "User | None") -> list[Badge]:
    """Return the live badge of each place, in order; who has none gets one. The number of queries is fixed."""
    keys = [place.pk for place in places]
    locked = Registration.objects.select_for_update(of=("self",)).of(edition)
    firm = set(locked.filter(pk__in=keys, state__in=ADMITTED).order_by("pk").values_list("pk", flat=True))
    known = {badge.registration_id: badge for badge in Badge.objects.filter(registration__in=firm, revoked_at=None)}
    numbers = dict(
        Badge.objects.filter(registration__in=firm).order_by().values_list("registration").annotate(Max("number"))
    )
    new = [Badge(registration_id=key, number=numbers.get(key, 0) + 1) for key in keys if key in firm - known.keys()]
    if new:
        Badge.objects.bulk_create(new)
        record(actor=actor, action="badges.issued", obj=edition, changes={"badges": len(new)})
    known |= {badge.registration_id: badge for badge in new}
    badges = []
    for place in places:
        if place.pk in known:
            badge = known[place.pk]
            badge.registration = place
            badges.append(badge)
    return badges


def badges_pdf(*, edition: Edition, sheet: Sheet, badges: Sequence[Badge]) -> bytes:
    """Return one document of all the badges. Called by tasks and commands only, in no transaction."""
    return _pdf(document(edition, sheet, faces(edition, badges)))


def _pdf(context: dict[str, object]) -> bytes:
    return render_pdf(TEMPLATE, {**context, "language": translation.get_language() or "en"})


@transaction.atomic
def ask_print(
    *, edition: Edition, sheet: Sheet, selection: Selection, actor: "User", is_test: bool = False
) -> BadgePrint:
    """Have a file of badges made by a task; audited, since it holds everybody's names and codes."""
    # Tasks make what services order: a circle if imported above.
    from conference.attendance.tasks import make_print

    wanted = BadgePrint.objects.create(
        edition=edition, sheet=sheet.code, selection=asdict(selection), is_test=is_test, asked_by=actor
    )
    record(actor=actor, action="badges.asked", obj=wanted, changes={"sheet": sheet.code, "test": is_test})
    make_print.enqueue(wanted.pk)
    return wanted


def make(print_id: int) -> int:
    """Make the file that was asked for and return how many badges it has; a second time does nothing."""
    wanted = BadgePrint.objects.select_related("edition", "asked_by").get(pk=print_id)
    if wanted.state in (BadgePrint.State.READY, BadgePrint.State.EXPIRED):
        return wanted.badges
    BadgePrint.objects.filter(pk=wanted.pk).update(state=BadgePrint.State.MAKING)
    edition, sheet, badges = wanted.edition, SHEETS[wanted.sheet], []
    if wanted.is_test:
        pdf = _pdf(document(edition, sheet, test_faces(sheet.on_a_page), marks=True))
    else:
        places = chosen_places(edition, Selection(**wanted.selection))
        badges = issue_missing(edition=edition, places=places, actor=wanted.asked_by)
        pdf = badges_pdf(edition=edition, sheet=sheet, badges=badges)
    _keep(wanted, pdf, badges)
    return len(badges)


def _keep(wanted: BadgePrint, pdf: bytes, badges: Sequence[Badge]) -> None:
    name = f"badges-{wanted.edition.year}-{wanted.sheet}.pdf"
    file = store_private(pdf, name=name, content_type="application/pdf", purpose="badges")
    now = timezone.now()
    with transaction.atomic():
        mark_printed(badges)
        BadgePrint.objects.filter(pk=wanted.pk).update(
            state=BadgePrint.State.READY, file=file, made_at=now, badges=len(badges)
        )


def mark_printed(badges: Sequence[Badge]) -> None:
    """Note that badges stand on a sheet now; the first time stays."""
    Badge.objects.filter(pk__in=[badge.pk for badge in badges]).unprinted().update(printed_at=timezone.now())


def expire_prints() -> int:
    """Erase the files that are a day old; return how many."""
    old = BadgePrint.objects.filter(state=BadgePrint.State.READY, made_at__lt=timezone.now() - KEEP)
    count = 0
    for row in old.select_related("file"):
        if row.file:
            erase_private(row.file)
        count += BadgePrint.objects.filter(pk=row.pk).update(state=BadgePrint.State.EXPIRED)
    return count
