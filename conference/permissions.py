"""Who may do what with an edition, as sentences."""

from typing import Any

from people.roles import Role


def _holds(user: Any, *roles: str) -> bool:
    return bool(user.is_authenticated and user.has_role(*roles))


def can_edit_edition(user: Any) -> bool:
    """Organizers set the edition's dates, terms and access levels."""
    return _holds(user, Role.ORGANIZER)


def can_cancel_editions(user: Any) -> bool:
    """Organizers cancel a whole edition; everybody is paid back then."""
    return _holds(user, Role.ORGANIZER)


def can_edit_prices(user: Any) -> bool:
    """Organizers set what is sold and for how much."""
    return _holds(user, Role.ORGANIZER)


def can_read_prices(user: Any) -> bool:
    """Finance and registration staff read prices and terms."""
    return _holds(user, Role.ORGANIZER, Role.FINANCE, Role.REGISTRATION)


def can_edit_agenda(user: Any) -> bool:
    """Organizers and the programme committee edit sessions, rooms, tracks and speakers, restricted ones included."""
    return _holds(user, Role.ORGANIZER, Role.PROGRAMME)


def can_read_identities(user: Any) -> bool:
    """Organizers and the programme committee may read who a withheld speaker is; every read is recorded."""
    return _holds(user, Role.ORGANIZER, Role.PROGRAMME)


def can_see_registrations(user: Any) -> bool:
    """Registration staff, organizers and finance see who registered; every look at a person is recorded."""
    return _holds(user, Role.ORGANIZER, Role.REGISTRATION, Role.FINANCE)


def can_decide_registrations(user: Any) -> bool:
    """Registration staff and organizers approve and refuse, and look at proofs."""
    return _holds(user, Role.ORGANIZER, Role.REGISTRATION)


def can_cancel_registrations(user: Any) -> bool:
    """Registration staff, organizers and finance cancel places."""
    return can_see_registrations(user)


def can_keep_block_list(user: Any) -> bool:
    """The safety team, and nobody else, keeps the block list and decides, two of them at a time, on what it holds."""
    return _holds(user, Role.SECURITY)


def can_export_registrations(user: Any) -> bool:
    """Registration staff and organizers take lists of people away, with a reason."""
    return can_decide_registrations(user)


def can_read_look_ups(user: Any) -> bool:
    """Security reads who looked for whom; that it was read is recorded."""
    return _holds(user, Role.SECURITY)


def can_write_to_registered(user: Any) -> bool:
    """Registration staff and organizers write to many registered people at once; who, whom and how many is recorded."""
    return can_decide_registrations(user)


def can_issue_letters(user: Any) -> bool:
    """Registration staff and organizers decide about letters of invitation and give out letters for people."""
    return can_decide_registrations(user)


def can_edit_letters(user: Any) -> bool:
    """Organizers write the letters' texts and say how long passport data stay."""
    return _holds(user, Role.ORGANIZER)


def can_read_figures(user: Any) -> bool:
    """Organizers and finance read sales, income and what is owed, as sums without people."""
    return _holds(user, Role.ORGANIZER, Role.FINANCE)


def can_manage_proposals(user: Any) -> bool:
    """Organizers and the programme committee set up the call, see who proposes, and decide."""
    return _holds(user, Role.ORGANIZER, Role.PROGRAMME)


def can_see_proposals(user: Any) -> bool:
    """Reviewers see the proposals of their tracks, without names while review is blind; the committee sees all."""
    return _holds(user, Role.ORGANIZER, Role.PROGRAMME, Role.REVIEWER)


def can_export_programme(user: Any) -> bool:
    """Whoever edits the agenda may take its lists away."""
    return can_edit_agenda(user)


def can_scan(user: Any) -> bool:
    """The desk and the organizers scan badges at arrival and doors."""
    return _holds(user, Role.ORGANIZER, Role.CHECKIN)


def can_correct_attendance(user: Any) -> bool:
    """Credit staff see who was where and correct it, with a reason; the original stays."""
    return _holds(user, Role.CREDITS)


def can_report_attendance(user: Any) -> bool:
    """Credit staff and organizers tell the association which of its members attended, with a reason."""
    return _holds(user, Role.ORGANIZER, Role.CREDITS)


def can_decide_approvals(user: Any) -> bool:
    """Credit staff note what bodies decided, and take rosters to them, with a reason."""
    return _holds(user, Role.CREDITS)


def can_set_attendance_rules(user: Any) -> bool:
    """Organizers and credit staff set how doors work, and switch the rehearsal on and off."""
    return _holds(user, Role.ORGANIZER, Role.CREDITS)


def can_print_badges(user: Any) -> bool:
    """Registration staff and organizers print badges, and kill lost ones."""
    return can_decide_registrations(user)


def can_read_evaluations(user: Any) -> bool:
    """Organizers and the programme committee read what attendees think; nobody reads who thinks it."""
    return _holds(user, Role.ORGANIZER, Role.PROGRAMME)


def can_edit_evaluations(user: Any) -> bool:
    """Organizers write the questions."""
    return _holds(user, Role.ORGANIZER)


def can_issue_certificates(user: Any) -> bool:
    """Credit staff and organizers issue certificates and set what has to be done for them; each is recorded."""
    return _holds(user, Role.CREDITS, Role.ORGANIZER)
