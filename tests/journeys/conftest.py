"""A site and a browser for the journeys."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.browsing import SIZES, Visitor
from journeys.serving import Site
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = next((path for path in map(Path, ("/usr/bin/chromium", "/usr/bin/google-chrome")) if path.exists()), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk a journey that fails once more: a browser on a busy machine may stumble. The report counts such reruns."""
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served; whatever the journeys did to its books, they must be right at the end."""
    served = Site(tmp_path_factory.mktemp("site"))
    try:
        served.start()
        yield served
        audit = served.manage("audit_ledger")
        assert audit.returncode == 0, audit.stdout + audit.stderr
    finally:
        served.stop()


# Not for the whole session: while Playwright runs, Django believes to be in asynchronous code and refuses its database.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Without it a developer's machine skips the journeys; CI may not."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    assert CHROMIUM is not None, "CI has no Chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator["Visits"]:
    """Makes visitors; no page of theirs may complain."""
    visits = Visits(site, browser)
    yield visits
    faults = [fault for visitor in visits.visitors for fault in visitor.faults]
    for visitor in visits.visitors:
        visitor.context.close()
    assert not faults, "\n".join([*faults, site.log()])


class Visits:
    """Opens a browser session for each person of a journey."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self.site, self.browser = site, browser
        self.visitors: list[Visitor] = []

    def __call__(self, size: str = "desktop", **options: object) -> Visitor:
        """Return a new visitor with a window of this size."""
        context = self.browser.new_context(locale="en-US", **{**SIZES[size], **options})
        self.visitors.append(Visitor(self.site, context))
        return self.visitors[-1]
