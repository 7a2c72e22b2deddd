"""The closed list of placeholders, and how a text is filled in: `{name}` and nothing more."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import placeholders


class Type(StrEnum):
    """What a value is."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    LINK = "link"


@dataclass(frozen=True)
class Placeholder:
    """A value that differs from recipient to recipient. `sample` is how it may look."""

    name: str
    type: Type
    description: str | Promise
    sample: str


PLACEHOLDERS = {
    item.name: item
    for item in (
        Placeholder("greeting", Type.TEXT, _("the salutation; without a name for people who publish none"),
                    "Dear Ana Ruiz,"),
        Placeholder("name", Type.TEXT, _("the recipient's name, where they publish it"), "Ana Ruiz"),
        Placeholder("edition", Type.TEXT, _("the conference"), "TMC 2027"),
        Placeholder("code", Type.TEXT, _("the proposal's number"), "P-012"),
        Placeholder("title", Type.TEXT, _("the title, as the public may know it"), "Letters that stop"),
        Placeholder("track", Type.TEXT, _("the proposal's track"), "Stalking"),
        Placeholder("format", Type.TEXT, _("the format that was decided"), "Breakout session"),
        Placeholder("minutes", Type.NUMBER, _("how long that is, in minutes"), "75"),
        Placeholder("answer_by", Type.MOMENT, _("until when accepted speakers answer"), "1 May 2027, 23:59"),
        Placeholder("answer_link", Type.LINK, _("where an accepted speaker answers; works without signing in"),
                    "https://conference.example.org/conference/2027/call/answer/…/"),
        Placeholder("own_link", Type.LINK, _("the recipient's own page: an accepted speaker's sessions and tasks, else "
                    "their proposals"), "https://conference.example.org/my/speaking/"),
        Placeholder("open_tasks", Type.TEXT, _("what an accepted speaker still has to do, one task on a line; in "
                    "reminders of tasks only"), "– biography, by 1 June 2027"),
        Placeholder("when", Type.MOMENT, _("when the session is placed now"), "Tue 10 Aug, 10:00–11:15"),
        Placeholder("room", Type.TEXT, _("where the session is placed now"), "Jacaranda"),
    )
}  # fmt: skip


def unknown_in(text: str) -> list[str]:
    """Return what stands in braces and is no placeholder, and braces that enclose nothing."""
    return placeholders.unknown_in(text, PLACEHOLDERS)
