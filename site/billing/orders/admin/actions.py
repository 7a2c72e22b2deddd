"""What can be done with an order from its page, as one table: name, form, who may, when, and the service."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from billing.invoices.emails import resend_documents
from billing.invoices.reissuing import issue_pro_forma, reissue_invoice
from billing.orders.admin.correcting import CorrectionForm, ReissueForm, correctable, reissuable
from billing.orders.admin.forms import ActForm, CancelForm, HandRefundForm, PaymentForm, ReasonForm, RefundForm
from billing.orders.models import Order
from billing.orders.services import cancel_order
from billing.payments.services import book_payment, correct_payment
from billing.permissions import can_cancel_orders, can_see_finance, can_work_on_finance
from billing.purchase_orders.models import PurchaseOrder
from billing.purchase_orders.services import approve_purchase_order, refuse_purchase_order
from billing.refunds.services import book_refund, refundable_by_card, request_refund
from billing.terms.services import charge_late_fee, may_charge_late_fee
from core.admin.actions import Action
from core.money import ZERO


def _purchase_order_may(state: str) -> Callable[[Order], bool]:
    def may(order: Order) -> bool:
        promise = getattr(order, "purchase_order", None)
        return order.is_live and promise is not None and state in PurchaseOrder.MOVES[promise.state]

    return may


ACTIONS: dict[str, Action] = {
    "payment": Action(
        label=_("Book a payment"),
        icon="plus",
        form=PaymentForm,
        allowed=can_work_on_finance,
        is_due=lambda order: order.state != Order.State.HELD,
        run=lambda order, values, actor: book_payment(order=order, actor=actor, **values),
        done=_("The payment is booked."),
    ),
    "correct": Action(
        label=_("Take back a payment booked by mistake"),
        icon="undo",
        form=CorrectionForm,
        allowed=can_work_on_finance,
        is_due=lambda order: bool(correctable(order)),
        run=lambda order, values, actor: correct_payment(entry=values["entry"], reason=values["reason"], actor=actor),
        done=_("The payment is taken back by an entry of its own."),
        danger=True,
    ),
    "reissue": Action(
        label=_("Reissue an invoice to somebody else"),
        icon="doc-full",
        form=ReissueForm,
        allowed=can_work_on_finance,
        is_due=lambda order: bool(reissuable(order)),
        run=lambda order, values, actor: reissue_invoice(
            invoice=values["invoice"], billing=values["billing"], reason=values["reason"], actor=actor
        ),
        done=_("The invoice is issued anew; the old one stays, marked replaced. It is on its way."),
    ),
    "pro-forma": Action(
        label=_("Make a pro-forma invoice"),
        icon="doc-full",
        form=ActForm,
        allowed=can_see_finance,
        is_due=lambda order: order.is_live and order.balance > ZERO,
        run=lambda order, values, actor: issue_pro_forma(order=order, actor=actor),
        done=_("The pro-forma invoice is being made; it appears among the documents."),
    ),
    "late-fee": Action(
        label=_("Charge the late fee"),
        icon="time",
        form=ActForm,
        allowed=can_work_on_finance,
        is_due=may_charge_late_fee,
        run=lambda order, values, actor: charge_late_fee(order=order, actor=actor),
        done=_("The late fee is added and goes out on an invoice of its own."),
    ),
    "approve-po": Action(
        label=_("Approve the purchase order"),
        icon="check",
        form=ActForm,
        allowed=can_work_on_finance,
        is_due=_purchase_order_may(PurchaseOrder.State.APPROVED),
        run=lambda order, values, actor: approve_purchase_order(order=order, actor=actor),
        done=_("The purchase order is approved."),
    ),
    "refuse-po": Action(
        label=_("Refuse the purchase order"),
        icon="cross",
        form=ReasonForm,
        allowed=can_work_on_finance,
        is_due=_purchase_order_may(PurchaseOrder.State.REFUSED),
        run=lambda order, values, actor: refuse_purchase_order(order=order, reason=values["reason"], actor=actor),
        done=_("The purchase order is refused. The order stays; a better one may be sent."),
        danger=True,
    ),
    "refund": Action(
        label=_("Refund to the card"),
        icon="undo",
        form=RefundForm,
        allowed=can_work_on_finance,
        is_due=lambda order: bool(refundable_by_card(order)),
        run=lambda order, values, actor: request_refund(order=order, actor=actor, **values),
        done=_("The refund is on its way. The ledger shows it when Stripe confirms it."),
    ),
    "hand-refund": Action(
        label=_("Book a refund by transfer or check"),
        icon="undo",
        form=HandRefundForm,
        allowed=can_work_on_finance,
        is_due=lambda order: order.paid > ZERO,
        run=lambda order, values, actor: book_refund(
            order=order, actor=actor, paid_on=values.pop("received_on"), **values
        ),
        done=_("The refund is booked."),
    ),
    "resend": Action(
        label=_("Send the documents again"),
        icon="mail",
        form=ActForm,
        allowed=can_see_finance,
        is_due=lambda order: order.invoices.exclude(file=None).exists(),
        run=lambda order, values, actor: resend_documents(order=order, actor=actor),
        done=_("The documents are on their way to the billing contact."),
    ),
    "cancel": Action(
        label=_("Cancel the order"),
        icon="bin",
        form=CancelForm,
        allowed=can_cancel_orders,
        is_due=lambda order: order.is_live,
        run=lambda order, values, actor: cancel_order(
            order=order, reason=values["reason"], refund=values["refund"], actor=actor
        ),
        done=_("The order is cancelled."),
        danger=True,
    ),
}
