"""The demo's two editions: the sample week on sale now, and last year's, finished."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from conference.edition.models import Edition
from conference.pages.services import build
from conference.planning.programme.services import load_programme
from home.demo.shifting import previous_programme, shift_programme

SAMPLE = Path(__file__).parent / "sample_programme.json"
NOTICE = "This is a sample edition: people, venue, prices and accreditations are invented."


def sample_programme() -> dict[str, Any]:
    """Return the sample as it was written."""
    programme: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return programme


def build_editions(today: date) -> tuple[Edition, Edition]:
    """Load both editions with their pages and return them, the current one first; what is there is left alone."""
    coming = shift_programme(sample_programme(), today=today)
    current = _load(coming, Edition.State.PUBLISHED)
    last = _load(previous_programme(coming, today=today), Edition.State.PUBLISHED)
    return current, last


def _load(programme: dict[str, Any], state: str) -> Edition:
    year = date.fromisoformat(programme["conference"]["start_date"]).year
    edition = Edition.objects.filter(year=year).first()
    if edition is None:
        load_programme(programme)
        Edition.objects.filter(year=year).update(is_sample=True, notice=NOTICE, state=state)
        edition = Edition.objects.get(year=year)
    build(year)
    return edition


def sale_moment(edition: Edition) -> datetime:
    """Return a moment during the edition's early sale, at noon at the venue."""
    day = edition.sale_opens or edition.start_date
    return datetime.combine(day, time(12), edition.zone)


def finish(edition: Edition) -> None:
    """Mark last year's edition as finished, once its orders are in."""
    Edition.objects.filter(pk=edition.pk).update(state=Edition.State.FINISHED)
