"""What no page of ours may contain."""

from itertools import pairwise

from bs4 import BeautifulSoup

RUNS = {None, "", "module", "text/javascript", "application/javascript"}


def faults(soup: BeautifulSoup) -> list[str]:
    """Return what is wrong with a page's markup, in words."""
    found = []
    if len(soup.find_all("h1")) != 1:
        found.append(f"{len(soup.find_all('h1'))} headings of the first level")
    if not soup.html.get("lang"):
        found.append("no language")
    if not (soup.title and soup.title.get_text(strip=True)):
        found.append("no title")
    if not soup.find("main", id="main"):
        found.append("no main part to skip to")
    if soup.find("style"):
        found.append("inline style element")
    scripts = [tag for tag in soup.find_all("script") if not tag.get("src") and tag.get("type") in RUNS]
    found += [f"inline script: {tag}" for tag in scripts]
    for tag in soup.find_all(True):
        found += [f"{name} on <{tag.name}>" for name in tag.attrs if name == "style" or name.startswith("on")]
    found += [f"picture without words: {tag}" for tag in soup.find_all("img") if tag.get("alt") is None]
    found += _forms(soup)
    found += _ids(soup)
    return found + _headings(soup)


def _forms(soup: BeautifulSoup) -> list[str]:
    labelled = {label.get("for") for label in soup.find_all("label")}
    controls = soup.find_all(["input", "select", "textarea"])
    return [
        f"field without a label: {control.get('name')}"
        for control in controls
        if control.get("type") not in {"hidden", "submit"}
        and control.get("id") not in labelled
        and not control.get("aria-label")
        and not control.find_parent("label")
    ]


def _ids(soup: BeautifulSoup) -> list[str]:
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    found = [f"id twice: {name}" for name in sorted({name for name in ids if ids.count(name) > 1})]
    for tag in soup.find_all(attrs={"aria-describedby": True}):
        found += [f"describedby nothing: {name}" for name in tag["aria-describedby"].split() if name not in ids]
    return found


def _headings(soup: BeautifulSoup) -> list[str]:
    levels = [int(tag.name[1]) for tag in soup.main.find_all(["h1", "h2", "h3", "h4", "h5"])] if soup.main else []
    return [f"heading jumps from {a} to {b}" for a, b in pairwise(levels) if b > a + 1]
