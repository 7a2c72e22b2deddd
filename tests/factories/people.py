"""Users, agencies, clearances."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from people.accounts.models import User
from people.agencies.models import Agency, AgencyDomain, Approval
from people.clearance.models import Clearance

PASSWORD = "correct horse battery staple"


class UserFactory(factory.django.DjangoModelFactory):
    """A signed-up person with a verified address; `roles=[...]` makes staff."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = "Robin Example"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or []:
            self.groups.add(Group.objects.get_or_create(name=str(role))[0])


class AgencyFactory(factory.django.DjangoModelFactory):
    """An approved agency."""

    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n}")
    kind = Agency.Kind.LAW_ENFORCEMENT
    country = "US"
    state = Approval.APPROVED


class AgencyDomainFactory(factory.django.DjangoModelFactory):
    """A verified domain."""

    class Meta:
        model = AgencyDomain

    agency = factory.SubFactory(AgencyFactory)
    domain = factory.Sequence(lambda n: f"agency{n}.example.gov")
    verified_at = factory.Faker("date_time", tzinfo=__import__("datetime").UTC)


class ClearanceFactory(factory.django.DjangoModelFactory):
    """A sworn clearance without an end."""

    class Meta:
        model = Clearance

    email = factory.Sequence(lambda n: f"cleared{n}@example.org")
    kind = Clearance.Kind.SWORN
    method = Clearance.Method.IDENTIFICATION
