"""Take the README's pictures from a running demo: `.venv/bin/python docs/screenshots/make.py URL PASSWORD`.

Run `make serve` first, with data made for the purpose: the script registers people and pays with the test card. The
password is the one that `make serve` prints.
"""

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent
CHROMIUM = "/usr/bin/chromium"
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LIMIT = 200_000


def shoot(page: Page, name: str) -> None:
    """Store what the window shows."""
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file, animations="disabled")
    if file.stat().st_size > LIMIT:
        sys.exit(f"{file.name} is larger than {LIMIT} bytes; choose a smaller window.")
    print(f"{file.name}: {file.stat().st_size // 1024} kB")  # noqa: T201


def review(page: Page, base: str) -> None:
    """Register one person as far as the review."""
    page.goto(f"{base}/conference/")
    page.get_by_role("main").get_by_role("link", name="Register").first.click()
    page.locator("[name=ticket-NON]").fill("1")
    page.get_by_role("button", name="Go on to the people").click()
    for name, value in {
        "name": "Marta Oduya-Reyes",
        "badge_name": "Marta O.",
        "email": "marta@harbourhealth.example",
        "agency": "Harbour Health Trust",
    }.items():
        page.locator(f"[name=p0-{name}]").fill(value)
    page.locator("[name=p0-country]").select_option("GB")
    page.get_by_role("button", name="Go on to the review").click()
    page.get_by_role("heading", name="Review and pay").wait_for()


def order(page: Page, base: str) -> None:
    """Pay it with the test card and wait for its receipt."""
    review(page, base)
    page.get_by_label("Card, now").check()
    page.locator("[name=consent_conduct]").check()
    page.locator("[name=consent_confidentiality]").check()
    page.get_by_role("button", name="Place the order").click()
    page.get_by_role("button", name="4242 4242 4242 4242").click()
    while not page.get_by_role("link", name="Receipt").count():
        page.wait_for_timeout(300)
        page.reload()


def enter(page: Page, base: str, login: str, password: str) -> None:
    """Sign in to the admin."""
    page.goto(f"{base}/account/login/?next=/admin/")
    page.get_by_label("Email").fill(f"{login}@demo.example")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")


def window(browser: Browser, **options: Any) -> Page:
    """Open a page in a session of its own."""
    return browser.new_context(locale="en-US", **options).new_page()


def main(base: str, password: str) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = window(browser, **DESKTOP)
        page.goto(base)
        shoot(page, "home")
        page.goto(f"{base}/conference/")
        page.get_by_role("navigation").get_by_role("link", name="Agenda").first.click()
        page.get_by_role("link", name="Mon 9").first.click()
        page.get_by_role("heading", level=2).first.evaluate(
            "heading => scrollBy(0, heading.getBoundingClientRect().top - 24)"
        )
        shoot(page, "agenda")
        phone = window(browser, **PHONE, color_scheme="dark")
        review(phone, base)
        shoot(phone, "review-phone")
        order(page, base)
        page.evaluate("scrollTo(0, 0)")
        shoot(page, "order")
        staff = window(browser, **DESKTOP)
        enter(staff, base, "organizer", password)
        staff.reload()
        shoot(staff, "admin")
        staff.goto(f"{base}/admin/conference/registrations/")
        shoot(staff, "registrations")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
