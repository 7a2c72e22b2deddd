"""What organizers write into templates: harmless, or refused with a sentence."""

import contextlib
from dataclasses import replace

import pytest
from factories.certificates import draft
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.designs.markup import check_markup, check_style
from certificates.designs.page import job_of, whole_page
from certificates.designs.press import Job, NotPrintable, print_one
from certificates.designs.samples import bare, hard, sample
from certificates.designs.sandbox import BadTemplate, MissingValues, compile_template, fill
from certificates.designs.services import HERE, check

MUST = "<p>{{ name }} {{ serial }} {{ qr }}</p>"
SHIPPED = (HERE / "shipped.html").read_text()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ settings.SECRET_KEY }}", "“settings.SECRET_KEY” is no value"),
        ("\n{{ name.__class__ }}", "cannot be read"),
        ("{{ name.upper }}", "“name.upper” is no value"),
        ("{{ name|default:request.user }}", "“request.user” is no value"),
        ("{% for i in range(10**9) %}x{% endfor %}", "Line 1: a loop goes over the lines"),
        ("{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}", "a loop stands in another"),
        ("{% for line in lines %}{{ line.pop }}{% endfor %}", "“line.pop” is no value"),
        ("{% if settings.DEBUG %}x{% endif %}", "“settings.DEBUG” is no value"),
        ("{% if name == qr.x %}x{% endif %}", "“qr.x” is no value"),
        ("{{ lines }}", "“lines” is no value"),
        ("{% include 'base.html' %}", "there is no “include”"),
        ("\n\n{% load static %}", "Line 3: there is no “load”"),
        ("{% debug %}", "there is no “debug”"),
        ("{% extends 'base.html' %}", "there is no “extends”"),
        ("{{ name|safe }}", "cannot be read"),
        ("{{ name|join:lines }}", "cannot be read"),
        ("{% if name %}", "cannot be read"),
        ("{% if " + "not " * 5_000 + "name %}x{% endif %}", "longer than|nested too deeply"),
        ("{{ 1e400 }}", "numbers stand in"),
        ("x" * 20_001, "longer than"),
    ],
)
def test_a_dangerous_template_is_refused_with_a_sentence(source, said):
    with pytest.raises(BadTemplate, match=said):
        compile_template(source + MUST if len(source) < 20_000 else source)


def test_what_every_certificate_shows_may_not_depend_on_anything():
    with pytest.raises(BadTemplate, match=r"{{ serial }}, {{ qr }}"):
        compile_template("{{ name }}{% if name %}{{ serial }}{% endif %}")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('<img alt="" src="file:///etc/passwd">', "“file:///etc/passwd” is refused"),
        ('<p>\n<img alt="" src="http://169.254.169.254/latest/meta-data/">', "Line 2: “http://169.254.169.254"),
        ('<img alt="" src="{{ name }}">', "values stand in the text"),
        ('<link rel="attachment" href="file:///etc/passwd">', "there is no <link>"),
        ("<script>alert(1)</script>", "there is no <script>"),
        ('<iframe src="x">', "there is no <iframe>"),
        ('<p style="background: url(x)">', "has no “style”"),
        ('<p onclick="x">', "has no “onclick”"),
        ("<{{ name }}>", "a value is no element's name"),
        ("<!doctype html>", "within <body>"),
        ("<![x[", "cannot be read|within <body>"),
        ('<img src="asset:rings">', "says in “alt”"),
    ],
)
def test_markup_that_asks_for_something_is_refused(source, said):
    with pytest.raises(BadTemplate, match=said):
        check_markup(source)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("p { background: url(file:///etc/passwd) }", "“file:///etc/passwd” is refused"),
        ("\n@import 'http://169.254.169.254/';", "line 2: there is no @import"),
        ("@font-face { font-family: x }", "there is no @font-face"),
        ("p { background: \\75rl(x) }", "backslashes"),
        ("p { height: 100000mm }", "four digits"),
        ("p { height: 1e9in }", "four digits"),
        ("p { content: attr(title) }", "refused"),
        ("p { color: expression(1) }", "there is no expression()"),
        ("x" * 10_001, "longer than"),
    ],
)
def test_styles_that_ask_for_something_are_refused(source, said):
    with pytest.raises(BadTemplate, match=said):
        check_style(source)


