"""When each periodic job last ran."""

from django.db import models


class PeriodicRun(models.Model):
    """One row a job: the lock that lets one process run it, and its last outcome."""

    name = models.CharField(max_length=120, primary_key=True)
    last_started_at = models.DateTimeField(null=True)
    last_finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
