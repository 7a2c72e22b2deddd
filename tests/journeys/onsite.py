"""What happens on site: badges on paper, a phone at a door, and certificates in strangers' hands."""

import re
from datetime import datetime

import pypdfium2
import qrcode
import zxingcpp
from journeys.browsing import Visitor
from playwright.sync_api import expect

from home.demo.people import PASSWORD

# A browser's camera that sees one code, given as rows of 0 and 1.
CAMERA = """rows => navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 640;
    canvas.height = 480;
    const [pen, side] = [canvas.getContext("2d"), 9];
    const draw = () => {
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, 640, 480);
        pen.fillStyle = "#000";
        rows.forEach((row, y) => [...row].forEach((bit, x) => {
            if (bit === "1") pen.fillRect(150 + x * side, 60 + y * side, side, side);
        }));
    };
    draw();
    setInterval(draw, 100);
    return canvas.captureStream(10);
}"""


def hold_before_camera(phone: Visitor, text: str) -> None:
    """Let the camera of the open page see a text as a code."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]
    phone.page.evaluate(CAMERA, rows)
    phone.press("Use the camera")


def print_again(office: Visitor, *, year: int, name: str) -> str:
    """Print one badge again and return the code that an independent reader finds on its page."""
    office.open(f"/admin/conference/badges/{year}/?q={name}")
    main, ready = office.page.get_by_role("main"), office.page.get_by_role("link", name="Take the file")
    before = ready.count()
    main.get_by_role("link", name=re.compile(name)).first.click()
    main.locator("[name=reason]").fill("lost on the way")
    main.get_by_role("button", name="Print it again").click()
    office.page.locator(".messages .success").wait_for()
    office.reload_until(lambda page: ready.count() > before, what="the file of badges")
    pdf = office.read(ready.first.get_attribute("href"))
    (found,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil())
    return found.text


def work_at(phone: Visitor, *, year: int, door: str) -> None:
    """Stand at a door with a phone."""
    phone.sign_in("checkin@demo.example", PASSWORD, then=f"/desk/{year}/{door}/")


def scan(phone: Visitor, code: str, *, way: str, at: datetime) -> None:
    """Let a scanner type a code when the phone's clock shows a time."""
    phone.page.clock.set_fixed_time(at)
    phone.page.get_by_label(way, exact=True).check()
    with phone.page.expect_response("**/scan/"):
        phone.page.get_by_label("Code").fill(code)
        phone.page.keyboard.press("Enter")


def answered(phone: Visitor, kind: str) -> None:
    """Fail unless the answer has this kind, which decides on colour, shape and sound."""
    expect(phone.page.locator("#answer")).to_have_attribute("data-kind", kind)


def serial_of(holder: Visitor, scheme: str) -> str:
    """Return the serial of the holder's valid certificate under a scheme."""
    holder.open("/my/certificates/")
    card = holder.page.locator("li").filter(has_text=f" {scheme}").filter(has_text="valid").first
    return card.locator("p", has_text="-").first.inner_text().split()[0]


def verify(stranger: Visitor, serial: str) -> None:
    """Type a serial as people do."""
    stranger.open("/verify/")
    stranger.page.get_by_label("Serial").fill(serial.lower().replace("-", " ").replace("0", "o"))
    stranger.press("Look it up")
    stranger.heading(serial)
