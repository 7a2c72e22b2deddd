"""Ask for a letter, decide about it, take it back, forget passports."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from conference.edition.models import Edition
from conference.registration.letters.models import LetterKind, LetterRules, LetterText, PlaceLetter
from conference.registration.letters.shipped import Text, text_of
from conference.registration.letters.tasks import make_letter
from conference.registration.places import Registration
from conference.registration.services.locking import lock_place
from conference.registration.states import OCCUPYING, State
from core.audit.services import record
from core.files.services import erase_private
from core.mail.services import queue_mail


class NotEntitled(Exception):
    """The place may have no such letter as it stands."""


class AlreadyAsked(Exception):
    """There is one already, or it is being looked at."""


class NotOneself(Exception):
    """Nobody decides about an invitation that they asked for."""


class Decided(Exception):
    """Somebody decided meanwhile."""


class StaleText(Exception):
    """Somebody changed the text since; `text` is as it stands now."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.revision)
        self.text = text


def may_have(place: Registration, kind: str) -> bool:
    """Whether a place may have such a letter: an invitation once it is approved and paid, else while it stands."""
    if not place.is_named:
        return False
    return place.state == State.PAID if kind == LetterKind.VISA else place.state in OCCUPYING


@transaction.atomic
def ask_approval_letter(*, place: Registration, language: str, actor: Any) -> PlaceLetter:
    """Give a place its letter to the agency; one given before is made anew. Raises NotEntitled."""
    _order, place = lock_place(place)
    if not may_have(place, LetterKind.APPROVAL):
        raise NotEntitled
    letter = place.letters.filter(kind=LetterKind.APPROVAL, state__in=PlaceLetter.OPEN).first()
    if letter is None:
        letter = PlaceLetter(registration=place, kind=LetterKind.APPROVAL, state=PlaceLetter.State.APPROVED)
    earlier, letter.file, letter.language = letter.file, None, language
    letter.asked_by, letter.asked_at, letter.decided_at = actor, timezone.now(), timezone.now()
    letter.save()
    record(actor=actor, action="place_letter.given", obj=letter, changes={"kind": letter.kind, "place": place.pk})
    make_letter.enqueue(letter.pk)
    if earlier:
        transaction.on_commit(lambda: erase_private(earlier))
    return letter


@transaction.atomic
def ask_visa_letter(
    *, place: Registration, passport_name: str, passport_number: str, nationality: str, language: str, actor: Any
) -> PlaceLetter:
    """Ask for an invitation; staff decide. Raises NotEntitled, AlreadyAsked."""
    _order, place = lock_place(place)
    if not may_have(place, LetterKind.VISA):
        raise NotEntitled
    if place.letters.filter(kind=LetterKind.VISA, state__in=PlaceLetter.OPEN).exists():
        raise AlreadyAsked
    letter = PlaceLetter.objects.create(
        registration=place,
        kind=LetterKind.VISA,
        state=PlaceLetter.State.ASKED,
        language=language,
        passport_name=passport_name,
        passport_number=passport_number,
        nationality=nationality,
        asked_by=actor,
    )
    record(actor=actor, action="place_letter.asked", obj=letter, changes={"kind": letter.kind, "place": place.pk})
    return letter


@transaction.atomic
def approve_letter(*, letter: PlaceLetter, actor: Any) -> PlaceLetter:
    """Approve an invitation; a task makes and announces it. Raises Decided, NotOneself, NotEntitled."""
    letter = _locked(letter)
    if letter.asked_by_id == actor.pk:
        raise NotOneself
    if not may_have(letter.registration, letter.kind):
        raise NotEntitled
    _decide(letter, PlaceLetter.State.APPROVED, "place_letter.approved", actor)
    make_letter.enqueue(letter.pk)
    return letter


@transaction.atomic
def refuse_letter(*, letter: PlaceLetter, reason: str, actor: Any) -> PlaceLetter:
    """Refuse an invitation; its passport data go at once. `reason` is for the record. Raises Decided."""
    letter = _locked(letter)
    _decide(letter, PlaceLetter.State.REFUSED, "place_letter.refused", actor, reason)
    _forget(letter)
    _tell(letter)
    return letter


