"""What a visitor asks of the catalogue: words, a level, an audience, a scheme of credit, a path, a price."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from training.courses.models import Course, CourseQuerySet, LearningPath

LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """The filters of one address; what no course has is left out."""

    words: str = ""
    level: str = ""
    audience: str = ""
    delivery: str = ""
    scheme: str = ""
    path: str = ""
    free: bool = False

    def among(self, courses: CourseQuerySet) -> list[Course]:
        """Return the courses that match: each word stands in title, summary or code."""
        for word in self.words.split():
            courses = courses.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(code__icontains=word))
        if self.level:
            courses = courses.filter(level=self.level)
        if self.audience:
            courses = courses.filter(audience=self.audience)
        if self.path:
            courses = courses.filter(steps__path__code=self.path).order_by("steps__position")
        if self.free:
            courses = courses.filter(price=0)
        # Lists inside a course are read here: SQLite and PostgreSQL ask JSON in different words.
        return [item for item in courses if self._delivers(item) and self._credits(item)]

    def _delivers(self, course: Course) -> bool:
        return not self.delivery or self.delivery in course.delivery

    def _credits(self, course: Course) -> bool:
        return not self.scheme or self.scheme in schemes_of(course)


def schemes_of(course: Course) -> list[str]:
    """Return the schemes that a course is approved under or seeks credit under; its approvals are prefetched."""
    approved = {item.scheme.code for item in course.approvals.all()}
    return sorted(approved | {str(item["code"]) for item in course.credits})


def read_asked(query: QueryDict, *, schemes: list[str], paths: list[LearningPath]) -> Asked:
    """Read the filters; unknown values ask nothing."""

    def known(name: str, values: list[str]) -> str:
        value = query.get(name, "")
        return value if value in values else ""

    return Asked(
        words=query.get("q", "").replace("\x00", "").strip()[:LONGEST],
        level=known("level", Course.Level.values),
        audience=known("audience", Course.Audience.values),
        delivery=known("delivery", Course.Delivery.values),
        scheme=known("credit", schemes),
        path=known("path", [path.code for path in paths]),
        free=query.get("free") == "on",
    )
