"""What we read of Stripe's objects: ids and amounts, validated; everything else is dropped at the door."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _id_of(value: Any) -> Any:
    """Stripe sends an id, or the object itself if it was asked to expand it."""
    return value.get("id") if isinstance(value, dict) else value


Reference = Annotated[str | None, BeforeValidator(_id_of)]
Metadata = Annotated[dict[str, str], BeforeValidator(lambda value: value or {})]


class Message(BaseModel):
    """One of Stripe's objects, reduced."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(max_length=120)


class SessionMessage(Message):
    """A Checkout session."""

    status: str | None = None
    payment_status: str = "unpaid"
    amount_total: int | None = None
    currency: str | None = None
    payment_intent: Reference = None
    client_reference_id: str | None = None
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

    amount: int
    currency: str
    payment_intent: Reference = None
    status: str | None = None
    metadata: Metadata = Field(default_factory=dict)


class RefundList(BaseModel):
    """The refunds inside a charge; newer API versions leave them out."""

    data: list[RefundMessage] = Field(default_factory=list)


class ChargeMessage(Message):
    """A charge that was refunded."""

    payment_intent: Reference = None
    amount_refunded: int = 0
    refunds: Annotated[RefundList, BeforeValidator(lambda value: value or {})] = Field(default_factory=RefundList)


class DisputeMessage(Message):
    """A chargeback."""

    amount: int
    currency: str
    payment_intent: Reference = None
    status: str | None = None


class EventData(BaseModel):
    """The object that an event is about."""

    object: dict[str, Any]


class EventMessage(Message):
    """One event."""

    type: str = Field(max_length=80)
    created: int = Field(default=0, ge=0, le=2**40)
    data: EventData

    @property
    def created_at(self) -> datetime:
        """When Stripe made it."""
        return datetime.fromtimestamp(min(self.created, 2**34), UTC)
