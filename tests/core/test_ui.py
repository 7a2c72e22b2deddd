"""Components: what they tie together for those who listen, and what they escape."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError


class Form(forms.Form):
    name = forms.CharField(help_text="As on the badge")
    agency = forms.CharField(required=False)
    level = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree")


def render(source: str, **values) -> BeautifulSoup:
    return BeautifulSoup(Template("{% load ui %}" + source).render(Context(values)), "html.parser")


def test_field_ties_label_help_and_error_to_its_control():
    soup = render("{% field form.name %}", form=Form({}))

    control = soup.find("input")
    assert soup.label["for"] == control["id"]
    assert control["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert soup.find(id="id_name_helptext").get_text() == "As on the badge"
    assert "This field is required." in soup.find(id="id_name_error").get_text()


def test_field_says_optional_only_where_it_is():
    assert "optional" in render("{% field form.agency %}", form=Form()).label.get_text()
    assert "optional" not in render("{% field form.agency optional=False %}", form=Form()).label.get_text()
    assert "optional" not in render("{% field form.name %}", form=Form()).label.get_text()


def test_choices_become_a_described_fieldset():
    soup = render("{% field form.level %}", form=Form({}))

    assert soup.fieldset.legend.get_text() == "Level"
    assert soup.find(id=soup.fieldset["aria-describedby"])


def test_check_box_stands_before_its_label():
    soup = render("{% field form.agreed %}", form=Form())

    assert [tag.name for tag in soup.find(class_="choice").find_all(["input", "label"])] == ["input", "label"]


def test_error_summary_links_each_error_to_a_control_that_is_there():
    form = Form({})
    form.add_error(None, "Something general")
    soup = render("{% form_errors form %}{% fields form %}", form=form)

    targets = [link["href"].removeprefix("#") for link in soup.select(".error-summary a")]
    assert len(targets) == 3
    assert all(soup.find(id=target).name == "input" for target in targets)
    assert soup.select(".error-summary li")[0].get_text() == "Something general"


def test_error_summary_is_silent_before_anything_was_sent():
    assert not render("{% form_errors form %}", form=Form()).find(True)


def test_formset_errors_are_collected():
    formset = forms.formset_factory(Form, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "Robin", "form-1-name": ""}
    )

    targets = [link["href"] for link in render("{% form_errors set %}", set=formset).select("a")]
    assert "#id_form-0-agreed" in targets


def test_component_takes_its_content_and_named_places():
    soup = render(
        '{% card title=title href="/x/" %}<p>{{ title }}</p>{% fill "footer" %}<b>foot</b>{% endfill %}{% endcard %}',
        title="<Fish & chips>",
    )

    assert soup.find(class_="card__title").a.get_text() == "<Fish & chips>"
    assert soup.find(class_="card__body").p.get_text() == "<Fish & chips>"
    assert soup.find(class_="card__footer").b.get_text() == "foot"


def test_component_inside_a_component_keeps_its_own_places():
    soup = render(
        '{% card title="out" %}{% alert title="in" %}text{% endalert %}'
        '{% fill "footer" %}{% alert %}foot{% endalert %}{% endfill %}{% endcard %}'
    )

    assert soup.select(".card__body .alert__title")[0].get_text() == "in"
    assert soup.select(".card__footer .alert__body")[0].get_text(strip=True) == "foot"


def test_component_refuses_words_without_a_name():
    with pytest.raises(TemplateSyntaxError, match="key=value"):
        render('{% card "title" %}{% endcard %}')


def test_dialog_with_an_action_holds_the_token():
    soup = render(
        '{% dialog id="d" title="Sure?" action="/go/" submit="Go" %}x{% enddialog %}', csrf_token="token-of-the-visitor"
    )

    assert soup.find("input", attrs={"name": "csrfmiddlewaretoken"})["value"] == "token-of-the-visitor"


def test_pagination_keeps_the_filters_and_escapes_them(rf):
    page = Paginator(range(100), 10).get_page(3)
    request = rf.get("/", {"track": '"><script>', "page": "3"})
    soup = render("{% pagination page %}", page=page, request=request)

    assert soup.find(rel="next")["href"] == "?track=%22%3E%3Cscript%3E&page=4"
    assert soup.find(attrs={"aria-current": "page"}).get_text() == "3"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Robin Example", "RE"),
        ("Dr. Ana María López, PhD", "AL"),
        ("Plato", "P"),
        ("李明", "李"),
        ("محمد العربي", "م"),
        ("O’Neil, J.", "O"),
        ("", "•"),
        ("...", "•"),
    ],
)
def test_monogram_letters(name, letters):
    assert render("{% avatar name %}", name=name).find("text").get_text() == letters


def test_date_range_says_nothing_twice():
    from datetime import date

    def said(start, end=None):
        soup = render("{% date_range start end %}", start=start, end=end)
        return " ".join(soup.get_text().split())

    assert said(date(2027, 8, 9), date(2027, 8, 13)) == "August 9–13, 2027"
    assert said(date(2027, 8, 30), date(2027, 9, 3)) == "August 30–September 3, 2027"
    assert said(date(2027, 12, 30), date(2028, 1, 3)) == "December 30, 2027–January 3, 2028"
    assert said(date(2027, 8, 9)) == "August 9, 2027"