@transaction.atomic
def withdraw_letter(*, letter: PlaceLetter, reason: str, actor: Any) -> PlaceLetter:
    """Take a letter back: its file and its passport data go. Raises Decided."""
    letter = _locked(letter)
    _decide(letter, PlaceLetter.State.WITHDRAWN, "place_letter.withdrawn", actor, reason)
    _forget(letter)
    return letter


def withdraw_letters_of(*, place: Registration, reason: str, actor: Any) -> None:
    """Take every letter of a place back that was asked for or given: its person comes no more."""
    for letter in PlaceLetter.objects.filter(registration=place, state__in=PlaceLetter.OPEN):
        withdraw_letter(letter=letter, reason=reason, actor=actor)


def announce_letter(letter: PlaceLetter) -> None:
    """Tell the person that their invitation lies on their own page, once."""
    _tell(letter)


def forget_passports() -> int:
    """Delete passport data and invitations whose days are over; return how many. An undecided one lapses."""
    count = 0
    rules: dict[int, LetterRules] = {}
    soonest = timezone.now() - timedelta(days=1)
    due = PlaceLetter.objects.remembered().filter(asked_at__lte=soonest).select_related("registration__edition")
    for letter in due.order_by("pk"):
        edition = letter.registration.edition
        rule = rules.setdefault(edition.pk, LetterRules.of(edition))
        if letter.forget_at(rule) > timezone.now():
            continue
        with transaction.atomic():
            row = _locked(letter)
            if row.state == PlaceLetter.State.ASKED:
                _decide(row, PlaceLetter.State.LAPSED, "place_letter.lapsed", None)
            _forget(row)
        count += 1
    return count


@transaction.atomic
def save_text(
    *, edition: Edition, kind: str, language: str, title: str, body: str, revision: int, actor: Any
) -> LetterText:
    """Store an edition's own text, checked by its form; raises StaleText."""
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    now = text_of(edition, kind, language)
    if now.revision != revision:
        raise StaleText(now)
    text, _made = LetterText.objects.update_or_create(
        edition=edition,
        kind=kind,
        language=language,
        defaults={"title": title, "body": body, "revision": revision + 1},
    )
    record(actor=actor, action="place_letter.text_saved", obj=text, changes={"kind": kind, "language": language})
    return text


@transaction.atomic
def save_rules(*, rules: LetterRules, actor: Any) -> None:
    """Store an edition's rules, checked by their form."""
    rules.save()
    record(actor=actor, action="place_letter.rules_saved", obj=rules, changes={"days": rules.passport_days})


def _locked(letter: PlaceLetter) -> PlaceLetter:
    rows = PlaceLetter.objects.select_for_update(of=("self",))
    return rows.select_related("registration__edition", "registration__order", "file").get(pk=letter.pk)


def _decide(letter: PlaceLetter, state: str, action: str, actor: Any, reason: str = "") -> None:
    if state not in PlaceLetter.MOVES[letter.state]:
        raise Decided
    letter.state, letter.decided_by, letter.decided_at = state, actor, timezone.now()
    letter.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor=actor, action=action, obj=letter, reason=reason)


def _forget(letter: PlaceLetter) -> None:
    """Delete what the passport says and the file; that there was a letter stays."""
    file, letter.file = letter.file, None
    letter.passport_name, letter.passport_number, letter.nationality = "", "", ""
    letter.forgotten_at = timezone.now()
    letter.save(update_fields=["file", "passport_name", "passport_number", "nationality", "forgotten_at"])
    if file:
        transaction.on_commit(lambda: erase_private(file))


def _tell(letter: PlaceLetter) -> None:
    place = letter.registration
    with translation.override(letter.language):
        queue_mail(
            kind="registration.place_letter",
            to=place.email,
            subject=_("About your letter"),
            template="conference/registration/letter",
            context={"given": letter.state == PlaceLetter.State.APPROVED, "edition": str(place.edition)},
            unique_key=f"place-letter-{letter.pk}-{letter.state}",
        )
