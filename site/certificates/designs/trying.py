"""Trying a template out: its samples are printed, within bounds, before anybody's certificate is."""

from django.utils.text import Truncator

from certificates.designs.models import Design
from certificates.designs.page import job_of
from certificates.designs.press import NotPrintable, print_many
from certificates.designs.samples import hard, sample
from certificates.designs.sandbox import compile_template
from core.files.services import store_private


def try_out(design_id: int, *, processes: int = 1) -> bool:
    """Print the samples in a process of its own and keep the first as the preview; return whether all of them print."""
    design = Design.objects.get(pk=design_id)
    template, kind = compile_template(design.body), design.get_kind_display()
    jobs = [
        (number, job_of(template, design.style, design.paper, texts))
        for number, texts in enumerate([sample(kind), *hard(kind)])
    ]
    made = [result for _number, result in print_many(jobs, processes=processes)]
    refused = [result for result in made if isinstance(result, NotPrintable)]
    design.state = Design.State.FAILED if refused else Design.State.READY
    design.problem = Truncator(str(refused[0])).chars(300) if refused else ""
    if isinstance(made[0], bytes):
        name = f"{design.code}-{design.version}.pdf"
        design.sample = store_private(made[0], name=name, content_type="application/pdf", purpose="design-sample")
    design.save(update_fields=["state", "problem", "sample"])
    return not refused
