"""What billing refuses, by name; the message is a sentence for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BillingError(Exception):
    """The act was refused; nothing was changed. `sentence` says what to do."""

    sentence: str | Promise = _("This could not be done.")

    def __str__(self) -> str:
        return ": ".join([str(self.sentence), *map(str, self.args)])


class AppendOnlyError(BillingError):
    """A row of the books was about to be changed or deleted."""

    sentence = _("What stands in the books is never changed; take it back with a new entry.")


class IllegalMoveError(BillingError):
    """The state's table of moves does not allow this."""

    sentence = _("The order is no longer in a state that allows this. Load the page again.")


class EmptyOrderError(BillingError):
    """An order needs at least one line."""

    sentence = _("Choose at least one item.")


class NegativeTotalError(BillingError):
    """An order cannot cost less than nothing."""

    sentence = _("An order cannot cost less than nothing.")


class OrderClosedError(BillingError):
    """The order was cancelled or has expired."""

    sentence = _("This order has ended. Place a new one.")


class NotReversibleError(BillingError):
    """The line belongs elsewhere, is itself a reversal, or has less left than was asked."""

    sentence = _("This line was already taken back.")


class NotReinstatableError(BillingError):
    """Only an expired order whose money came late can be taken up again."""

    sentence = _("Only an expired order that was paid late can be taken up again.")


class NothingToPayError(BillingError):
    """Nothing is owed."""

    sentence = _("Nothing is left to pay for this order.")


class PaymentUnderWayError(BillingError):
    """A payment of this order is being processed; a second one would pay twice."""

    sentence = _("A payment for this order is being processed. Wait until its outcome is known.")


class PaymentUnavailableError(BillingError):
    """Stripe could not be reached or answered with an error of its own."""

    sentence = _("The payment service does not answer. Nothing was charged and your order is kept: try again.")


class TooManyAttemptsError(BillingError):
    """The order was taken to the payment page too often."""

    sentence = _("This order was taken to the payment page too often. Write to us and we will help.")


class WrongAmountError(BillingError):
    """The amount is not positive, or more than can be paid back."""

    sentence = _("The amount must be more than zero and at most what can be paid back.")


class NoCardPaymentError(BillingError):
    """The order has no card payment that Stripe could pay back."""

    sentence = _("No card payment covers this amount. Pay it back by transfer or check and book that.")


class WrongMethodError(BillingError):
    """The order is not paid that way."""

    sentence = _("This order is not paid that way.")


class DecidedError(BillingError):
    """Somebody decided this before."""

    sentence = _("This was decided before.")


class WrongFileError(BillingError):
    """The file is not a PDF, JPEG or PNG."""

    sentence = _("The file must be a PDF, JPEG or PNG.")


class ForgedEventError(BillingError):
    """The webhook's signature is missing, wrong or too old."""

    sentence = _("The signature is not valid.")


class NotEnoughLeftError(BillingError):
    """More was to be allocated than is left of the deposit, or of the line."""

    sentence = _("So much is not left any more: somebody else may have allocated it. Load the page again.")


class WrongCurrencyError(BillingError):
    """Money of one currency does not pay an order of another."""

    sentence = _("The order is in another currency.")


class NothingChosenError(BillingError):
    """No order and no line was chosen."""

    sentence = _("Choose at least one person or order, or type an amount.")


class ReplacedError(BillingError):
    """Another invoice stands for this one already."""

    sentence = _("This invoice was replaced before. Reissue the one that replaces it.")


class NotOverdueError(BillingError):
    """No late fee is due, or it was charged before."""

    sentence = _("No late fee is due for this order, or it was charged before.")


class UnknownCreditError(BillingError):
    """The credit is unknown, another buyer's, used up, run out, or not for this order; all are answered alike."""

    sentence = _("This code does not pay for this order. Look for a typing error; it works for its own buyer only.")


class UnderWayError(BillingError):
    """The same is being done at this moment."""

    sentence = _("This is being done already. Wait for its result.")
