"""A person with a browser: pages that may not break, and waiting for what tasks do in the background."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from journeys.serving import Site
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, expect
from playwright.sync_api import TimeoutError as TooLate

PATIENCE = 45
SIZES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
# A form that comes back with errors is a 4xx page; Chromium says so on its console too.
NAVIGATION = "Failed to load resource: the server responded with a status of 4"

FITS = """() => {
    const root = document.documentElement;
    return document.readyState === "complete" && root !== null && root.scrollWidth <= root.clientWidth;
}"""


@dataclass
class Visitor:
    """One browser session at the site. Whatever a page complains about is kept in `faults`."""

    site: Site
    context: BrowserContext
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("response", self._on_response)
        self.page: Page = self.context.new_page()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(NAVIGATION):
            self.faults.append(f"console of {self.page.url}: {message.text}")

    def _on_response(self, response: Response) -> None:
        page = response.request.is_navigation_request()
        if response.status >= (500 if page else 400):
            self.faults.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(path if path.startswith("http") else f"{self.site.url}{path}")
        return self.page

    def press(self, name: str) -> None:
        """Press a button, or a link that looks like one."""
        page = self.page
        page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).click()

    def sees(self, text: str) -> None:
        """Fail unless the text shows."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def heading(self, text: str) -> None:
        """Fail unless the page has this heading."""
        expect(self.page.get_by_role("heading", name=text)).to_be_visible()

    def fits(self) -> None:
        """Fail if the page, once it is there, scrolls sideways. A page that a click is still fetching has no root."""
        try:
            self.page.wait_for_function(FITS, timeout=PATIENCE * 1000)
        except TooLate as error:
            raise AssertionError(f"{self.page.url} is wider than its window") from error

    def reload_until(self, found: Callable[[Page], bool], *, what: str) -> None:
        """Load the page again until it shows what a task brings about."""
        end = time.monotonic() + PATIENCE
        while not found(self.page):
            assert time.monotonic() < end, f"{self.page.url} does not show {what}:\n{self.page.inner_text('main')}"
            self.page.wait_for_timeout(250)
            self.page.reload()

    def read(self, path: str) -> bytes:
        """Download something with this session."""
        answer = self.context.request.get(path if path.startswith("http") else f"{self.site.url}{path}")
        assert answer.status == 200, f"{answer.status} {path}"
        return answer.body()

    def sign_in(self, email: str, password: str, *, then: str = "/my/") -> None:
        """Sign in and arrive at a page."""
        self.open(f"/account/login/?{urlencode({'next': then})}")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(f"**{then}")

    def open_mail(self, recipient: str, subject: str) -> None:
        """Wait in the mailbox for a mail and open the newest one."""
        self.open(f"/mailbox/?{urlencode({'to': recipient})}")
        self.reload_until(lambda page: page.get_by_role("link", name=subject).count() > 0, what=f"a mail “{subject}”")
        self.page.get_by_role("link", name=subject).first.click()
        self.heading(subject)
