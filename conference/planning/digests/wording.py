"""What a digest says: each session by its public title, where it was and where it is."""

from collections.abc import Iterable
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _

from conference.agenda.difference import Change, compare
from conference.agenda.models import AgendaVersion, Session
from conference.agenda.snapshots import version_snapshots
from conference.edition.models import Room
from conference.planning.digests.models import Digest, Mailing
from conference.planning.publishing.showing import kind_words, place_in_words


class Wording:
    """Words for the digests of one mailing; versions, titles and rooms are loaded once for all of them."""

    def __init__(self, mailing: Mailing) -> None:
        self.mailing = mailing
        self.edition = mailing.version.edition
        self._differences: dict[int, dict[str, Change]] = {}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Public titles as they are today, by code; of what organizers keep to themselves there is none."""
        shown = Session.objects.of(self.edition).exclude(visibility=Session.Visibility.PRIVATE)
        return dict(shown.values_list("code", "public_title"))

    @cached_property
    def rooms(self) -> dict[int, str]:
        """Names of rooms by key."""
        return dict(Room.objects.filter(edition=self.edition).values_list("pk", "name"))

    @cached_property
    def _now(self) -> list[object]:
        return list(version_snapshots(self.mailing.version))

    def differences(self, since: AgendaVersion) -> dict[str, Change]:
        """Return what changed from a version to the mailing's, by code."""
        if since.pk not in self._differences:
            changes = compare(version_snapshots(since), self._now)  # type: ignore[arg-type]
            self._differences[since.pk] = {item.code: item for item in changes}
        return self._differences[since.pk]

    def subject(self, digest: Digest) -> str:
        """Return the subject; neutral, since it may be read on a locked screen."""
        with translation.override(digest.language):
            return _("Changes to your agenda: %(edition)s") % {"edition": self.edition}

    def body(self, digest: Digest) -> str:
        """Return the organizer's own text, or the one worked out, in the reader's language."""
        if digest.text:
            return digest.text
        with translation.override(digest.language):
            return self._worked_out(digest)

    def _worked_out(self, digest: Digest) -> str:
        changes = self.differences(digest.since)
        parts = [self._about(changes[code]) for code in digest.codes if code in changes]
        address = f"{{base_url}}/conference/{self.edition.year}/my-agenda/"
        opening = (
            _("The agenda has changed where you present or keep a session:")
            if digest.reader == Digest.Reader.SPEAKER
            else _("Sessions in your agenda have changed:")
        )
        closing = f"{_('Your agenda:')} {address}"
        return "\n\n".join(filter(None, [self.mailing.intro, opening, *parts, closing]))

    def _about(self, change: Change) -> str:
        called = kind_words()
        title = self.titles.get(change.code) or _("A session that was taken off")
        head = f"“{title}”: {', '.join(called[kind] for kind in change.kinds)}"
        before = place_in_words(self.edition, change.before, self.rooms)
        after = place_in_words(self.edition, change.after, self.rooms)
        places = {_("Before"): before, _("Now"): after} if before != after else {_("When"): after}
        return "\n".join([head, *(f"  {name}: {place}" for name, place in places.items() if place)])


def codes_that_changed(differences: dict[str, Change], codes: Iterable[str]) -> list[str]:
    """Return which of the codes are different, in the order of the agenda."""
    wanted = set(codes)
    return [code for code in differences if code in wanted]
