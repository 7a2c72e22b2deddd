"""Templates are tried out outside requests."""

from django_tasks import task

from certificates.designs.trying import try_out


@task(queue_name="bulk")
def try_out_design(design_id: int) -> bool:
    """Print a template's samples; return whether they print."""
    return try_out(design_id)
