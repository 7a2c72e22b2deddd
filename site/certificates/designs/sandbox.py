"""Templates that organizers write, made harmless before they are run.

The language is Django's, in an engine of its own: no loaders, hence no files, no `include` and no `extends`; no context
processors, hence no settings and no request; a closed vocabulary of two tags and four filters (`vocabulary`). It was
chosen over another library since the site has it already, and since its compiled form is a tree that can be walked:
before a template is stored or printed, each node is checked here. A value must be one of `values`, looked up one level
deep and no further, so neither attributes nor methods are within reach; a loop goes over the lines and nothing else,
and none lies in another, so the work grows with the lines alone, of which there are at most LINES_AT_MOST. The values
are plain texts. What comes out is bounded in length here, in pages and seconds by `press`, and what markup and styles
may ask for by `markup`.

A value that is printed where there is none is not printed empty: `fill` raises, so nothing is printed at all. What may
be missing stands in an `if`, or has a `default`.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.template import Context, Engine, Node, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Lexer, TextNode, TokenType, Variable, VariableNode
from django.template.defaulttags import ForNode, IfNode
from django.utils.translation import gettext as _

from certificates.designs.values import LINE, LINES, REQUIRED, SCALARS

SOURCE_AT_MOST, OUTPUT_AT_MOST, LINES_AT_MOST = 20_000, 300_000, 300
TAGS = ("if", "elif", "else", "endif", "for", "empty", "endfor")
LOOP = re.compile(r"for ([a-z_]{1,30}) in lines( reversed)?")


class BadTemplate(Exception):
    """A template that is not accepted; the text is a sentence that says why and where."""


class MissingValues(Exception):
    """Values that the template prints and the certificate has not; `names` says which."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class Values(Context):
    """The plain data of one certificate, and what was asked for in vain."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        super().__init__(dict(texts))
        self.missing: dict[str, None] = {}


class Asked(Node):
    """A value in the text; notes where there is none."""

    def __init__(self, node: VariableNode) -> None:
        self.inner = node
        self.name = str(node.filter_expression.var)

    def render(self, context: Context) -> str:
        """Return the value, escaped."""
        text = str(self.inner.render(context))
        if not text.strip() and isinstance(context, Values):
            context.missing[self.name] = None
        return text


class ClosedEngine(Engine):
    """An engine that knows the closed vocabulary alone."""

    default_builtins: ClassVar[list[str]] = ["certificates.designs.vocabulary"]

    def __init__(self) -> None:
        super().__init__(loaders=[], libraries={}, context_processors=[], autoescape=True, debug=False)


def compile_template(source: str) -> Template:
    """Return the checked template; raises BadTemplate."""
    if len(source) > SOURCE_AT_MOST:
        raise BadTemplate(_("The template is longer than %d characters.") % SOURCE_AT_MOST)
    _check_tags(source)
    try:
        template = Template(source, engine=ClosedEngine())
        used: set[str] = set()
        _walk(template.nodelist, {}, used)
    except TemplateSyntaxError as error:
        raise BadTemplate(_("The template cannot be read: %s.") % str(error).rstrip(".")) from error
    except RecursionError as error:
        raise BadTemplate(_("The template is nested too deeply.")) from error
    lacking = [f"{{{{ {name} }}}}" for name in REQUIRED if name not in used]
    if lacking:
        raise BadTemplate(_("Every certificate shows these, and the template does not: %s.") % ", ".join(lacking))
    return template


def fill(template: Template, texts: Mapping[str, Any]) -> str:
    """Return the markup of one certificate; raises MissingValues, or BadTemplate where it comes out too long."""
    if len(texts[LINES]) > LINES_AT_MOST:
        raise BadTemplate(_("A certificate has at most %d lines.") % LINES_AT_MOST)
    values = Values(texts)
    text = str(template.render(values))
    if values.missing:
        raise MissingValues(list(values.missing))
    if len(text) > OUTPUT_AT_MOST:
        raise BadTemplate(_("What the template makes is longer than %d characters.") % OUTPUT_AT_MOST)
    return text


def _check_tags(source: str) -> None:
    """Say in words what Django would say in its own: which tag is strange, which loop is none of ours."""
    for token in Lexer(source).tokenize():
        if token.token_type != TokenType.BLOCK:
            continue
        words = token.contents.split() or [""]
        if words[0] not in TAGS:
            raise _wrong(
                token, _("there is no “%(tag)s”; templates know: %(tags)s"), tag=words[0], tags=", ".join(TAGS)
            )
        if words[0] == "for" and not LOOP.fullmatch(" ".join(words)):
            raise _wrong(token, _("a loop goes over the lines and nothing else: {%% for line in lines %%}"))


def _walk(nodes: Any, loops: Mapping[str, Mapping[str, Any]], used: set[str]) -> None:
    for place, node in enumerate(nodes):
        if isinstance(node, VariableNode):
            used.add(_check_value(node, node.filter_expression, loops))
            nodes[place] = Asked(node)
        elif isinstance(node, IfNode):
            for condition, inside in node.conditions_nodelists:
                _check_condition(node, condition, loops)
                # What every certificate shows does not depend on anything.
                _walk(inside, loops, set())
        elif isinstance(node, ForNode):
            if loops:
                raise _wrong(node.token, _("a loop stands in another one"))
            _walk(node.nodelist_loop, {node.loopvars[0]: LINE}, set())
            _walk(node.nodelist_empty, loops, set())
        elif not isinstance(node, TextNode):
            raise _wrong(node.token, _("this is not known here"))


def _check_condition(node: Node, condition: Any, loops: Mapping[str, Any]) -> None:
    if condition is None:
        return
    if hasattr(condition, "value") and isinstance(condition.value, FilterExpression):
        _check_value(node, condition.value, loops, also=(LINES,))
        return
    for part in (condition.first, condition.second):
        _check_condition(node, part, loops)


def _check_value(
    node: Node, expression: FilterExpression, loops: Mapping[str, Any], *, also: tuple[str, ...] = ()
) -> str:
    """Check a value with its filters; return its name, "" for a text that stands there itself."""
    asked = [
        expression.var,
        *(value for _f, arguments in expression.filters for is_name, value in arguments if is_name),
    ]
    names = [_check_name(node, variable, loops, also) for variable in asked if isinstance(variable, Variable)]
    return names[0] if names and isinstance(expression.var, Variable) else ""


def _check_name(node: Node, variable: Variable, loops: Mapping[str, Any], also: tuple[str, ...]) -> str:
    if variable.lookups is None:
        if not isinstance(variable.literal, str):
            raise _wrong(node.token, _("numbers stand in the text, or in quotation marks"))
        return ""
    first, *rest = variable.lookups
    if first in loops:
        if len(rest) == 1 and rest[0] in loops[first]:
            return ""
        there = [f"{first}.{name}" for name in loops[first]]
    else:
        if not rest and (first in SCALARS or first in also):
            return str(first)
        there = list(SCALARS)
    raise _wrong(
        node.token, _("“%(name)s” is no value of a certificate; there are: %(there)s"),
        name=str(variable.var), there=", ".join(there),
    )  # fmt: skip


def _wrong(token: Any, sentence: str, **values: str) -> BadTemplate:
    return BadTemplate(_("Line %(line)d: %(what)s.") % {"line": token.lineno, "what": sentence % values})
