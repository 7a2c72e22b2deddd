"""What editors build pages from."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_FEATURES = ["bold", "italic", "link"]

# Our own drawings, in templates/ui/illustrations/.
ILLUSTRATIONS = [
    ("watch", _("Rings of attention")),
    ("pathway", _("A pathway with a point to step in")),
    ("together", _("Two teams, one call")),
    ("visit", _("Roads that meet")),
    ("shelter", _("Shelter")),
    ("anaheim", _("Palms and a hall")),
    ("gathering", _("Rows around one lit place")),
]


class HeadingBlock(blocks.StructBlock):
    """A heading below the page's own."""

    text = blocks.CharBlock(label=_("text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("h2", _("Section")), ("h3", _("Part of a section"))], default="h2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "core/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture with the words that stand for it."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "core/blocks/picture.html"


class IllustrationBlock(blocks.StructBlock):
    """One of our own drawings; it follows light and dark."""

    drawing = blocks.ChoiceBlock(label=_("drawing"), choices=ILLUSTRATIONS)
    alternative_text = blocks.CharBlock(
        label=_("alternative text"), required=False, max_length=250, help_text=_("Leave empty if it is decoration.")
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Illustration")
        template = "core/blocks/illustration.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("text"))
    source = blocks.CharBlock(label=_("who said it"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "core/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """Something nobody should miss."""

    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("note", _("Note")), ("info", _("Information")), ("warning", _("Warning"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "core/blocks/callout.html"


class PersonBlock(blocks.StructBlock):
    """One person, shown with a monogram."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    post = blocks.CharBlock(label=_("post"), required=False, max_length=160)
    text = blocks.TextBlock(label=_("text"), required=False)

    class Meta:
        icon = "user"
        label = _("Person")


class StopBlock(blocks.StructBlock):
    """One stop of a story."""

    when = blocks.CharBlock(label=_("when"), max_length=60)
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"), required=False)

    class Meta:
        icon = "date"
        label = _("Stop")


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")


class DownloadBlock(blocks.StructBlock):
    """A file to take along."""

    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(label=_("label"), required=False, max_length=160)

    class Meta:
        icon = "download"
        label = _("Download")


class LinkBlock(blocks.StructBlock):
    """A link to one of our pages, or to an address."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"), required=False)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(
        label=_("address"), required=False, max_length=300, help_text=_("Used when no page is chosen.")
    )

    class Meta:
        icon = "link"
        label = _("Link")


class LiaisonBlock(blocks.StructBlock):
    """The agencies the unit works with. Shipped empty: only the unit can say who they are."""

    introduction = blocks.TextBlock(label=_("introduction"), required=False)
    agencies = blocks.ListBlock(blocks.CharBlock(label=_("agency"), max_length=200), label=_("agencies"), default=[])

    class Meta:
        icon = "group"
        label = _("Agencies we work with")
        template = "core/blocks/liaison.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a general page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="core/blocks/text.html")
    picture = PictureBlock()
    illustration = IllustrationBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    people = blocks.ListBlock(PersonBlock(), label=_("People"), icon="group", template="core/blocks/people.html")
    pathway = blocks.ListBlock(
        StopBlock(), label=_("Story in stops"), icon="list-ol", template="core/blocks/pathway.html"
    )
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("rich_text", blocks.RichTextBlock(label=_("Rich text"), features=SHORT_FEATURES, required=False)),
        ],
        label=_("Table"),
        icon="table",
        template="core/blocks/table.html",
    )
    questions = blocks.ListBlock(
        QuestionBlock(), label=_("Questions and answers"), icon="help", template="core/blocks/questions.html"
    )
    downloads = blocks.ListBlock(
        DownloadBlock(), label=_("Downloads"), icon="download", template="core/blocks/downloads.html"
    )
    links = blocks.ListBlock(LinkBlock(), label=_("Links as cards"), icon="link", template="core/blocks/links.html")
    liaison = LiaisonBlock()

    class Meta:
        block_counts: dict[str, Any] = {}


class SectionBlock(blocks.StructBlock):
    """A section of the home page: words on one side, a drawing on the other."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)
    drawing = blocks.ChoiceBlock(label=_("drawing"), choices=ILLUSTRATIONS, required=False)
    link = LinkBlock(label=_("link"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Section")


class HomeBlock(blocks.StreamBlock):
    """The body of the home page."""

    section = SectionBlock(template="core/blocks/section.html")
    story = blocks.StructBlock(
        [
            ("heading", blocks.CharBlock(label=_("heading"), max_length=120)),
            ("text", blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES, required=False)),
            ("stops", blocks.ListBlock(StopBlock(), label=_("stops"))),
        ],
        label=_("Story in stops"),
        icon="list-ol",
        template="core/blocks/story.html",
    )
    links = blocks.StructBlock(
        [
            ("heading", blocks.CharBlock(label=_("heading"), max_length=120)),
            ("links", blocks.ListBlock(LinkBlock(), label=_("links"))),
        ],
        label=_("Links as cards"),
        icon="link",
        template="core/blocks/section_links.html",
    )
