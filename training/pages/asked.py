"""What a visitor asks of the catalogue: words, a level, an audience, a path."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from training.courses.models import Course, CourseQuerySet

LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """The filters of one address; what no course has is left out."""

    words: str = ""
    level: str = ""
    audience: str = ""

    def among(self, courses: CourseQuerySet) -> CourseQuerySet:
        """Keep the courses that match: each word stands in title, summary or code."""
        for word in self.words.split():
            courses = courses.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(code__icontains=word))
        if self.level:
            courses = courses.filter(level=self.level)
        if self.audience:
            courses = courses.filter(audience=self.audience)
        return courses


def read_asked(query: QueryDict) -> Asked:
    """Read the filters; unknown values ask nothing."""
    level, audience = query.get("level", ""), query.get("audience", "")
    return Asked(
        words=query.get("q", "").replace("\x00", "").strip()[:LONGEST],
        level=level if level in Course.Level.values else "",
        audience=audience if audience in Course.Audience.values else "",
    )
