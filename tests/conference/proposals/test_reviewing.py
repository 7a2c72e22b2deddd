"""Review: by track, without conflicts of interest, blind; a row each; lists and grid."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factories.conference import AccessLevelFactory, TrackFactory
from factories.people import AgencyFactory, ClearanceFactory, UserFactory
from factories.proposals import CallFactory, author, part, reviewer, submitted

from conference.proposals.models import ConflictOfInterest, Proposal, Review
from conference.proposals.services.inviting import invite
from core.audit.models import AuditEntry
from people.agencies.models import Approval, Membership

pytestmark = pytest.mark.django_db
LIST = "/admin/conference/proposals/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def call():
    return CallFactory()


def browse(user):
    client = Client()
    client.force_login(user)
    return client


def committee():
    return browse(UserFactory(roles=["programme"]))


def typed(call, *values, revision=0, **more):
    keys = [f"c{item.pk}" for item in call.criteria.all()]
    return {"revision": revision, **dict(zip(keys, values, strict=False)), **more}


def rate(user, proposal, *values, revision=0, **more):
    return browse(user).post(f"{LIST}{proposal.pk}/", typed(proposal.call, *values, revision=revision, **more))


def test_reviewers_see_their_tracks_and_nothing_else(call):
    other = TrackFactory(edition=call.edition, code="LEGAL")
    mine = submitted(call, title="In my track")
    submitted(call, title="In another", track=other)
    user = reviewer(call, call.tracks.get())

    page = browse(user).get(LIST).content.decode()

    assert "In my track" in page
    assert "In another" not in page
    assert browse(user).get(f"{LIST}{mine.pk}/").status_code == 200
    assert browse(user).get(f"{LIST}{Proposal.objects.get(title='In another').pk}/").status_code == 404


def test_drafts_and_withdrawn_ones_are_not_reviewed(call):
    proposal = submitted(call)
    Proposal.objects.update(state="withdrawn")
    user = reviewer(call)

    assert browse(user).get(f"{LIST}{proposal.pk}/").status_code == 404


def test_the_role_alone_shows_nothing(call):
    proposal = submitted(call)
    user = UserFactory(roles=["reviewer"])

    assert proposal.title not in browse(user).get(LIST).content.decode()
    assert browse(user).get(f"{LIST}{proposal.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["finance", "check-in", "registration", "credits"])
def test_other_roles_open_nothing(call, role):
    proposal = submitted(call)
    client = browse(UserFactory(roles=[role]))

    for address in ("", "grid/", "export/", "import/", "enter/", f"{proposal.pk}/", f"{proposal.pk}/people/"):
        assert client.get(LIST + address).status_code in {302, 403}


def test_a_reviewer_reaches_none_of_the_committees_screens(call):
    proposal = submitted(call)
    client = browse(reviewer(call))

    for address in (
        "export/",
        "reviews/export/",
        "import/",
        "enter/",
        f"{proposal.pk}/people/",
        f"{proposal.pk}/reopen/",
    ):
        assert client.get(LIST + address).status_code in {302, 403}
    assert client.get("/admin/conference/calls/").status_code in {302, 403}


def by_agency(call, user):
    agency = AgencyFactory(name="Harbour University")
    Membership.objects.create(user=user, agency=agency, state=Approval.APPROVED)


def by_domain(call, user):
    user.emailaddress_set.create(email="second@proposers.example", verified=True)


def by_declaring(call, user):
    ConflictOfInterest.objects.create(proposal=Proposal.objects.get(), reviewer=user)


def by_writing_along(call, user):
    invite(proposal=Proposal.objects.get(), name="", email=user.email.upper(), role="panelist", actor=None)


@pytest.mark.parametrize("tie", [by_agency, by_domain, by_declaring, by_writing_along])
def test_conflicts_of_interest_are_excluded(call, tie):
    proposal = submitted(call, title="Too near", person=part(organization="HARBOUR  University."))
    user = reviewer(call)
    tie(call, user)

    assert "Too near" not in browse(user).get(LIST).content.decode()
    assert rate(user, proposal, 3, 3).status_code == 404
    assert not Review.objects.filter(total__isnull=False).exists()


def test_a_common_mail_provider_is_no_agency(call):
    proposal = submitted(call, author("somebody@gmail.com"), person=part(organization=""))
    user = reviewer(call, email="reviewer@gmail.com")

    assert browse(user).get(f"{LIST}{proposal.pk}/").status_code == 200


def test_a_review_stops_counting_when_a_tie_appears(call):
    proposal = submitted(call)
    user = reviewer(call)
    rate(user, proposal, 5, 5)
    assert Review.objects.counted().count() == 1

    invite(proposal=proposal, name="", email=user.email, role="panelist", actor=None)

    assert Review.objects.counted().count() == 0
    assert Review.objects.get().total == 5


def test_declaring_a_conflict_takes_the_reviewer_off(call):
    proposal = submitted(call)
    user = reviewer(call)
    rate(user, proposal, 5, 5)

    answer = browse(user).post(f"{LIST}{proposal.pk}/conflict/", {"reason": "former colleagues"})

    assert answer.status_code == 302
    assert Review.objects.counted().count() == 0
    assert browse(user).get(f"{LIST}{proposal.pk}/").status_code == 404


def test_the_committee_does_not_look_over_its_own_reviewers_shoulders(call):
    user = UserFactory(roles=["programme"], email="both@host.example")
    proposal = submitted(call, author("both@host.example", user), title="By one of us")

    assert "By one of us" not in browse(user).get(LIST).content.decode()
    assert browse(user).get(f"{LIST}{proposal.pk}/").status_code == 404


SECRETS = ("Testwell", "Canarina", "Canary Ridge", "canary.example")


def blind_proposal(call):
    return submitted(
        call,
        author("testwell@canary.example"),
        person=part(name="Canarina Testwell", organization="Canary Ridge Police", bio="Canarina Testwell works."),
        title="What Canary Ridge Police learnt",
        abstract="Canarina Testwell shows cases. Write to testwell@canary.example.",
        review_abstract="At CANARY RIDGE POLICE we",
    )


def test_blind_reviewers_see_neither_names_nor_agencies(call):
    proposal = blind_proposal(call)
    client = browse(reviewer(call))

    pages = [client.get(LIST + address).content.decode() for address in ("", "grid/", f"{proposal.pk}/", "?q=learnt")]

    assert all("learnt" in page for page in pages)
    assert [secret for secret in SECRETS for page in pages if secret in page] == []


@pytest.mark.parametrize("text", ["Canary Ridge", "Testwell", "canarina"])
def test_a_search_does_not_tell_what_is_blacked_out(call, text):
    blind_proposal(call)

    page = browse(reviewer(call)).get(LIST, {"q": text}).content.decode()

    assert "learnt" not in page


def test_the_open_phase_shows_what_is_published(call):
    call.is_blind = False
    call.save()
    proposal = blind_proposal(call)

    assert "Canarina Testwell" in browse(reviewer(call)).get(f"{LIST}{proposal.pk}/").content.decode()


def test_who_is_withheld_shows_by_label_until_the_look_is_recorded(call):
    proposal = submitted(call, person=part(name="Canarina Testwell", publish_name=False))
    client = committee()

    assert "Testwell" not in client.get(f"{LIST}{proposal.pk}/").content.decode()
    assert "Testwell" not in client.get(LIST).content.decode()
    assert "Testwell" in client.get(f"{LIST}{proposal.pk}/people/").content.decode()
    assert AuditEntry.objects.filter(action="proposal.identities_read").count() == 1


@pytest.mark.parametrize(("kind", "status"), [("sworn", 200), ("member", 403), (None, 403)])
def test_the_restricted_abstract_is_for_cleared_reviewers_and_recorded(call, kind, status):
    level = AccessLevelFactory(edition=call.edition, code="sworn_only")
    proposal = submitted(call, restricted_abstract="The wire", restriction=level)
    user = reviewer(call)
    if kind:
        ClearanceFactory(email=user.email, kind=kind)

    answer = browse(user).get(f"{LIST}{proposal.pk}/restricted/")

    assert answer.status_code in {status, 302 if status == 403 else status}
    assert ("The wire" in answer.content.decode()) == (status == 200)
    assert AuditEntry.objects.filter(action="proposal.restricted_read").count() == (1 if status == 200 else 0)
    assert "The wire" not in browse(user).get(f"{LIST}{proposal.pk}/").content.decode()


def test_a_review_is_weighted_and_half_a_one_is_kept(call):
    proposal = submitted(call)
    user = reviewer(call)

    rate(user, proposal, 5, comment="Strong", recommendation="revise")
    half = Review.objects.get()
    assert (half.total, half.comment, half.recommendation) == (None, "Strong", "revise")
    rate(user, proposal, 5, 2, revision=1, comment="Strong")

    assert str(Review.objects.get().total) == "4.00"


def test_two_reviewers_lose_nothing_and_ones_own_second_tab_is_told(call):
    proposal = submitted(call)
    first, second = reviewer(call), reviewer(call)
    rate(first, proposal, 5, 5, comment="Mine")
    rate(second, proposal, 1, 1, comment="And mine")
    stale = rate(first, proposal, 2, 2, comment="Other tab")

    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Other tab" in page
    assert "Mine" in page
    assert sorted(Review.objects.values_list("comment", flat=True)) == ["And mine", "Mine"]
    assert rate(first, proposal, 2, 2, revision=1, comment="Other tab").status_code == 302


@pytest.mark.parametrize("value", ["0", "6", "-1", "x", "1.5", "9" * 30])
def test_a_score_off_the_scale_is_refused(call, value):
    proposal = submitted(call)

    assert rate(reviewer(call), proposal, value, 3).status_code == 422
    assert not Review.objects.exists()


def test_others_opinions_show_after_ones_own(call):
    proposal = submitted(call)
    first, second = reviewer(call), reviewer(call)
    rate(first, proposal, 1, 1, comment="Unconvincing")
    page = f"{LIST}{proposal.pk}/"

    assert "Unconvincing" not in browse(second).get(page).content.decode()
    rate(second, proposal, 5, 5)
    assert "Unconvincing" in browse(second).get(page).content.decode()


def test_the_committees_list_has_averages_spread_and_what_is_missing(call):
    call.reviews_wanted = 2
    call.save()
    proposal = submitted(call, title="Twice rated")
    once = submitted(call, title="Once rated")
    users = [reviewer(call), reviewer(call)]
    rate(users[0], proposal, 5, 5)
    rate(users[1], proposal, 2, 2)
    rate(users[0], once, 4, 4)
    client = committee()

    page = client.get(LIST, {"ordering": "-average"}).content.decode()
    missing = client.get(LIST, {"missing": "any"}).content.decode()

    assert "3.50" in page
    assert "3.00" in page
    assert "2 / 2" in page
    assert page.index("Once rated") < page.index("Twice rated")
    assert "Once rated" in missing
    assert "Twice rated" not in missing


@pytest.mark.parametrize("who", ["committee", "reviewer"])
def test_the_list_takes_as_many_queries_for_one_as_for_three(call, who):
    submitted(call)
    client = committee() if who == "committee" else browse(reviewer(call))
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    submitted(call)
    submitted(call)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)

    assert len(one) == len(three)
    assert len(one) <= 18


def grid_row(call, proposal, *values, revision=0, recommendation=""):
    row = typed(call, *values, revision=revision, recommendation=recommendation)
    return {f"p{proposal.pk}-{name}": value for name, value in row.items()}


def test_many_are_rated_on_one_page(call):
    proposals = [submitted(call) for _n in range(3)]
    user = reviewer(call)
    client = browse(user)
    data = {**grid_row(call, proposals[0], 5, 4), **grid_row(call, proposals[1], 1, 1, recommendation="decline"),
            **grid_row(call, proposals[2])}  # fmt: skip

    answer = client.post(f"{LIST}grid/", data)

    assert answer.status_code == 302
    assert [str(item.total) for item in Review.objects.order_by("proposal__number")] == ["4.67", "1.00"]


def test_the_grid_saves_the_good_rows_and_shows_the_stale_one(call):
    proposals = [submitted(call), submitted(call)]
    user = reviewer(call)
    rate(user, proposals[0], 5, 5, comment="Kept")
    data = {**grid_row(call, proposals[0], 1, 1), **grid_row(call, proposals[1], 3, 3)}

    answer = browse(user).post(f"{LIST}grid/", data)

    assert answer.status_code == 409
    assert "another tab" in answer.content.decode()
    assert [str(item.total) for item in Review.objects.order_by("proposal__number")] == ["5.00", "3.00"]
    again = browse(user).post(f"{LIST}grid/", grid_row(call, proposals[0], 1, 1, revision=1))
    assert again.status_code == 302
    assert Review.objects.get(proposal=proposals[0]).comment == "Kept"


def test_the_grid_takes_as_many_queries_for_one_as_for_three(call):
    submitted(call)
    client = browse(reviewer(call))
    client.get(f"{LIST}grid/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{LIST}grid/")
    submitted(call)
    submitted(call)
    with CaptureQueriesContext(connection) as three:
        client.get(f"{LIST}grid/")

    assert len(one) == len(three)
