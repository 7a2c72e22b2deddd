"""What must be done before the site can answer, each part only when there is something to do."""

import hashlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command, get_commands
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from core import bootstrap, page_cache
from core.supervisor.children import SIGNALS
from core.supervisor.family import end_with_parent

Say = Callable[[str], None]


def prepare(say: Say, *, with_static: bool) -> None:
    """Collect the static files beside migrating the database, then load the demo; raises where a part fails.

    Pages that were cached before this start are forgotten: the code that made them may have changed.
    """
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    collecting = _collect_beside(say) if with_static else 0
    migrate(say)
    if collecting and os.waitpid(collecting, 0)[1]:
        raise SystemExit("The static files could not be collected; see the lines above.")
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        # This process may have read the manifest before the other one wrote it; its children inherit what it knows.
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = staticfiles_storage.load_manifest()
    load_demo(say)
    page_cache.new_generation()


def _collect_beside(say: Say) -> int:
    """Collect the static files in a process of its own; return its id."""
    connections.close_all()
    sys.stdout.flush()
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        end_with_parent(parent)
        collect_static(say)
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def collect_static(say: Say) -> None:
    """Collect and compress the static files where they changed since the last time."""
    root, stamp = Path(settings.STATIC_ROOT), Path(settings.DATA_DIR) / "static.stamp"
    fingerprint = static_fingerprint()
    if root.is_dir() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("Collecting and compressing the static files …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.is_dir())
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Return a hash over the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def migrate(say: Say) -> None:
    """Bring the schema up to the code; where it is, make sure of what must exist."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    else:
        bootstrap.ensure()


def load_demo(say: Say) -> None:
    """Load the demo's data with the command the settings name; it does nothing where they are there already."""
    command = getattr(settings, "SERVE_DEMO_COMMAND", "")
    if command in get_commands():
        say("Looking after the demo …")
        call_command(command, verbosity=0)
