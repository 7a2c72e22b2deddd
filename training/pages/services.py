"""Make the catalogue's pages in the tree."""

from django.db import transaction
from wagtail.models import Page, Site

from training.courses.models import Course, LearningPath
from training.pages.models import CoursePage, LearningPathPage, TrainingIndexPage


@transaction.atomic
def build() -> TrainingIndexPage:
    """Make sure that every published course and every path has its page below `/training/`.

    Idempotent; what editors changed on a page is left alone.
    """
    index = _index()
    for course in Course.objects.published().filter(page=None):
        page = CoursePage(title=course.title, slug=_free(index, course.slug), lead=course.summary[:300], course=course)
        _publish(index, page)
    for path in LearningPath.objects.filter(page=None):
        _publish(index, LearningPathPage(title=path.title, slug=_free(index, path.code.lower()), learning_path=path))
    return index


def _publish(index: TrainingIndexPage, page: Page) -> None:
    index.add_child(instance=page)
    page.save_revision().publish()


def _free(index: TrainingIndexPage, slug: str) -> str:
    """Return the slug, or a longer one where an editor has used it for a page of their own."""
    while not Page._slug_is_available(slug, index):
        slug += "-course"
    return slug


def _index() -> TrainingIndexPage:
    index: TrainingIndexPage | None = TrainingIndexPage.objects.first()
    if index is None:
        root: Page = Site.objects.get(is_default_site=True).root_page
        index = TrainingIndexPage(title="Training", slug=_free_below(root), show_in_menus=True)
        root.add_child(instance=index)
        index.save_revision().publish()
    return index


def _free_below(root: Page) -> str:
    slug = "training"
    while not Page._slug_is_available(slug, root):
        slug += "-courses"
    return slug
