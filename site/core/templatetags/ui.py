"""Components of the pages: `{% load ui %}`. Every one is shown, in every state, on /styleguide/.

Forms: put `{% form_errors form %}` above the form (it takes several forms and formsets, lists what is wrong with links
to the fields and gets the focus), then `{% field form.name %}` for each field, or `{% fields form %}` for all of them.
`field` takes `label=`, `help=`, `optional=False`, `css="field--short"`. Radio and checkbox groups become a fieldset.

    {% form_errors form %}
    <form class="form" method="post">{% csrf_token %}
      {% fields form %}
      <div class="form__actions">{% button _("Send") %} {% button _("Back") href=url kind="secondary" %}</div>
    </form>

With content between an opening and a closing tag, and `{% fill "…" %}…{% endfill %}` for named places:

    {% card title=… href=… level=3 eyebrow=… kind="marked|plain" %}…{% fill "media" %}…{% endfill %}{% endcard %}
    {% alert kind="info|success|warning|danger|note" title=… %}…{% endalert %}
    {% fieldset legend=… help=… %}…{% endfieldset %}          {% empty title=… icon=… %}…{% endempty %}
    {% datatable caption=… stacked=True %}<thead>…{% enddatatable %}   (cells: class="number", data-label="…")
    {% dialog id=… title=… action=… submit=… danger=True %}…{% enddialog %}   opened by a link with data-dialog="id"
    {% definitions %}{% definition term=… %}…{% enddefinition %}{% enddefinitions %}
    {% disclosure summary=… open=False %}…{% enddisclosure %}

Leaves: button, badge, status (a state: kind success|info|warning|danger), price, date_range, stat, avatar, icon,
illustration, breadcrumbs, tabs, chips, steps, pagination. Layout classes (css/layout.css): wrap, page, page-head, lead,
columns, stack, cluster, grid, section.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.widgets import CheckboxInput
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.icons import ICONS
from core.money import format_money
from core.monograms import ground, initials
from core.ui_nodes import compile_fill, component_tag

register = template.Library()
register.tag("fill", compile_fill)
for _name in ("card", "alert", "fieldset", "empty", "datatable", "dialog", "definitions", "definition", "disclosure"):
    register.tag(_name, component_tag(_name))

Crumb = tuple[str, str]
Forms = BaseForm | BaseFormSet[Any] | Sequence[BaseForm] | None


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon; with a label it speaks, without it is decoration."""
    naming = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" focusable="false" {}><path d="{}"/></svg>',
        naming,
        ICONS[name],
    )


@register.simple_tag
def illustration(name: str, label: str = "") -> SafeString:
    """Return one of our drawings (`core.blocks.ILLUSTRATIONS`); with a label it speaks, without it is decoration."""
    return mark_safe(render_to_string(f"ui/illustrations/{name}.svg", {"label": label}))


@register.inclusion_tag("ui/button.html")
def button(
    text: str,
    href: str = "",
    *,
    kind: str = "",
    type: str = "submit",  # noqa: A002 - the word of HTML
    name: str = "",
    value: str = "",
    icon: str = "",
    form: str = "",
    size: str = "",
    dialog: str = "",
    disabled: bool = False,
    id: str = "",  # noqa: A002
) -> dict[str, Any]:
    """A link that looks like a button if `href` is given, else a button; `dialog` names the dialog it opens."""
    return {"text": text, "href": href, "kind": kind, "type": type, "name": name, "value": value, "icon": icon,
            "form": form, "size": size, "dialog": dialog, "disabled": disabled, "id": id}  # fmt: skip


@register.simple_tag
def badge(text: str, kind: str = "") -> SafeString:
    """Return a short fact, such as `1.5 h` or `Advanced`; kind accent or tint."""
    return format_html('<span class="badge{}">{}</span>', f" badge--{kind}" if kind else "", text)


@register.simple_tag
def status(text: str, kind: str = "neutral") -> SafeString:
    """Return a state as a pill; its mark differs by kind as well as its colour."""
    return format_html('<span class="status status--{}">{}</span>', kind, text)


@register.simple_tag
def price(amount: Decimal | int, currency: str = "USD", size: str = "") -> SafeString:
    """Return an amount of money that never breaks over two lines."""
    return format_html(
        '<span class="price{}">{}</span>', f" price--{size}" if size else "", format_money(Decimal(amount), currency)
    )


