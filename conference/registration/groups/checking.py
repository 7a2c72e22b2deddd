"""The dry run of a list: who would come, and what is wrong with which line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django_countries import countries

from conference.registration.applications import Person
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.groups.lines import MOST_PEOPLE, Line
from conference.registration.questions.asking import Given


@dataclass(frozen=True)
class Common:
    """What is asked once for everybody: a line that says nothing else takes it."""

    ticket_type: TicketType
    agency: str
    country: str
    address: str = ""
    proof: str = ""
    add_ons: Sequence[AddOn] = ()
    answers: Sequence[Given] = ()


@dataclass(frozen=True)
class Checked:
    """One line with its person, what is wrong with it, and what should be looked at."""

    number: int
    person: Person
    problems: Sequence[str] = ()
    hints: Sequence[str] = ()


@dataclass
class DryRun:
    """Every line, and the places whose people are named later. Nothing is stored."""

    lines: list[Checked] = field(default_factory=list)
    later: list[Person] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether all of it can be ordered."""
        return bool(self.people) and not self.problems and not any(line.problems for line in self.lines)

    @property
    def wrong(self) -> int:
        """How many lines have something wrong."""
        return sum(bool(line.problems) for line in self.lines)

    @property
    def people(self) -> list[Person]:
        """Everybody, names to come last."""
        return [*(line.person for line in self.lines), *self.later]


def check_lines(
    lines: Sequence[Line],
    *,
    common: Common,
    tickets: Sequence[TicketType],
    later: int = 0,
    known: Sequence[str] = (),
    most: int = MOST_PEOPLE,
) -> DryRun:
    """Return what the lines would order. `known` are the addresses that the buyer's own orders have already.

    Other people's places are not compared: that would tell who comes (DOMAIN.md §5.7). Duplicates among them go to
    the organizers.
    """
    run, reader = DryRun(), _Reader(lines, common, tickets, known)
    run.lines = [reader.check(line) for line in lines[: most + 1]]
    run.later = [Person(ticket_type=common.ticket_type, add_ons=common.add_ons) for _number in range(later)]
    number = len(lines) + later
    if number > most:
        said = _("%(number)d people are too many: one order holds up to %(most)d.")
        run.problems.append(said % {"number": number, "most": most})
    if not number:
        run.problems.append(_("Write at least one person, or say how many you name later."))
    return run


class _Reader:
    """Reads lines one after the other, remembering the addresses it met."""

    def __init__(
        self, lines: Sequence[Line], common: Common, tickets: Sequence[TicketType], known: Sequence[str]
    ) -> None:
        self.common, self.known = common, set(known)
        self.tickets = {ticket.code.casefold(): ticket for ticket in tickets}
        self.tickets |= {ticket.name.casefold(): ticket for ticket in tickets}
        self.first: dict[str, int] = {}
        self.names = Counter(line["name"].casefold() for line in lines)

    def check(self, line: Line) -> Checked:
        """Return the line's person with what is wrong."""
        ticket = self.tickets.get(line["ticket"].casefold()) if line["ticket"] else self.common.ticket_type
        country = _country(line["country"]) if line["country"] else self.common.country
        problems = [*self._of_cells(line), *self._of_address(line)]
        if ticket is None:
            problems.append(_("There is no ticket “%s”.") % line["ticket"][:40])
        elif ticket.one_day:
            problems.append(_("Tickets for one day are ordered on the usual pages, where the day is chosen."))
        if not country:
            problems.append(_("There is no country “%s”.") % line["country"][:40])
        twice = self.names[line["name"].casefold()] > 1
        hints = [_("The name is in the list more than once.")] if line["name"] and twice else []
        return Checked(line.number, self._person(line, ticket, country), problems, hints)

    def _person(self, line: Line, ticket: TicketType | None, country: str) -> Person:
        common = self.common
        return Person(
            ticket_type=ticket or common.ticket_type,
            add_ons=common.add_ons,
            name=line["name"][:200],
            badge_name=line["badge_name"][:120],
            email=line["email"].lower()[:254],
            agency=(line["agency"] or common.agency)[:200],
            country=country,
            address=common.address,
            proof=common.proof,
            answers=common.answers,
        )

    def _of_cells(self, line: Line) -> Iterator[str]:
        if "=" in line.values.values():
            yield _("A cell holds a formula; write its value.")
        if not line["name"]:
            yield _("The name is missing.")
        elif len(line["name"]) > 200:
            yield _("The name is longer than 200 letters.")

    def _of_address(self, line: Line) -> Iterator[str]:
        email = line["email"].lower()
        if not email:
            yield _("The e-mail address is missing.")
            return
        try:
            validate_email(email)
        except ValidationError:
            yield _("“%s” is not an e-mail address.") % email[:60]
            return
        before = self.first.setdefault(email, line.number)
        if before != line.number:
            yield _("The address is the same as in line %d.") % before
        if email in self.known:
            yield _("Your orders have a place for this address already.")


def _country(text: str) -> str:
    """Return a country's code, given as code or by its name; empty if there is none."""
    code = text.upper()
    return code if code in countries.countries else countries.by_name(text)
