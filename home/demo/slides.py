"""The demo's slides: drawn, sent, checked, for readers of each kind."""

import io

from PIL import Image, ImageDraw, ImageFont

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.materials.models import Handout
from conference.materials.policy import Policy, policy_of
from conference.materials.services import add_handout, check

WIDE, HIGH, MARGIN = 1280, 720, 96
INK, PAPER, ACCENT = "#1c2733", "#fbfaf6", "#7a4fa3"
POLICIES = (Policy.PUBLIC, Policy.REGISTERED, Policy.ATTENDED, Policy.CLEARED)


def build_slides(edition: Edition) -> int:
    """Give slides to a few sessions of an edition; return how many have some. Idempotent."""
    if not Handout.objects.of(edition).exists():
        rows = Session.objects.of(edition).public().filter(speakers__isnull=False).distinct().order_by("code")
        opened = [item for item in rows if policy_of(item) != Policy.NONE][: len(POLICIES)]
        for session, policy in zip(opened, POLICIES, strict=False):
            Session.objects.filter(pk=session.pk).update(handouts=policy)
            session.handouts = policy
            handout = add_handout(session=session, title="Slides", content=_drawn(session), kind="pdf", actor=None)
            check(handout.versions.get().pk)
    return Handout.objects.of(edition).count()


def _drawn(session: Session) -> bytes:
    """Return a PDF of three plain slides."""
    lines = [session.public_title, "What this session covers", "Where to read on"]
    slides = [_slide(line, session.code, number) for number, line in enumerate(lines, 1)]
    out = io.BytesIO()
    slides[0].save(out, "PDF", save_all=True, append_images=slides[1:], resolution=96)
    return out.getvalue()


def _slide(line: str, code: str, number: int) -> Image.Image:
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, HIGH), fill=ACCENT)
    draw.multiline_text((MARGIN, HIGH // 3), _broken(line), fill=INK, font=ImageFont.load_default(52), spacing=16)
    draw.text((MARGIN, HIGH - MARGIN), f"{code} · {number} · Sample", fill=ACCENT, font=ImageFont.load_default(26))
    return image


def _broken(line: str, most: int = 38) -> str:
    """Return a title in lines that fit a slide."""
    lines = [""]
    for word in line.split():
        if len(lines[-1]) + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
