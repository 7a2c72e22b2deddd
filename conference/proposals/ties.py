"""What ties a person to proposals, so that nobody reviews their own, or their agency's."""

from dataclasses import dataclass

from django.db.models import Q

from conference.proposals.authors import verified_addresses
from conference.proposals.models.people import Presenter, PresenterQuerySet
from conference.proposals.recognition import address_digest, agency_digest, domain_digest
from people.accounts.models import User
from people.agencies.models import Membership


@dataclass(frozen=True)
class Ties:
    """A person's account, addresses, agencies and mail domains, as digests."""

    user: User
    addresses: frozenset[str]
    agencies: frozenset[str]
    domains: frozenset[str]

    @property
    def _own(self) -> Q:
        return Q(user=self.user) | Q(email_digest__in=self.addresses)

    def own_parts(self) -> PresenterQuerySet:
        """Return the parts that are the person's own; removed ones too, since they have read it."""
        return Presenter.objects.filter(self._own)

    def near_parts(self) -> PresenterQuerySet:
        """Return the standing parts of the person and of people of their agency."""
        near = Q(agency_digest__in=self.agencies) | Q(domain_digest__in=self.domains)
        return Presenter.objects.standing().filter(self._own | near)


def ties_of(user: User) -> Ties:
    """Return what ties a person to proposals, in two queries."""
    addresses = verified_addresses(user)
    agencies = Membership.objects.approved().filter(user=user).values_list("agency__name", flat=True)
    return Ties(
        user,
        frozenset(map(address_digest, addresses)),
        frozenset(filter(None, map(agency_digest, agencies))),
        frozenset(filter(None, map(domain_digest, addresses))),
    )
