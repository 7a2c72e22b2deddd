"""Free a document of what it says about its maker. Slow: called by tasks."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files.cleaning import images, office, pdf


@dataclass(frozen=True)
class Cleaned:
    """A document without metadata, and the words that one reads in it (none of pictures)."""

    content: bytes
    text: str = ""


def clean(content: bytes, kind: str) -> Cleaned:
    """Return a document of a kind that `read_document` told, cleaned; raises ValidationError if it cannot be read."""
    try:
        if kind == "pdf":
            return Cleaned(*pdf.clean_pdf(content))
        if kind in {"pptx", "docx"}:
            return Cleaned(*office.clean_office(content))
        return Cleaned(images.clean_image(content, kind))
    except (pdf.Unreadable, office.Unreadable, images.Unreadable) as error:
        raise ValidationError(_("The file cannot be read to its end. Export it again, as PDF if you can.")) from error
    except office.Embedding as error:
        said = _("The file carries other files, such as a table to edit. Paste them as pictures, or send a PDF.")
        raise ValidationError(said) from error
    except pdf.Locked as error:
        raise ValidationError(
            _("The PDF has a password or forbids changes. Save it without and send it again.")
        ) from error
