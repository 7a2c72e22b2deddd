"""Batches: frozen when they begin, issued row by row, without a double or a gap whatever dies in between."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from factories.certificates import draft, issued

from certificates.issuing.batches import services
from certificates.issuing.batches.models import Batch, BatchRow
from certificates.issuing.batches.planning import plan
from certificates.issuing.batches.services import BatchRunning, abandoned, begin, pause, resume, work
from certificates.issuing.batches.tasks import take_up_batches
from certificates.issuing.models import Certificate
from certificates.issuing.services import Incomplete, NotValid, issue, reissue, revoke
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes

pytestmark = pytest.mark.django_db
AT = "conference:2026"


def drafts(number):
    """So many, each of somebody else."""
    return [draft() for _one in range(number)]


def started(wanted):
    """A batch of drafts."""
    return begin(occasion=AT, kinds=["attendance"], drafts=wanted, actor=None)


def test_a_batch_issues_each_once_and_makes_the_pdfs(run_tasks):
    wanted = drafts(3)
    batch = started(wanted)
    assert not Certificate.objects.exists()

    run_tasks()

    batch.refresh_from_db()
    done = batch.progress()
    assert (batch.state, done["made"], done["waiting"], done["printing"]) == ("done", 3, 0, 0)
    assert Certificate.objects.valid().exclude(file=None).count() == 3
    assert set(batch.rows.values_list("draft", flat=True)) == {""}
    again = started([*wanted[:2], replace(wanted[2], name="Another")])
    run_tasks()
    assert [again.progress()[name] for name in ("made", "superseded", "unchanged")] == [0, 1, 2]


def test_a_dry_run_counts_and_names_who_misses_what(django_assert_num_queries):
    stays, other, gone = drafts(3)
    issue(drafts=[stays, other, gone])
    revoke(certificate=Certificate.objects.get(holder_key=gone.holder_key), reason="in error", actor=None)
    wanted = [stays, replace(other, name="Another"), gone, draft(), draft(name="", label="Ana Ruiz")]

    with django_assert_num_queries(3):
        found = plan(wanted)

    assert found.table() == [("certificate of attendance", 2, 1, 2)]
    assert [(lack.whose, lack.names) for lack in found.lacks] == [("Ana Ruiz", ("name",))]
    with pytest.raises(Incomplete):
        started(wanted)
    assert not Batch.objects.exists()


def test_one_batch_at_a_time_paused_and_resumed(run_tasks):
    batch = started(drafts(2))
    with pytest.raises(BatchRunning):
        started(drafts(1))

    assert pause(batch=batch, actor=None)
    run_tasks()
    assert batch.progress()["waiting"] == 2
    assert resume(batch=batch, actor=None)
    assert not resume(batch=batch, actor=None)
    run_tasks()

    assert batch.progress()["made"] == 2


def test_a_dead_worker_is_replaced_without_a_double_or_a_gap(monkeypatch, run_tasks):
    batch = started(drafts(4))
    issue_row, seen = services._issue_locked, []

    def dies(pk):
        if len(seen) == 2:
            raise SystemExit
        seen.append(pk)
        issue_row(pk)

    monkeypatch.setattr(services, "_issue_locked", dies)
    with pytest.raises(SystemExit):
        work(batch_id=batch.pk, seconds=60)
    monkeypatch.undo()
    assert batch.progress()["waiting"] == 2
    assert abandoned() == []
    Batch.objects.update(worked_at=timezone.now() - timedelta(minutes=5))
    assert take_up_batches() == 1

    run_tasks()

    assert (batch.progress()["made"], Certificate.objects.count()) == (4, 4)


def test_a_scheme_edited_meanwhile_changes_nothing_of_the_batch(run_tasks):
    ensure_schemes()
    scheme = CreditScheme.objects.newest("APA")
    before = scheme.name
    batch = begin(occasion=AT, kinds=["credit"], drafts=[draft(kind="credit", scheme=scheme, credit="1")], actor=None)
    CreditScheme.objects.filter(pk=scheme.pk).update(name="Renamed", retention_years=99)

    run_tasks()

    says = Certificate.objects.get().says["scheme"]
    assert (says["name"], says["version"], batch.progress()["made"]) == (before, scheme.version, 1)
    assert says["retention_years"] != 99


def test_a_row_issued_by_hand_meanwhile_is_found(run_tasks):
    wanted = draft()
    batch = started([wanted])
    issue(drafts=[wanted])

    run_tasks()

    assert batch.progress()["unchanged"] == 1
    assert BatchRow.objects.get().certificate == Certificate.objects.get()


def test_renewal_and_another_name_supersede_and_a_later_run_leaves_them():
    wanted = draft(expires_on=date(2027, 1, 1))
    issue(drafts=[wanted])
    first = Certificate.objects.get()

    renewed = reissue(certificate=first, actor=None, reason="renewed", expires_on=date(2029, 1, 1))
    again = issue(drafts=[wanted])
    named = reissue(certificate=renewed, actor=None, reason="name", name="Ana Ibáñez")

    assert again.unchanged == 1
    assert (named.says["name"], named.expires_on, named.supersedes) == ("Ana Ibáñez", date(2029, 1, 1), renewed)
    assert sorted(Certificate.objects.values_list("state", flat=True)) == ["superseded", "superseded", "valid"]
    assert reissue(certificate=named, actor=None, reason="name", name="Ana Ibáñez") == named
    with pytest.raises(NotValid):
        reissue(certificate=first, actor=None, reason="late", name="X")
    assert issued(expires_on=date(2020, 1, 1)).status == "expired"
