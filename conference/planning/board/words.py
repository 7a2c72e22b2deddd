"""What the board says. `{…}` is filled in by its JavaScript."""

from django.utils.translation import gettext as _


def board_words() -> dict[str, str]:
    """Return the sentences in the organizer's language."""
    return {
        "beforeYouMove": _("Before you move it"),
        "changedElsewhere": _("Changed by somebody else: {codes}."),
        "clash": _("Somebody else was faster"),
        "close": _("Close"),
        "conflicts": _("Conflicts: {n}."),
        "controlled": _("controlled door"),
        "drop": _("Leave it"),
        "inTray": _("{code} is in the tray."),
        "keepTheirs": _("Keep theirs"),
        "keys": _("Keys"),
        "leaveIt": _("Leave it where it was"),
        "leftAlone": _("Nothing was changed."),
        "makeMine": _("Make my change over it"),
        "moveIt": _("Do it"),
        "needsReason": _("{code} is restricted and that room’s door is open: say why it may stand there."),
        "noAnswer": _("The server did not answer. Nothing was saved."),
        "noRoom": _("No room"),
        "nothingHere": _("There is no other session here to swap with."),
        "pickedUp": _("{code} picked up."),
        "saved": _("Saved. {where}"),
        "signedOut": _("You are signed out. Sign in in another tab, then try again."),
        "standsAt": _("{code}: {day}, {start} to {end}, {room}."),
        "swapNote": _("Swap {one} and {other}"),
        "theirs": _("Now stored: {where}"),
        "tray": _("Tray"),
        "tryAgain": _("Try again"),
        "undo": _("Undo"),
        "yours": _("Yours: {where}"),
    }
