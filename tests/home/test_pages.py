"""Every page of the demo is whole: one heading, words for pictures, nothing inline."""

import pytest
from page_checks import faults
from wagtail.models import Page

from home.demo.pages import build
from home.general.models import HomePage, StandardPage
from home.news.models import NewsIndexPage, NewsPage

ADDRESSES = [
    "/", "/unit/", "/unit/responsibilities/", "/unit/co-response/", "/unit/visiting-agencies/",
    "/annual-conference/", "/annual-conference/venue/", "/annual-conference/questions/",
    "/annual-conference/sponsors/", "/annual-conference/code-of-conduct/", "/news/", "/news/programme/",
    "/contact/", "/privacy/", "/accessibility/", "/search/", "/styleguide/",
]  # fmt: skip


def test_every_page_is_well_formed_and_says_that_it_is_a_sample(pages, read):
    opened = {address: read(address) for address in ADDRESSES}

    assert {address: found for address, soup in opened.items() if (found := faults(soup))} == {}
    assert [
        a for a, soup in opened.items() if "Sample edition" not in soup.find(class_="sample-notice").get_text()
    ] == []


def test_building_the_demo_twice_makes_nothing_new_and_keeps_edits(pages):
    page = StandardPage.objects.get(slug="venue")
    page.title = "Where it is"
    page.save_revision().publish()
    before = Page.objects.count()

    build()

    assert Page.objects.count() == before
    assert StandardPage.objects.get(slug="venue").title == "Where it is"


def test_liaison_list_is_shipped_empty(pages):
    page = StandardPage.objects.get(slug="visiting-agencies")
    (liaison,) = [block for block in page.body if block.block_type == "liaison"]

    assert list(liaison.value["agencies"]) == []


def test_home_page_leads_with_its_headline_and_the_news(pages, read):
    soup = read("/")

    assert soup.h1.get_text() == pages.headline
    assert [link.get_text() for link in soup.select(".news__title a")] == [
        page.title for page in NewsPage.objects.order_by("-day")[:3]
    ]


def test_home_page_without_content_still_answers(pages, read):
    HomePage.objects.update(headline="", lead="", body="[]")

    assert read("/").h1.get_text() == pages.title


@pytest.mark.parametrize("number", ["0", "99", "many"])
def test_news_list_shows_the_nearest_page_for_a_wrong_number(pages, read, number):
    assert len(read(f"/news/?page={number}").select(".news__item")) == 3


def test_news_list_needs_as_many_queries_for_three_as_for_one(pages, client, read, django_assert_num_queries):
    index = NewsIndexPage.objects.get()
    client.get(index.url)
    with django_assert_num_queries(11):
        assert len(read(index.url).select(".news__item")) == 3
    NewsPage.objects.exclude(slug="programme").update(live=False)

    with django_assert_num_queries(11):
        assert len(read(index.url).select(".news__item")) == 1


def test_editors_can_open_every_kind_of_page(pages, admin_client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False

    answers = {
        page.title: admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code
        for page in Page.objects.filter(depth__gt=1)
    }
    assert set(answers.values()) == {200}
