"""What the training office can do with a cohort from its page, as one table."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin.actions import Action
from training.cohorts import services
from training.cohorts.admin.forms import CohortActForm, PresenceForm, ReasonForm, StrikeForm
from training.cohorts.models import Cohort
from training.permissions import can_decide_visits

State = Cohort.State


def _is(state: str) -> Callable[[Cohort], bool]:
    return lambda cohort: cohort.state == state


ACTIONS: dict[str, Action] = {
    "open": Action(
        label=_("Open it"), icon="check", form=CohortActForm, allowed=can_decide_visits, is_due=_is(State.DRAFT),
        run=lambda cohort, values, actor: services.open_cohort(cohort=cohort, actor=actor),
        done=_("People can take places now."),
    ),
    "presence": Action(
        label=_("Note who was there"), icon="group", form=PresenceForm, allowed=can_decide_visits,
        is_due=_is(State.OPEN),
        run=lambda cohort, values, actor: services.note_presence(
            cohort=cohort, actor=actor, places=values["places"], starts_at=values["starts_at"],
            ends_at=values["ends_at"],
        ),
        done=_("It is noted."),
    ),
    "strike": Action(
        label=_("Strike out a note"), icon="cross", form=StrikeForm, allowed=can_decide_visits,
        is_due=_is(State.OPEN),
        run=lambda cohort, values, actor: services.strike_presence(actor=actor, **values),
        done=_("The note is struck out."), danger=True,
    ),
    "held": Action(
        label=_("It has taken place"), icon="check", form=CohortActForm, allowed=can_decide_visits,
        is_due=lambda cohort: cohort.state == State.OPEN and cohort.spans[-1].end <= timezone.now(),
        run=lambda cohort, values, actor: services.hold_cohort(cohort=cohort, actor=actor),
        done=_("The certificates are issued."),
    ),
    "cancel": Action(
        label=_("Cancel the cohort"), icon="bin", form=ReasonForm, allowed=can_decide_visits,
        is_due=lambda cohort: cohort.may_move_to(State.CANCELLED),
        run=lambda cohort, values, actor: services.cancel_cohort(cohort=cohort, actor=actor, **values),
        done=_("The cohort is cancelled; everybody with a place is told."), danger=True,
    ),
}  # fmt: skip
