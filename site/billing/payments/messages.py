"""What we read of Stripe's objects: ids and amounts, validated; everything else is dropped at the door."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _id_of(value: Any) -> Any:
    """Stripe sends an id, or the object itself if it was asked to expand it."""
    return value.get("id") if isinstance(value, dict) else value


def _our_keys(value: Any) -> dict[str, str]:
    """Keep of the metadata what could be a key of ours."""
    known = value.items() if isinstance(value, dict) else ()
    return {key: text for key, text in known if isinstance(text, str) and KEY.fullmatch(text)}


def _moment(value: Any) -> datetime:
    if not isinstance(value, int) or not 0 <= value < 2**34:
        raise ValueError("no time")
    return datetime.fromtimestamp(value, UTC)


KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
# The alphabet of Stripe's ids and states; nothing else reaches the database.
Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,120}$")]
Reference = Annotated[Word | None, BeforeValidator(_id_of)]
Metadata = Annotated[dict[str, str], BeforeValidator(_our_keys)]
Currency = Annotated[str, Field(pattern="^[A-Za-z]{3}$")]
# In the smallest unit; more than a card can pay.
Amount = Annotated[int, Field(gt=0, lt=10**11)]
# Stripe's time, in seconds since 1970.
Moment = Annotated[datetime, BeforeValidator(_moment)]


class Message(BaseModel):
    """One of Stripe's objects, reduced."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Word


class SessionMessage(Message):
    """A Checkout session."""

    status: Word | None = None
    payment_status: Word = "unpaid"
    amount_total: Annotated[int, Field(ge=0, lt=10**11)] | None = None
    currency: Currency | None = None
    payment_intent: Reference = None
    metadata: Metadata = Field(default_factory=dict)
    url: str | None = None
    expires_at: int | None = None

    @property
    def money_reference(self) -> str:
        """What the ledger knows the payment by."""
        return self.payment_intent or self.id

    @property
    def ends_at(self) -> datetime | None:
        """When the session can no longer be paid."""
        return datetime.fromtimestamp(self.expires_at, UTC) if self.expires_at else None


class RefundMessage(Message):
    """A refund."""

    amount: Amount
    currency: Currency
    payment_intent: Reference = None
    status: Word | None = None
    metadata: Metadata = Field(default_factory=dict)


class RefundList(BaseModel):
    """The refunds inside a charge; newer API versions leave them out."""

    data: list[RefundMessage] = Field(default_factory=list)


class ChargeMessage(Message):
    """A charge that was refunded."""

    payment_intent: Reference = None
    refunds: Annotated[RefundList, BeforeValidator(lambda value: value or {})] = Field(default_factory=RefundList)


class DisputeMessage(Message):
    """A chargeback."""

    amount: Amount
    currency: Currency
    payment_intent: Reference = None
    status: Word | None = None


class BalanceMessage(Message):
    """A movement of the account's balance at Stripe; money that went out is negative, a fee is positive."""

    type: Word
    source: Reference = None
    amount: Annotated[int, Field(gt=-(10**11), lt=10**11)]
    fee: Annotated[int, Field(gt=-(10**11), lt=10**11)]
    net: Annotated[int, Field(gt=-(10**11), lt=10**11)]
    currency: Currency
    created: Moment


class ListedCharge(ChargeMessage):
    """A charge in a list."""

    amount: Amount
    currency: Currency
    paid: bool = False
    status: Word | None = None
    balance_transaction: Reference = None
    created: Moment


class ListedRefund(RefundMessage):
    """A refund in a list."""

    created: Moment


class ListedDispute(DisputeMessage):
    """A dispute in a list, with what it moved."""

    balance_transactions: list[BalanceMessage] = Field(default_factory=list)
    created: Moment


class PayoutMessage(Message):
    """Money that Stripe sent to the bank."""

    amount: Annotated[int, Field(gt=-(10**11), lt=10**11)]
    currency: Currency
    status: Word | None = None
    arrival_date: Moment
    created: Moment


class EventData(BaseModel):
    """The object that an event is about."""

    object: dict[str, Any]


class EventMessage(Message):
    """One event."""

    type: Annotated[str, Field(pattern="^[a-z0-9_.]{1,80}$")]
    created: int = Field(default=0, ge=0, le=2**40)
    data: EventData

    @property
    def created_at(self) -> datetime:
        """When Stripe made it."""
        return datetime.fromtimestamp(min(self.created, 2**34), UTC)
