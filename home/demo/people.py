"""The demo's people: who can sign in, what is verified about them, which agencies there are. All invented."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from people.accounts.models import User
from people.agencies.models import Agency, AgencyDomain, Approval, Membership
from people.clearance.models import Clearance
from people.clearance.services import give_clearance
from people.roles import Role

PASSWORD = "threat-management-2027"  # noqa: S105 - printed at every start of the demo
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Login:
    """One of the printed logins and what it is for."""

    name: str
    person: str
    purpose: str
    roles: tuple[str, ...] = ()
    clearances: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """The address."""
        return f"{self.name}@{DOMAIN}"


LOGINS = (
    Login("organizer", "Olivia Ortega", "edits everything of the conference", (Role.ORGANIZER, Role.REGISTRATION,
          Role.PROGRAMME, Role.SECURITY)),
    Login("programme", "Priya Raman", "edits the agenda with the organizer", (Role.PROGRAMME,)),
    Login("reviewer", "Ruth Okafor", "reviews proposals, without seeing names", (Role.REVIEWER,)),
    Login("finance", "Farid Haddad", "orders, payments, refunds, invoices", (Role.FINANCE,)),
    Login("checkin", "Chiara Conti", "the desk", (Role.CHECKIN,)),
    Login("credits", "Cleo Marsh", "attendance, credit schemes, certificates", (Role.CREDITS,)),
    Login("training", "Tomas Novak", "writes courses and enrols learners", (Role.TRAINING,)),
    Login("expert", "Elif Demir", "reviews courses as subject expert", (Role.SUBJECT_EXPERT,)),
    Login("counsel", "Cormac Daly", "reviews courses as counsel", (Role.COUNSEL,)),
    Login("advocate", "Ana Duarte", "reviews courses as victim advocate", (Role.VICTIM_ADVOCATE,)),
    Login("attendee", "Anna Lindqvist", "a member who registers", (), (Clearance.Kind.MEMBER,)),
    Login("sworn", "Sam Whitfield", "an officer who sees restricted sessions", (), (Clearance.Kind.SWORN,
          Clearance.Kind.GOVERNMENT)),
    Login("speaker", "Sofia Petrov", "a speaker"),
    Login("coordinator", "Carla Mendes", "buys an agency's seats and sees its people's progress"),
    Login("learner", "Li Wen", "takes a course"),
)  # fmt: skip

AGENCIES = (
    ("Port Meridian Police Department", Agency.Kind.LAW_ENFORCEMENT, "US", "portmeridian.example"),
    ("Alder County District Attorney", Agency.Kind.PROSECUTION, "US", "alderda.example"),
    ("Nordhavn Politi", Agency.Kind.LAW_ENFORCEMENT, "DK", "nordhavn.example"),
    ("Harbour Health Trust", Agency.Kind.HEALTH, "GB", "harbourhealth.example"),
    ("Demo Agency", Agency.Kind.GOVERNMENT, "US", DOMAIN),
)


def build_people() -> dict[str, User]:
    """Make the logins with their roles and clearances, and the agencies; return the users by name. Idempotent."""
    users = {login.name: _user(login) for login in LOGINS}
    for name, kind, country, domain in AGENCIES:
        agency, _made = Agency.objects.get_or_create(
            name=name,
            country=country,
            defaults={"kind": kind, "state": Approval.APPROVED, "evidence": "demo", "decided_at": timezone.now()},
        )
        AgencyDomain.objects.get_or_create(agency=agency, domain=domain, defaults={"verified_at": timezone.now()})
    own = Agency.objects.get(name="Demo Agency")
    Membership.objects.get_or_create(
        user=users["coordinator"],
        agency=own,
        role=Membership.Role.COORDINATOR,
        defaults={"state": Approval.APPROVED, "evidence": "demo"},
    )
    return users


def _user(login: Login) -> User:
    user = User.objects.filter(email=login.email).first()
    if user is None:
        user = User.objects.create_user(login.email, PASSWORD, name=login.person)
    EmailAddress.objects.get_or_create(user=user, email=login.email, defaults={"verified": True, "primary": True})
    user.groups.set(Group.objects.filter(name__in=login.roles))
    for kind in login.clearances:
        if not Clearance.objects.of_address(login.email).valid().filter(kind=kind).exists():
            give_clearance(email=login.email, kind=kind, method=Clearance.Method.IDENTIFICATION, actor=None)
    return user
