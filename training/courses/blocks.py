"""What a lesson is built from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

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


class VideoBlock(blocks.StructBlock):
    """A film; without captions and transcript it is not published."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    video = DocumentChooserBlock(label=_("video"), help_text=_("MP4 or WebM, in the collection of course files."))
    captions = DocumentChooserBlock(
        label=_("captions"), required=False, help_text=_("WebVTT. Needed before it can be published.")
    )
    transcript = blocks.RichTextBlock(
        label=_("transcript"), required=False, features=TEXT_FEATURES, help_text=_("Needed before it can be published.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "training/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    """A recording; without a transcript it is not published."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    audio = DocumentChooserBlock(label=_("recording"), help_text=_("MP3, M4A or Ogg."))
    transcript = blocks.RichTextBlock(
        label=_("transcript"), required=False, features=TEXT_FEATURES, help_text=_("Needed before it can be published.")
    )

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "training/blocks/audio.html"


class FileBlock(blocks.StructBlock):
    """A file to take along."""

    document = DocumentChooserBlock(label=_("file"))
    label = blocks.CharBlock(label=_("label"), required=False, max_length=160)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "training/blocks/file.html"


class AcknowledgementBlock(blocks.StructBlock):
    """A sentence that the reader has to confirm before the lesson is done."""

    statement = blocks.TextBlock(label=_("statement"), help_text=_("Such as: I will not contact the subject myself."))

    class Meta:
        icon = "check"
        label = _("Acknowledgement")
        template = "training/blocks/acknowledgement.html"


class AnswerBlock(blocks.StructBlock):
    """One answer of a self-check."""

    text = blocks.CharBlock(label=_("answer"), max_length=300)
    right = blocks.BooleanBlock(label=_("right"), required=False)
    feedback = blocks.CharBlock(label=_("feedback"), required=False, max_length=300)


class SelfCheckBlock(blocks.StructBlock):
    """A question inside a lesson: for the reader alone, never graded or stored."""

    question = blocks.TextBlock(label=_("question"))
    answers = blocks.ListBlock(AnswerBlock(), label=_("answers"), min_num=2, max_num=8)

    class Meta:
        icon = "help"
        label = _("Self-check")
        template = "training/blocks/self_check.html"


class LessonBlock(blocks.StreamBlock):
    """The body of a lesson."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="core/blocks/text.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    definition = DefinitionBlock()
    law = LawBlock()
    video = VideoBlock()
    audio = AudioBlock()
    file = FileBlock()
    acknowledgement = AcknowledgementBlock()
    self_check = SelfCheckBlock()
    table = BodyBlock.base_blocks["table"]
