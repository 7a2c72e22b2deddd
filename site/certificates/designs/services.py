"""Write templates, try them out, put them to use; what was printed with is never changed."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.template import Template
from django.utils.translation import gettext as _

from certificates.designs.markup import check_markup, check_style
from certificates.designs.models import Design, Paper
from certificates.designs.samples import bare, hard, sample
from certificates.designs.sandbox import BadTemplate, MissingValues, compile_template, fill
from certificates.designs.tasks import try_out_design
from core.audit.services import record

HERE = Path(__file__).parent
VALUES = ("name", "paper", "body", "style")


class NotReady(Exception):
    """The template has not been tried out, or does not print."""


def check(*, body: str, style: str, kind: str) -> None:
    """Raise BadTemplate with a sentence unless a template may be stored; the press tries it out afterwards."""
    check_markup(body)
    check_style(style)
    template = compile_template(body)
    for texts in (sample(kind), *hard(kind)):
        fill(template, {**texts, "lines": texts["lines"] or sample(kind)["lines"]})
    try:
        fill(template, bare(kind))
    except MissingValues as error:
        first = error.names[0]
        raise BadTemplate(
            _("“%(name)s” may be missing: put it between {%% if %(name)s %%} and {%% endif %%}.") % {"name": first}
        ) from error


@transaction.atomic
def write_design(*, design: Design, actor: Any) -> Design:
    """Store a new template or a changed one, to be tried out by a task; return the version that has the change.

    A version that certificates were made with stays; the change is the next one. Raises BadTemplate.
    """
    check(body=design.body, style=design.style, kind=design.kind)
    if design.pk:
        Design.objects.select_for_update(of=("self",)).get(pk=design.pk)
        if design.in_use or design.certificates.exists():
            newest = Design.objects.filter(code=design.code).order_by("-version")[0].version
            values = {name: getattr(design, name) for name in VALUES}
            design = Design(code=design.code, kind=design.kind, version=newest + 1, **values)
    design.state, design.problem, design.written_by = Design.State.TRYING, "", actor
    design.save()
    record(actor=actor, action="design.written", obj=design, changes={"code": design.code, "version": design.version})
    try_out_design.enqueue(design.pk)
    return design


@transaction.atomic
def use_design(*, design: Design, actor: Any) -> None:
    """Use a template for its kind from now on; what was issued before keeps its own. Raises NotReady."""
    locked = Design.objects.select_for_update(of=("self",)).get(pk=design.pk)
    if locked.state != Design.State.READY:
        raise NotReady
    Design.objects.filter(kind=locked.kind, in_use=True).update(in_use=False)
    Design.objects.filter(pk=locked.pk).update(in_use=True)
    record(actor=actor, action="design.used", obj=locked, changes={"code": locked.code, "version": locked.version})


def design_for(kind: str) -> Design:
    """Return the template in use for a kind; where organizers have none, ours is put there."""
    found = Design.objects.used_for(kind)
    if found is not None:
        return found
    values = {
        "name": _("As shipped"), "kind": kind, "paper": Paper.LETTER, "state": Design.State.READY, "in_use": True,
        "body": (HERE / "shipped.html").read_text(), "style": (HERE / "shipped.css").read_text(),
    }  # fmt: skip
    made, _created = Design.objects.get_or_create(code=f"shipped-{kind}", version=1, defaults=values)
    return Design.objects.used_for(kind) or made


@lru_cache(maxsize=64)
def compiled(body: str) -> Template:
    """Return a stored template, compiled and checked; raises BadTemplate."""
    return compile_template(body)
