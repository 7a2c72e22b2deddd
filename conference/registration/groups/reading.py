"""From what a draft keeps of a group to its dry run."""

from collections.abc import Mapping, Sequence
from typing import Any

from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.groups.checking import Common, DryRun, check_lines
from conference.registration.groups.lines import read_lines
from conference.registration.places import Registration
from conference.registration.questions.asking import Given, applies_to
from conference.registration.questions.models import QuestionVersion
from people.accounts.models import User


def dry_run(
    edition: Edition,
    tickets: Sequence[TicketType],
    add_ons: Sequence[AddOn],
    kept: Mapping[str, Any],
    *,
    questions: Sequence[QuestionVersion] = (),
    user: User | None,
) -> DryRun | None:
    """Return what a kept list would order, or None if its ticket is not offered any more. One query for any number."""
    ticket = next((item for item in tickets if item.pk == kept["ticket_type"]), None)
    if ticket is None:
        return None
    common = Common(
        ticket_type=ticket,
        agency=kept["agency"],
        country=kept["country"],
        address=kept["address"],
        proof=kept["proof"],
        answers=_answers(questions, kept.get("answers", {}), ticket),
        add_ons=[add_on for add_on in add_ons if add_on.pk in kept["add_ons"]],
    )
    return check_lines(
        read_lines(kept["people"]),
        common=common,
        tickets=tickets,
        later=kept["later"],
        known=own_addresses(edition, user),
    )


def _answers(questions: Sequence[QuestionVersion], kept: Mapping[str, Any], ticket: TicketType) -> list[Given]:
    """Return the answers that hold for everybody; an option that is offered no more is left out."""
    given = [Given(version, kept[version.question.key]) for version in questions if version.question.key in kept]
    return [
        item
        for item in given
        if applies_to(item.version, ticket.code)
        and all(item.version.option(key) or key == "yes" for key in item.options)
    ]


def own_addresses(edition: Edition, user: User | None) -> list[str]:
    """Return the addresses that the buyer's own orders have places for."""
    if user is None:
        return []
    own = Registration.objects.of(edition).occupying().filter(order__user=user).exclude(email="")
    return list(own.values_list("email", flat=True))
