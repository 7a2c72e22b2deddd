"""What a lesson is built from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import BodyBlock, CalloutBlock, HeadingBlock, PictureBlock, QuoteBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class DefinitionBlock(blocks.StructBlock):
    """A term and what it means here."""

    term = blocks.CharBlock(label=_("term"), max_length=120)
    meaning = blocks.TextBlock(label=_("meaning"))

    class Meta:
        icon = "list-ul"
        label = _("Definition")
        template = "training/blocks/definition.html"


class LawBlock(blocks.StructBlock):
    """A statute, and when somebody last looked whether it still says so."""

    citation = blocks.CharBlock(label=_("citation"), max_length=160)
    text = blocks.TextBlock(label=_("what it says"))
    reviewed_on = blocks.DateBlock(label=_("reviewed on"))

    class Meta:
        icon = "doc-full"
        label = _("Law reference")
        template = "training/blocks/law.html"


class LessonBlock(blocks.StreamBlock):
    """The body of a lesson."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="core/blocks/text.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    definition = DefinitionBlock()
    law = LawBlock()
    table = BodyBlock.base_blocks["table"]
