"""Take, check, release and take back slides and handouts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from conference.agenda.models import Session
from conference.materials.models import Handout, HandoutVersion
from conference.materials.names import hidden_in, tells
from conference.materials.policy import is_marked
from conference.materials.telling import tell_sender
from core import page_cache
from core.audit.services import record
from core.files.cleaning.kinds import BY_CONTENT_TYPE, KINDS
from core.files.cleaning.services import clean
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private

State = HandoutVersion.State
PURPOSE = "handout"
MARKABLE = "pdf"
MOST_OF_A_SESSION = 12


class NeedsPdf(Exception):
    """Copies of these slides are marked with their readers' names; that can be done to a PDF only."""


class TooMany(Exception):
    """A session has as many handouts as it may have."""


class NotHeld(Exception):
    """Somebody else decided meanwhile."""


def can_be_given(session: Session, version: HandoutVersion) -> bool:
    """Return whether a version can be given out under its session's policy: marked copies are made of PDF alone."""
    is_pdf = version.file is not None and version.file.content_type == KINDS[MARKABLE].content_type
    return version.state == State.READY and (is_pdf or not is_marked(session))


@transaction.atomic
def add_handout(*, session: Session, title: str, content: bytes, kind: str, actor: Any) -> Handout:
    """Add a document to a session, to be checked; raises NeedsPdf and TooMany. `kind` is what `read_document` told."""
    locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if Handout.objects.kept().filter(session=locked).count() >= MOST_OF_A_SESSION:
        raise TooMany
    handout = Handout.objects.create(session=locked, title=title)
    _add_version(handout, content, kind, actor)
    return handout


@transaction.atomic
def add_version(*, handout: Handout, content: bytes, kind: str, actor: Any) -> HandoutVersion:
    """Add a newer file of a document, to be checked; readers keep the former one until it is ready. Raises NeedsPdf."""
    return _add_version(_lock(handout), content, kind, actor)


def _add_version(handout: Handout, content: bytes, kind: str, actor: Any) -> HandoutVersion:
    # Tasks call what stands below: a circle otherwise.
    from conference.materials.tasks import check_version

    if is_marked(handout.session) and kind != MARKABLE:
        raise NeedsPdf
    number = max((item.number for item in handout.versions.all()), default=0) + 1
    version = HandoutVersion.objects.create(
        handout=handout, number=number, sent_by=actor, file=_store(handout, number, content, kind)
    )
    record(actor=actor, action="handout.sent", obj=handout, changes={"version": number, "kind": kind})
    check_version.enqueue(version.pk)
    return version


def check(version_id: int) -> str:
    """Clean a version's file and find it ready, held or unusable; return the state. Called by tasks, in no transaction.

    Checking one twice changes nothing.
    """
    version = HandoutVersion.objects.select_related("handout__session__edition", "file").get(pk=version_id)
    if version.state != State.CHECKING or version.file is None:
        return version.state
    with version.file.content.open("rb") as stored:
        sent = stored.read()
    kind = BY_CONTENT_TYPE[version.file.content_type]
    try:
        cleaned = clean(sent, kind)
    except ValidationError as error:
        return _settle(version, State.REFUSED, None, str(error.messages[0]))
    held = tells(cleaned.text, hidden_in(version.handout.session))
    problem = _("It says a name or an organization that is not published.") if held else ""
    file = _store(version.handout, version.number, cleaned.content, kind)
    return _settle(version, State.HELD if held else State.READY, file, problem)


@transaction.atomic
def release(*, version: HandoutVersion, actor: Any) -> None:
    """Let readers have a version that was held; raises NotHeld."""
    locked = _held(version)
    locked.state, locked.problem = State.READY, ""
    locked.save(update_fields=["state", "problem"])
    record(actor=actor, action="handout.released", obj=locked.handout, changes={"version": locked.number})
    tell_sender(locked)
    page_cache.bump()


@transaction.atomic
def refuse(*, version: HandoutVersion, reason: str, actor: Any) -> None:
    """Refuse a version that was held, and erase it; its speaker reads the reason. Raises NotHeld."""
    locked = _held(version)
    file, locked.file = locked.file, None
    locked.state, locked.problem = State.REFUSED, reason
    locked.save(update_fields=["state", "problem", "file"])
    record(actor=actor, action="handout.refused", obj=locked.handout, changes={"version": locked.number})
    tell_sender(locked)
    if file:
        transaction.on_commit(lambda: erase_private(file))


@transaction.atomic
def remove_handout(*, handout: Handout, actor: Any) -> None:
    """Take a document back at once and erase all its versions; those who have it keep it. Twice is no fault."""
    locked = _lock(handout)
    if locked.removed_at:
        return
    locked.removed_at = timezone.now()
    locked.save(update_fields=["removed_at"])
    versions = locked.versions.exclude(file=None).select_related("file")
    copies = [copy for version in versions for copy in version.copies.select_related("file")]
    files = [*(version.file for version in versions), *(copy.file for copy in copies)]
    for file in files:
        if file:
            transaction.on_commit(lambda file=file: erase_private(file))  # type: ignore[misc]
    record(actor=actor, action="handout.removed", obj=locked)
    page_cache.bump()


@transaction.atomic
def _settle(version: HandoutVersion, state: str, file: PrivateFile | None, problem: str) -> str:
    rows = HandoutVersion.objects.select_for_update(of=("self",)).select_related("file", "sent_by")
    locked = rows.select_related("handout__session__edition").get(pk=version.pk)
    if locked.state != State.CHECKING:
        if file:
            erase_private(file)
        return locked.state
    sent, locked.file = locked.file, file
    locked.state, locked.problem = state, problem
    locked.save(update_fields=["state", "file", "problem"])
    record(actor=None, action="handout.checked", obj=version.handout, changes={"version": locked.number, "as": state})
    if state != State.READY:
        tell_sender(locked)
    if sent:
        transaction.on_commit(lambda: erase_private(sent))
    page_cache.bump()
    return state


def _store(handout: Handout, number: int, content: bytes, kind: str) -> PrivateFile:
    """Keep a file under a name of ours: the one that it came with may tell who made it."""
    known = KINDS[kind]
    title = slugify(handout.title)[:60] or "handout"
    name = f"{handout.session.code.lower()}-{title}-{number}.{known.suffix}"
    return store_private(content, name=name, content_type=known.content_type, purpose=PURPOSE)


def _lock(handout: Handout) -> Handout:
    return Handout.objects.select_for_update(of=("self",)).select_related("session__edition").get(pk=handout.pk)


def _held(version: HandoutVersion) -> HandoutVersion:
    rows = HandoutVersion.objects.held().select_for_update(of=("self",)).select_related("file")
    found = rows.select_related("handout__session__edition", "sent_by").filter(pk=version.pk).first()
    if found is None:
        raise NotHeld
    return found
