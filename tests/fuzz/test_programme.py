"""Any damage to a programme file: loaded, or one clean line a fault and nothing changed."""

import copy
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from factories.programme import sample, small
from fuzz.hostile import texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.agenda.models import Session
from conference.edition.models import Edition, ImportRecord
from conference.speakers.models import Speaker
from core.imports.report import UNPRINTABLE

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
HOSTILE = [None, True, -1, 0, 10**30, 1e308, 0.1, "", "\x00", "\ud800", "x" * 100_000, [], {}, [[]], [None], {"": {}}]
values = (
    st.sampled_from(HOSTILE)
    | texts
    | st.recursive(
        st.none() | st.integers() | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=6,
    )
)


def nodes(data, path=()):
    """Every place of a document, as the way to it."""
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from nodes(value, (*path, key))


def damage(data, path, how, value, key):
    """Drop, replace, duplicate or extend the node at the end of a path that may have gone meanwhile."""
    *way, last = path
    parent = data
    for step in way:
        if not ((isinstance(parent, dict) and step in parent) or (isinstance(parent, list) and step < len(parent))):
            return
        parent = parent[step]
    if not ((isinstance(parent, dict) and last in parent) or (isinstance(parent, list) and last < len(parent))):
        return
    node = parent[last]
    if how == "drop":
        del parent[last]
    elif how == "replace":
        parent[last] = value
    elif isinstance(parent, list) and how == "twice":
        parent.append(copy.deepcopy(node))
    elif isinstance(node, dict):
        node[key] = value
    elif isinstance(node, list):
        node.append(value)


def damages(document):
    """A strategy of up to three damages to a document."""
    places = [path for path in nodes(document) if path]
    one = st.tuples(st.sampled_from(places), st.sampled_from(["drop", "replace", "twice", "extend"]), values, texts)
    return st.lists(one, min_size=1, max_size=3)


def state():
    """What a refused file must leave as it was."""
    rows = (Edition.objects.values_list(), Session.objects.values_list(), Speaker.objects.values_list())
    return [sorted(map(str, table)) for table in rows], ImportRecord.objects.count()


def load(file, capsys):
    """Run the command; return its status and what it wrote to standard error."""
    capsys.readouterr()
    try:
        call_command("load_programme", file)
    except SystemExit as end:
        return end.code, capsys.readouterr().err
    return 0, capsys.readouterr().err


def assert_loaded_or_refused(file, capsys):
    """Status 0; or 1, a line for each fault, and nothing changed."""
    before = state()
    status, said = load(file, capsys)
    assert status in {0, 1}
    if status:
        assert state() == before
        assert said.strip()
        for line in said.removesuffix("\n").split("\n"):
            assert ": " in line
            assert line == line.translate(UNPRINTABLE)
            assert "Traceback" not in line


quick = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@quick
@given(changes=damages(small()))
def test_a_damaged_small_programme(changes, tmp_path, capsys):
    data = small()
    for change in changes:
        damage(data, *change)
    file = tmp_path / "programme.json"
    file.write_text(json.dumps(data))

    assert_loaded_or_refused(file, capsys)


@settings(quick, max_examples=15)
@given(changes=damages(sample()))
def test_a_damaged_sample(changes, tmp_path, capsys):
    data = sample()
    for change in changes:
        damage(data, *change)
    file = tmp_path / "programme.json"
    file.write_text(json.dumps(data))

    assert_loaded_or_refused(file, capsys)


@quick
@given(
    content=st.binary(max_size=200)
    | values.map(lambda value: json.dumps(value).encode())
    | st.sampled_from(
        [
            b"[" * 100_000,
            b'{"a":' * 50_000,
            b"9" * 5_000,
            b'{"conference": NaN}',
            b"\xef\xbb\xbf{}",
            b"\xff\xfe{\x00}\x00",
        ]
    )
)
def test_bytes_that_are_no_programme(content, tmp_path, capsys):
    file = tmp_path / "programme.json"
    file.write_bytes(content)

    status, said = load(file, capsys)

    assert (status, said.count("\n") > 0, Edition.objects.count()) == (1, True, 0)


def test_money_of_the_strangest_shapes(tmp_path, capsys):
    for shape in ("1e-400", "1E+400", "-0.0", "0.005", str(Decimal(10) ** 28), "695.000"):
        data = json.dumps(sample()).replace('"early": 695,', f'"early": {shape},')
        file = tmp_path / "programme.json"
        file.write_text(data)
        assert_loaded_or_refused(file, capsys)
