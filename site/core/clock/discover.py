"""Find every periodic job: a decorator registers a job only once its module is imported."""

import pkgutil
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings

from core.clock.schedule import JOBS, Periodic


def load_jobs() -> dict[str, Periodic]:
    """Import the `tasks` modules of all our subjects, and the queue's own care, and return the table of jobs."""
    import_module("core.queue")
    for name in task_modules():
        import_module(name)
    return JOBS


def task_modules() -> list[str]:
    """Return the dotted names of the `tasks` modules below our apps' folders."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).is_relative_to(settings.ROOT)]
    return [
        module.name
        for config in ours
        if not Path(config.path).is_relative_to(settings.ROOT / ".venv")
        for module in pkgutil.walk_packages([config.path], f"{config.name}.")
        if module.name.rpartition(".")[2] == "tasks"
    ]
