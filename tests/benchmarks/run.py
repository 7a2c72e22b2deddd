"""`make bench`: measure on SQLite, and on PostgreSQL where one answers; write build/bench.json."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
DATABASE = "conference_bench"


def main() -> None:
    """Measure each database in a process of its own and join the results."""
    results = measured("")
    with postgresql() as url:
        if url:
            results += measured(url)
        else:
            print("No PostgreSQL answers; measured on SQLite only.")
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=2) + "\n")
    print(f"Written: {target.relative_to(ROOT)}")


def measured(url: str) -> list[dict]:
    """Return the results of one database."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "DATA_DIR": folder,
            "DATABASE_URL": url,
            "PORT": os.environ.get("PORT", "8000"),
        }
        target = Path(folder, "results.json")
        subprocess.run([sys.executable, "-m", "benchmarks.measure", str(target)], env=environment, cwd=ROOT, check=True)
        return json.loads(target.read_text())


@contextmanager
def postgresql() -> Iterator[str]:
    """Make a database and drop it afterwards; yield its address, or nothing where no server answers."""
    base = SERVER.rpartition("/")[0]
    try:
        connection = psycopg.connect(f"{base}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield ""
        return
    with connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        try:
            yield f"{base}/{DATABASE}"
        finally:
            connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


if __name__ == "__main__":
    main()
