"""How a component of `templates/ui/` becomes a template tag with slots."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.engine import Engine
from django.utils.safestring import SafeString, mark_safe


class FillNode(Node):
    """`{% fill "footer" %}…{% endfill %}`: content for a named slot of the component around it."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Say nothing here: the component around it takes the content."""
        return mark_safe("")


class ComponentNode(Node):
    """Renders `ui/<name>.html` with the tag's values, its content as `slot` and each fill under its own name."""

    def __init__(self, name: str, values: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render the content where it stands, then the component around it."""
        values: dict[str, Any] = {key: value.resolve(context) for key, value in self.values.items()}
        body: list[str] = []
        for node in self.nodelist:
            if isinstance(node, FillNode):
                values[node.name] = node.nodelist.render(context)
            else:
                body.append(str(node.render_annotated(context)))
        values["slot"] = mark_safe("".join(body).strip())  # each piece is rendered, hence escaped
        # As Django's inclusion tags do, so that a component can hold a form.
        for shared in ("csrf_token", "request"):
            if shared in context:
                values.setdefault(shared, context[shared])
        component = Engine.get_default().get_template(f"ui/{self.name}.html")
        return component.render(context.new(values))


def component_tag(name: str) -> Callable[[Parser, Token], ComponentNode]:
    """Return the compiler of `{% name key=value … %}…{% endname %}`."""

    def compile_tag(parser: Parser, token: Token) -> ComponentNode:
        bits = token.split_contents()[1:]
        values = token_kwargs(bits, parser)
        if bits:
            raise template.TemplateSyntaxError(f"{{% {name} %}} takes key=value only; it got {bits[0]!r}.")
        nodelist = parser.parse((f"end{name}",))
        parser.delete_first_token()
        return ComponentNode(name, values, nodelist)

    return compile_tag


def compile_fill(parser: Parser, token: Token) -> FillNode:
    """Compile `{% fill "name" %}`."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise template.TemplateSyntaxError('{% fill %} takes one name, such as {% fill "footer" %}.')
    nodelist = parser.parse(("endfill",))
    parser.delete_first_token()
    return FillNode(bits[1].strip("\"'"), nodelist)