def test_ours_passes_and_values_are_escaped():
    check(body=SHIPPED, style=(HERE / "shipped.css").read_text(), kind="certificate of credit")
    template = compile_template(SHIPPED)
    values = sample("certificate of credit", name="<script>{{ settings.SECRET_KEY }}{% debug %}</script>")

    page = whole_page(template, values)

    assert "&lt;script&gt;{{ settings.SECRET_KEY }}{% debug %}&lt;/script&gt;" in page
    assert "17.5 hours" in page


def test_a_missing_value_prints_nothing_and_says_which():
    template = compile_template(MUST + "{{ licence }}{% for line in lines %}{{ line.number }}{% endfor %}")

    with pytest.raises(MissingValues) as refused:
        fill(template, {**bare("x"), "lines": [{"number": "", "title": "B1"}]})

    assert refused.value.names == ["licence", "line.number"]
    with pytest.raises(BadTemplate, match="“licence” may be missing"):
        check(body=MUST + "{{ licence }}", style="", kind="x")


def test_lines_and_length_are_bounded():
    template = compile_template(MUST + "{% for line in lines %}" + "x" * 5_000 + "{% endfor %}")

    with pytest.raises(BadTemplate, match="longer than 300000"):
        fill(template, sample("x", lines=100))
    with pytest.raises(BadTemplate, match="at most 300 lines"):
        fill(template, sample("x", lines=301))


# The clock may ring while the interpreter clears away, which nobody hears; it rings again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_press_refuses_what_the_checks_would_miss(monkeypatch):
    for html in ('<img src="http://169.254.169.254/x">', '<link rel="attachment" href="file:///etc/passwd">',
                 '<style>@import "file:///etc/passwd";</style>', '<img src="a.png">'):  # fmt: skip
        with pytest.raises(NotPrintable, match="is refused"):
            print_one(Job(f"<html><body>{html}", "", "x"))
    with pytest.raises(NotPrintable, match="more than 8 pages"):
        print_one(Job('<html lang="en"><body>' + "<p>x</p>" * 9, "p { break-after: page }", "x"))
    monkeypatch.setattr("certificates.designs.press.SECONDS_AT_MOST", 0.02)
    with pytest.raises(NotPrintable, match="seconds"):
        print_one(Job('<html lang="en"><body>' + "<p>many words</p>" * 800, "", "x"))


def test_the_hardest_samples_print_on_both_papers():
    template = compile_template(SHIPPED)
    style = (HERE / "shipped.css").read_text()

    for paper, texts in zip(("letter", "A4", "A4 landscape"), hard("certificate of credit"), strict=True):
        assert print_one(job_of(template, style, paper, texts)).startswith(b"%PDF")


def test_a_snapshot_keeps_the_family_name_only_where_the_name_lacks_it():
    one = draft(name="Dr. Ana", family="Ibáñez")

    assert one.snapshot()["family"] == "Ibáñez"
    assert "family" not in replace(one, name="Ana IBANEZ").snapshot()


WORDS = "{{ }} {% %} {# #} endfor else line lines name . | : default upper _( ) <p> </p> < > <! <![ <? -- & # qr"
PIECES = st.sampled_from(
    [*WORDS.split(), " if ", " for ", " in ", "endif", '"', "'", "serial", "not", "and", "==", "1e9", "\x00", "\n", "é"]
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join))
def test_whatever_is_written_is_accepted_or_answered_with_a_sentence(source):
    with contextlib.suppress(BadTemplate, MissingValues):
        check_markup(source)
        fill(compile_template(source + MUST), sample("certificate"))