@register.inclusion_tag("ui/date_range.html")
def date_range(start: date | datetime, end: date | datetime | None = None) -> dict[str, Any]:
    """Two dates, or two times with their zone, as `<time>` elements, saying nothing twice."""
    timed = isinstance(start, datetime)
    first, last = (_day(start), _day(end)) if end else (_day(start), _day(start))
    same_month = (first.year, first.month) == (last.year, last.month)
    return {"start": start, "end": end, "timed": timed, "same_day": first == last,
            "same_month": same_month, "same_year": first.year == last.year}  # fmt: skip


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@register.inclusion_tag("ui/stat.html")
def stat(label: str, value: object, note: str = "", href: str = "") -> dict[str, Any]:
    """One figure with its name."""
    return {"label": label, "value": value, "note": note, "href": href}


@register.inclusion_tag("ui/avatar.html")
def avatar(name: str, seed: str = "", size: str = "") -> dict[str, Any]:
    """A monogram portrait; decoration beside the written name. size small or large."""
    return {"initials": initials(name), "ground": ground(seed or name), "size": size}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(crumbs: Iterable[Crumb], current: str = "") -> dict[str, Any]:
    """The way to this page: (label, url) pairs, and the page's own name."""
    return {"crumbs": list(crumbs), "current": current}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[tuple[str, str, bool]], label: str) -> dict[str, Any]:
    """Links to the sides of one thing: (label, url, is current)."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("ui/chips.html")
def chips(items: Iterable[tuple[str, str, bool] | tuple[str, str, bool, int]], label: str) -> dict[str, Any]:
    """Filters as links: (label, url, is on) or with a count."""
    return {"items": [(*item, "")[:4] for item in items], "label": label}


@register.inclusion_tag("ui/steps.html")
def steps(labels: Iterable[str], current: int) -> dict[str, Any]:
    """How far a task has come; `current` counts from 1."""
    return {"steps": [(label, number < current, number == current) for number, label in enumerate(labels, 1)],
            "current": current}  # fmt: skip


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Links to the pages of a list; the other parameters of the address are kept."""
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "gap": Paginator.ELLIPSIS, "parameter": parameter,
            "query": query.urlencode()}  # fmt: skip


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, label: str = "", help: str = "", optional: bool = True, css: str = "") -> dict[str, Any]:  # noqa: A002
    """A field with its label, help and error, tied together for those who listen; `optional=False` hides that word."""
    widget = bound.field.widget
    grouped = bound.use_fieldset
    told = help or bound.help_text
    described = [f"{bound.auto_id}_helptext"] * bool(told) + [f"{bound.auto_id}_error"] * bool(bound.errors)
    attrs: dict[str, Any] = {}
    if described and not grouped:
        attrs["aria-describedby"] = " ".join([*described, widget.attrs.get("aria-describedby", "")]).strip()
    # A placeholder that repeats the label only takes room from what is typed.
    if str(widget.attrs.get("placeholder", "")).casefold().startswith(str(bound.label).casefold()):
        attrs["placeholder"] = False
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "label": label or bound.label,
        "help": told,
        "described": " ".join(described),
        "grouped": grouped,
        "single": isinstance(widget, CheckboxInput),
        "mark_optional": optional and not bound.field.required and not isinstance(widget, CheckboxInput),
        "css": css,
    }


@register.inclusion_tag("ui/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form in their order, the hidden ones last."""
    return {"form": form}


@register.inclusion_tag("ui/form_errors.html")
def form_errors(*forms: Forms) -> dict[str, Any]:
    """Everything that is wrong, with links to the fields; gets the focus when the page opens.

    A form with a `title` says it before each of its sentences, so that two people's fields can be told apart.
    """
    general: list[str] = []
    entries: list[Mapping[str, str]] = []
    for form in forms:
        _collect(form, general, entries)
    return {"general": general, "entries": entries}


def _collect(form: Forms, general: list[str], entries: list[Mapping[str, str]]) -> None:
    if isinstance(form, Sequence):
        for one in form:
            _collect(one, general, entries)
        return
    if form is None or not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        general.extend(str(message) for message in form.non_form_errors())
        for one in form.forms:
            _collect(one, general, entries)
        return
    general.extend(str(message) for message in form.non_field_errors())
    title = getattr(form, "title", "")
    for bound in form:
        if bound.is_hidden:
            general.extend(str(message) for message in bound.errors)
            continue
        # A group has no element with the field's own id: its first choice is where to go.
        target = f"{bound.id_for_label or bound.auto_id + '_0'}"
        entries.extend(
            {
                "target": target,
                "label": f"{title}, {bound.label}" if title else str(bound.label),
                "message": str(message),
            }
            for message in bound.errors
        )
