"""Who somebody is to the proposals: an account with verified addresses, or an address that a mailed link proved."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from conference.proposals.models.people import Presenter, PresenterQuerySet
from conference.proposals.recognition import address_digest, normal_address
from people.accounts.models import User

SESSION_KEY = "proposal_addresses"
KEPT = timedelta(hours=12)


@dataclass(frozen=True)
class Author:
    """Somebody who proposes; `addresses` are proved to be theirs, the first one is written to."""

    addresses: tuple[str, ...]
    user: User | None = None
    name: str = field(default="", compare=False)

    @property
    def digests(self) -> list[str]:
        """What their addresses are recognized by."""
        return [address_digest(address) for address in self.addresses]

    def parts(self) -> PresenterQuerySet:
        """Return their parts in all proposals: entered under their account, or for an address of theirs."""
        own = Q(email_digest__in=self.digests)
        if self.user:
            own |= Q(user=self.user)
        return Presenter.objects.filter(own)


def verified_addresses(user: User) -> tuple[str, ...]:
    """Return the addresses that an account has verified, its own first."""
    rows = user.emailaddress_set.filter(verified=True).order_by("-primary", "pk")  # type: ignore[attr-defined]
    return tuple(normal_address(email) for email in rows.values_list("email", flat=True))


def author_of(request: HttpRequest) -> Author | None:
    """Return who asks: the signed-in person together with what links proved in this browser; None for a stranger."""
    proved = proved_addresses(request)
    user = request.user if request.user.is_authenticated else None
    addresses = tuple(dict.fromkeys((*(verified_addresses(user) if user else ()), *proved)))
    return Author(addresses, user, user.name if user else "") if addresses else None


def proved_addresses(request: HttpRequest) -> tuple[str, ...]:
    """Return the addresses that mailed links proved in this browser during the last hours."""
    now = timezone.now().timestamp()
    kept: dict[str, float] = request.session.get(SESSION_KEY, {})
    return tuple(address for address, until in kept.items() if until > now)


def prove_address(request: HttpRequest, email: str) -> None:
    """Let this browser act for an address for some hours; the session gets a new key, so that none can be planted."""
    kept: dict[str, float] = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = {**kept, normal_address(email): (timezone.now() + KEPT).timestamp()}
    request.session.cycle_key()


def forget_addresses(request: HttpRequest) -> None:
    """Let this browser act for nobody any more, as on a shared computer."""
    request.session.pop(SESSION_KEY, None)
