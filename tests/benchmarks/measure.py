"""Measure one database: fill it, serve it, fire at it, and write what it cost as JSON."""

import json
import os
import sys
from pathlib import Path

import django

PORT = int(os.environ["PORT"])


def main(target: Path) -> None:
    """Run every case against a server of its own environment and write the results to `target`."""
    django.setup()
    from benchmarks.cases import CASES, World
    from benchmarks.server import serving
    from benchmarks.volume import load_volume
    from django.db import connection, connections
    from django.urls import NoReverseMatch

    from core.supervisor.preparation import collect_static, migrate

    collect_static(print)
    migrate(print)
    chosen = os.environ.get("BENCH_CASES", "").split()
    print("Loading 1,500 registrations and 200 sessions …")
    world = World(load_volume(), PORT)
    results = []
    for case in CASES:
        if chosen and case.name not in chosen:
            continue
        try:
            queries = case.queries(world)
        except NoReverseMatch:
            print(f"{case.name}: its page does not exist yet")
            continue
        shots = case.shots(world)
        connections.close_all()
        with serving(PORT) as web:
            results.append(
                {
                    "name": case.name,
                    "database": connection.vendor,
                    "queries": queries,
                    **fire_at(web, shots, case.at_once),
                }
            )
        results[-1]["budget"] = case.budget
        if case.check:
            case.check()
        print(line(results[-1]))
    target.write_text(json.dumps(results))


def fire_at(web, shots, at_once) -> dict[str, float]:
    """Warm the server up, then measure all shots."""
    from benchmarks.load import fire

    warm = max(len(shots) // 6, 4)
    fire(shots[:warm], port=PORT, concurrency=at_once)
    before = web.cpu_seconds()
    outcome = fire(shots[warm:], port=PORT, concurrency=at_once)
    spent = web.cpu_seconds() - before
    if outcome.wrong:
        raise SystemExit(f"{len(outcome.wrong)} wrong answers, such as {outcome.wrong[0]}")
    return {
        "cpu_ms": round(1000 * spent / len(outcome.seconds), 2),
        "p50_ms": round(outcome.percentile(0.5), 2),
        "p95_ms": round(outcome.percentile(0.95), 2),
        "peak_mb": round(web.largest_worker_mb(), 1),
    }


def line(result: dict) -> str:
    """Return one result as a line of a table, with what goes over its budget marked."""
    budget = result["budget"]
    over = [name for name, most in budget.items() if most is not None and result[name] > most]
    cells = "".join(f"{result[name]:>10}" for name in ("queries", "cpu_ms", "p50_ms", "p95_ms", "peak_mb"))
    return f"{result['database']:<11}{result['name']:<20}{cells}  {'over: ' + ', '.join(over) if over else ''}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
