"""What the training office can do with a visit from its page, as one table."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin.actions import Action
from training.permissions import can_decide_visits
from training.visits.admin.forms import ApproveForm, HeldForm, ReasonForm, VetForm
from training.visits.deciding import approve_visit, cancel_visit, hold_visit, refuse_visit, vet_visitor
from training.visits.models import Visit

State = Visit.State


def _may_go_to(state: str) -> Callable[[Visit], bool]:
    return lambda visit: visit.may_move_to(state)


ACTIONS: dict[str, Action] = {
    "approve": Action(
        label=_("Approve"), icon="check", form=ApproveForm, allowed=can_decide_visits,
        is_due=_may_go_to(State.APPROVED),
        run=lambda visit, values, actor: approve_visit(visit=visit, actor=actor, **values),
        done=_("The visit is approved; the coordinator is told."),
    ),
    "vet": Action(
        label=_("Note the vetting of a visitor"), icon="lock", form=VetForm, allowed=can_decide_visits,
        is_due=_may_go_to(State.APPROVED),
        run=lambda visit, values, actor: vet_visitor(actor=actor, **values),
        done=_("The visitor is vetted."),
    ),
    "refuse": Action(
        label=_("Refuse"), icon="cross", form=ReasonForm, allowed=can_decide_visits, is_due=_may_go_to(State.REFUSED),
        run=lambda visit, values, actor: refuse_visit(visit=visit, actor=actor, **values),
        done=_("The visit is refused; the coordinator is told, without a reason."), danger=True,
    ),
    "held": Action(
        label=_("It has taken place"), icon="check", form=HeldForm, allowed=can_decide_visits,
        is_due=lambda visit: visit.may_move_to(State.HELD) and timezone.localdate() >= visit.last_day,
        run=lambda visit, values, actor: hold_visit(
            visit=visit, actor=actor, attended=[visitor.pk for visitor in values["attended"]]
        ),
        done=_("The certificates are issued; the agency is asked how it was."),
    ),
    "cancel": Action(
        label=_("Cancel the visit"), icon="bin", form=ReasonForm, allowed=can_decide_visits,
        is_due=_may_go_to(State.CANCELLED),
        run=lambda visit, values, actor: cancel_visit(visit=visit, actor=actor, **values),
        done=_("The visit is cancelled; the coordinator is told, without a reason."), danger=True,
    ),
}  # fmt: skip
