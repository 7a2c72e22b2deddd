"""A group before it is ordered: what is asked once, the list or file, its columns, the dry run."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.edition.models import Edition
from conference.registration.drafts import Draft
from conference.registration.groups.forms import ColumnsForm, GroupForm, ListForm
from conference.registration.groups.lines import MOST_PEOPLE, guess, to_text
from conference.registration.groups.reading import dry_run
from conference.registration.steps import LABELS, Steps, buyer_of, is_restricted
from conference.registration.views.choose import (
    STARTS_PER_HOUR,
    find_draft,
    own_draft,
    published_edition,
    start_again,
)
from core.imports.tables import Row, Unreadable, read_any
from core.ratelimit.services import allow, visitor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, year: int) -> HttpResponse:
    """Ask what is asked once, and take the list or the file."""
    edition = published_edition(year)
    if not edition.sale_is_open(timezone.now()):
        return render(request, "conference/registration/closed.html", {"edition": edition})
    steps = Steps(edition, Draft(edition=edition), buyer_of(request))
    form = _form(request, steps)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, edition, form)
    if not allow(f"registration-start:{visitor(request)}", limit=STARTS_PER_HOUR, seconds=3600):
        return render(request, "errors/429.html", status=429)
    kept = _kept(form.cleaned_data)
    kept["answers"] = {given.version.question.key: given.value for given in form.answers}
    file, target = form.cleaned_data["file"], "registration:group_list"
    if file:
        try:
            table = read_any(file.read(), most=MOST_PEOPLE)
        except Unreadable as error:
            form.add_error("file", str(error))
            return _ask(request, edition, form)
        kept["columns"] = table.columns
        kept["rows"] = [[row.number, row.cells] for row in table.rows]
        target = "registration:group_columns"
    steps.draft.user = buyer_of(request)
    steps.content["group"] = kept
    steps.save()
    own_draft(request, steps.draft)
    return redirect(target, year=year, draft_id=steps.draft.public_id)


def _form(request: HttpRequest, steps: Steps) -> GroupForm:
    posted = request.method == "POST"
    add_ons = [add_on for add_on in steps.add_ons if not is_restricted(add_on)]
    return GroupForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        edition=steps.edition,
        tickets=steps.ticket_types,
        add_ons=add_ons,
        questions=steps.questions,
        label_suffix="",
    )


def _ask(request: HttpRequest, edition: Edition, form: GroupForm) -> HttpResponse:
    context = {"edition": edition, "labels": LABELS, "form": form}
    return render(request, "conference/registration/groups/start.html", context, status=422 if form.errors else 200)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "ticket_type": values["ticket_type"].pk,
        "agency": " ".join(values["agency"].split()),
        "country": values["country"],
        "address": values["address"],
        "proof": values["proof"],
        "add_ons": [add_on.pk for add_on in values.get("add_ons", [])],
        "people": values["people"],
        "later": values["later"] or 0,
    }


def _steps(request: HttpRequest, year: int, draft_id: str) -> Steps | HttpResponse:
    edition = published_edition(year)
    draft = find_draft(request, edition, draft_id)
    if draft is None:
        return start_again(request, edition)
    if draft.order:
        return redirect(draft.order.guest_path)
    steps = Steps(edition, draft, buyer_of(request))
    return steps if steps.is_group else redirect("registration:group", year=year)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, year: int, draft_id: str) -> HttpResponse:
    """Ask which column of the file is what, with a proposal; the rows become lines that can be corrected."""
    steps = _steps(request, year, draft_id)
    if isinstance(steps, HttpResponse):
        return steps
    kept = steps.content["group"]
    if not kept.get("rows"):
        return redirect("registration:group_list", year=year, draft_id=draft_id)
    names = kept["columns"]
    posted = request.method == "POST"
    form = ColumnsForm(request.POST if posted else None, columns=names, initial=guess(names), label_suffix="")
    rows = [Row(number, cells) for number, cells in kept["rows"]]
    if posted and form.is_valid():
        text = to_text(rows, form.cleaned_data)
        kept["people"] = "\n".join(filter(None, [kept["people"].strip(), text]))
        del kept["rows"], kept["columns"]
        steps.save()
        return redirect("registration:group_list", year=year, draft_id=draft_id)
    context = {
        "edition": steps.edition,
        "labels": LABELS,
        "form": form,
        "names": names,
        "sample": [[row.cells.get(name, "") for name in names] for row in rows[:3]],
        "number": len(rows),
    }
    status = 422 if form.errors else 200
    return render(request, "conference/registration/groups/columns.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, year: int, draft_id: str) -> HttpResponse:
    """The dry run: each line with what is wrong; the list can be corrected here, and goes on once nothing is."""
    steps = _steps(request, year, draft_id)
    if isinstance(steps, HttpResponse):
        return steps
    kept = steps.content["group"]
    posted = request.method == "POST"
    form = ListForm(request.POST if posted else None, initial=kept, label_suffix="")
    if posted and form.is_valid():
        kept["people"], kept["later"] = form.cleaned_data["people"], form.cleaned_data["later"] or 0
        steps.save()
    run = dry_run(steps.edition, steps.ticket_types, steps.add_ons, kept, questions=steps.questions, user=steps.user)
    if run is None:
        return redirect("registration:group", year=year)
    if posted and form.is_valid() and run.is_clean and "go" in request.POST:
        return redirect("registration:review", year=year, draft_id=draft_id)
    context = {"edition": steps.edition, "labels": LABELS, "draft": steps.draft, "form": form, "run": run}
    wrong = posted and not (form.is_valid() and run.is_clean)
    return render(request, "conference/registration/groups/list.html", context, status=422 if wrong else 200)
