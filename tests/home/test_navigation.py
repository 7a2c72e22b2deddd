"""Menus, breadcrumbs, footer, and what they cost."""

from factories.people import UserFactory

from core.page_cache import generation
from home.general.models import StandardPage
from home.navigation.menus import footer, menu
from home.navigation.models import SiteFooter
from people.roles import Role


def test_menu_lists_the_tree_s_first_level_in_its_order(pages):
    assert [item.title for item in menu("/")] == ["The unit", "About the conference", "News", "Contact"]


def test_menu_marks_where_one_is(pages):
    assert {item.title: item.current for item in menu("/unit/")}["The unit"] == "page"
    assert {item.title: item.current for item in menu("/unit/co-response/")}["The unit"] == "true"
    assert {item.current for item in menu("/")} == {""}


def test_menu_and_footer_ask_the_database_once_a_generation(pages, django_assert_num_queries):
    menu("/")
    footer()

    with django_assert_num_queries(0):
        menu("/unit/")
        footer()


def test_publishing_a_page_changes_the_menu(pages, django_capture_on_commit_callbacks):
    menu("/")
    page = StandardPage.objects.get(slug="unit")
    page.title = "Our unit"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert menu("/")[0].title == "Our unit"


def test_whatever_changes_public_content_starts_a_new_generation(pages, django_capture_on_commit_callbacks):
    page = StandardPage.objects.get(slug="sponsors")
    news = StandardPage.objects.get(slug="unit")
    changes = [page.unpublish, lambda: page.move(news, pos="last-child"), page.delete, SiteFooter.load().save]
    for change in changes:
        before = generation()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        assert generation() != before


def test_footer_shows_columns_of_links(pages, read):
    soup = read("/")

    assert [title.get_text() for title in soup.footer.find_all("h2")] == ["The unit", "The conference", "This site"]
    assert soup.footer.find("a", string="Privacy")["href"] == "/privacy/"


def test_breadcrumbs_lead_from_home_to_the_page(pages, read):
    ways = read("/unit/co-response/").find(class_="breadcrumbs").find_all("li")

    assert [way.get_text() for way in ways] == ["Home", "The unit", "Co-response with mental health"]
    assert [way.a["href"] for way in ways if way.a] == ["/", "/unit/"]


def test_anonymous_pages_can_be_cached(pages, client):
    response = client.get("/unit/")

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_header_offers_sign_in_or_the_way_out(pages, read, client, django_user_model):
    assert read("/").find("a", href="/account/login/")
    client.force_login(django_user_model.objects.create_user("robin@example.org"))
    soup = read("/")

    assert soup.find("a", href="/account/logout/")
    assert soup.find("a", href="/my/")
    assert not soup.find("a", href="/account/login/")


def test_header_shows_staff_their_side_and_asks_their_roles_once(pages, read, client, django_assert_num_queries):
    assert not read("/search/").find("a", string="Staff")
    client.force_login(UserFactory(roles=[Role.FINANCE]))

    with django_assert_num_queries(2):  # session, user with roles
        assert read("/search/").find("a", string="Staff")["href"] == "/admin/"
