"""WCAG 2.2 AA contrast of the pairs of tokens that meet on pages, by day and by night."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.anywhere

CSS = Path(__file__).resolve().parents[2] / "site" / "static" / "css"
DEFINITION = re.compile(r"--([\w-]+):\s*([^;]+);")
TEXT, LARGE = 4.5, 3.0
GROUNDS = ("page", "surface", "sunken", "tint")
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("text", "muted", "link", "link-hover", "accent") for ground in GROUNDS],
    *[("edge", ground, LARGE) for ground in ("page", "surface")],
    *[("focus", ground, LARGE) for ground in GROUNDS],
    *[(tone, f"{tone}-tint", TEXT) for tone in ("info", "success", "warning", "danger", "accent")],
    *[("text", f"{tone}-tint", TEXT) for tone in ("info", "success", "warning", "danger", "accent")],
    ("danger", "page", TEXT),
    ("danger", "surface", TEXT),
    ("on-action", "action", TEXT),
    ("on-action", "action-hover", TEXT),
    ("on-danger", "danger", TEXT),
    ("on-danger", "danger-hover", TEXT),
    ("on-lamp", "lamp", TEXT),
    *[(ink, ground, TEXT) for ink in ("on-deep", "on-deep-muted", "lamp") for ground in ("deep", "deep-raised")],
]


def tokens() -> dict[str, str]:
    """Return every custom property of palette and tokens as written."""
    return dict(DEFINITION.findall((CSS / "palette.css").read_text() + (CSS / "tokens.css").read_text()))


def colour(name: str, scheme: int) -> str:
    """Return a token's hexadecimal colour; scheme 0 is light, 1 is dark."""
    value = name if name.startswith("#") else tokens()[name]
    while not value.startswith("#"):
        if value.startswith("light-dark("):
            value = re.split(r",\s*", value.removeprefix("light-dark(").removesuffix(")"), maxsplit=1)[scheme]
        elif value.startswith("var(--"):
            value = tokens()[value.removeprefix("var(--").removesuffix(")")]
        else:
            raise AssertionError(f"--{name} is not a colour: {value}")
    return value


def luminance(hexadecimal: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    channels = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=str)
def test_pair_has_enough_contrast(ink, ground, least, scheme):
    assert contrast(colour(ink, scheme), colour(ground, scheme)) >= least


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_monogram_has_enough_contrast(number):
    rule = re.search(rf"\.avatar--{number} {{(.*?)}}", (CSS / "components" / "cards.css").read_text(), re.DOTALL)
    values = dict(DEFINITION.findall(rule[1]))

    assert contrast(values["ground"], values["mark"]) >= TEXT
