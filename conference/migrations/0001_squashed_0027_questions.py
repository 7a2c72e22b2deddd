"""Everything at once, for new databases: the steps one by one take a minute."""

import conference.attendance.tokens
import conference.edition.models.editions
import core.codes
import core.fields
import core.migrating
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django_countries.fields
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # For databases that had the first of these already, they are applied one by one instead.
    replaces = [
        ("conference", "0001_initial"),
        ("conference", "0002_initial"),
        ("conference", "0003_agenda_versions"),
        ("conference", "0004_first_versions"),
        ("conference", "0005_personal_agendas"),
        ("conference", "0006_entry_sequence"),
        ("conference", "0007_digests"),
        ("conference", "0008_agenda_documents"),
        ("conference", "0009_entry_visibility"),
        ("conference", "0010_call_and_proposals"),
        ("conference", "0011_decisions_letters_answers"),
        ("conference", "0012_speakers_portal"),
        ("conference", "0014_badges_evaluations"),
        ("conference", "0014_evaluation_forms"),
        ("conference", "0015_badge_prints"),
        ("conference", "0016_attendance"),
        ("conference", "0017_materials"),
        ("conference", "0018_changes"),
        ("conference", "0019_speaking_minutes"),
        ("conference", "0020_roster"),
        ("conference", "0021_onsite_sources"),
        ("conference", "0022_session_sub_field"),
        ("conference", "0023_certificate_rules"),
        ("conference", "0024_discounts"),
        ("conference", "0025_waitlist"),
        ("conference", "0026_groups"),
        ("conference", "0027_questions"),
    ]

    dependencies = [
        ("billing", "0003_receivables"),
        ("certificates", "0006_designs_batches_names"),
        ("core", "0002_initial"),
        ("people", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="AccessLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        ("label", models.CharField(max_length=200, verbose_name="label")),
                        ("rule", models.TextField(blank=True, verbose_name="rule")),
                    ],
                    options={
                        "verbose_name": "access level",
                        "verbose_name_plural": "access levels",
                        "ordering": ["position", "code"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_accesslevel_code_once_an_edition"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AccessLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conference.call"
                            ),
                        ),
                        ("email", core.fields.EncryptedTextField()),
                        ("token_digest", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField(db_index=True)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="AddOn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="add_ons",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="add_on",
                                to="conference.session",
                                verbose_name="session",
                            ),
                        ),
                        (
                            "price",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=12, verbose_name="price"
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True, help_text="Empty: no limit.", null=True, verbose_name="capacity"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                    ],
                    options={
                        "verbose_name": "add-on",
                        "verbose_name_plural": "add-ons",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("price__gte", 0)), name="conference_add_on_price_not_negative"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Agenda",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda",
                                to="conference.edition",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "published",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="conference.agendaversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_documents",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("programme", "programme"), ("door_signs", "door signs")], max_length=12
                            ),
                        ),
                        ("part", models.CharField(blank=True, max_length=10)),
                        ("language", models.CharField(max_length=12)),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("asked_at", models.DateTimeField()),
                        (
                            "file",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document of the agenda",
                        "verbose_name_plural": "documents of the agenda",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "kind", "part", "language"), name="conference_agenda_document_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "programme"), ("part", "")),
                                    models.Q(("kind", "door_signs"), models.Q(("part", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="conference_agenda_document_signs_of_a_day",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_feeds",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_feeds",
                                to="conference.edition",
                            ),
                        ),
                        ("token_digest", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "edition"), name="conference_agenda_feed_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda_versions",
                                to="conference.edition",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("published_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "published agenda",
                        "verbose_name_plural": "published agendas",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "number"), name="conference_agenda_version_numbered_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "presenter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answer_given",
                                to="conference.presenter",
                            ),
                        ),
                        ("note", core.fields.EncryptedTextField(blank=True, verbose_name="what they asked for")),
                        ("answered_at", models.DateTimeField(verbose_name="answered")),
                        (
                            "registration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conference.registration",
                                verbose_name="complimentary place",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Appearance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appearances",
                                to="conference.session",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appearances",
                                to="conference.speaker",
                                verbose_name="speaker",
                            ),
                        ),
                        ("role", models.CharField(default="lead", max_length=40, verbose_name="role")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "not answered yet"),
                                    ("confirmed", "confirmed"),
                                    ("other_time", "asks for another time"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="confirmed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "speaking_minutes",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="For bodies that credit speaking. Left empty, it is not known: speaking then earns nothing, and the session counts as no attendance where a body takes speaking time from it.",
                                null=True,
                                verbose_name="minutes spoken",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "appearance",
                        "verbose_name_plural": "appearances",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "speaker"), name="conference_appearance_once_a_session"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance_rules",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "rehearsal",
                            models.BooleanField(
                                default=False,
                                help_text="Scans are accepted on any day and never count for anything.",
                                verbose_name="rehearsal",
                            ),
                        ),
                        (
                            "missing_in",
                            models.CharField(
                                choices=[
                                    ("nothing", "nothing: the time is not proved"),
                                    ("penalty", "the time to the session's beginning or end, less some minutes"),
                                ],
                                default="nothing",
                                max_length=8,
                                verbose_name="where the scan in is missing",
                            ),
                        ),
                        (
                            "missing_out",
                            models.CharField(
                                choices=[
                                    ("nothing", "nothing: the time is not proved"),
                                    ("penalty", "the time to the session's beginning or end, less some minutes"),
                                ],
                                default="nothing",
                                max_length=8,
                                verbose_name="where the scan out is missing",
                            ),
                        ),
                        (
                            "penalty_minutes",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="Where a missing scan is not worth nothing.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="minutes taken off then",
                            ),
                        ),
                        (
                            "doors_minutes",
                            models.PositiveSmallIntegerField(
                                default=60, verbose_name="doors open so many minutes before"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of attendance",
                        "verbose_name_plural": "rules of attendance",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("penalty_minutes__gte", 1)), name="conference_missing_scan_costs"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Badge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="badges",
                                to="conference.registration",
                                verbose_name="registration",
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=conference.attendance.tokens.new_token,
                                editable=False,
                                max_length=26,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number of the print")),
                        ("printed_at", models.DateTimeField(blank=True, null=True, verbose_name="printed")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                        (
                            "revoked_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="why it was revoked"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="issued")),
                    ],
                    options={
                        "verbose_name": "badge",
                        "verbose_name_plural": "badges",
                        "ordering": ["registration_id", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("registration",),
                                name="conference_one_live_badge_a_registration",
                            ),
                            models.UniqueConstraint(
                                fields=("registration", "number"), name="conference_badge_number_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="BadgePrint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="badge_prints",
                                to="conference.edition",
                            ),
                        ),
                        ("sheet", models.CharField(max_length=20, verbose_name="sheet")),
                        ("selection", models.JSONField(default=dict)),
                        ("is_test", models.BooleanField(default=False, verbose_name="test sheet")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("making", "being made"),
                                    ("ready", "ready"),
                                    ("expired", "expired"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("badges", models.PositiveIntegerField(default=0, verbose_name="badges")),
                        (
                            "file",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked for")),
                        ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="made")),
                    ],
                    options={
                        "verbose_name": "print of badges",
                        "verbose_name_plural": "prints of badges",
                        "ordering": ["-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="What you look for. Empty lines make paragraphs.",
                                verbose_name="text",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(verbose_name="opens")),
                        ("closes_at", models.DateTimeField(verbose_name="closes")),
                        ("late_code_digest", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "late_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="By those who have the code.",
                                null=True,
                                verbose_name="late submissions until",
                            ),
                        ),
                        (
                            "answer_by",
                            models.DateTimeField(
                                blank=True,
                                help_text="They confirm, ask for another time, or withdraw. Who has not answered is reminded before.",
                                null=True,
                                verbose_name="accepted speakers answer until",
                            ),
                        ),
                        (
                            "speaker_ticket",
                            models.ForeignKey(
                                blank=True,
                                help_text="Given to each speaker who confirms.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conference.tickettype",
                                verbose_name="speakers' complimentary ticket",
                            ),
                        ),
                        ("levels", models.JSONField(blank=True, default=list, verbose_name="levels")),
                        ("field_rules", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "is_blind",
                            models.BooleanField(
                                default=True,
                                help_text="Reviewers see neither names nor agencies.",
                                verbose_name="blind review",
                            ),
                        ),
                        (
                            "reviews_wanted",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="reviews for each proposal",
                            ),
                        ),
                        (
                            "tracks",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="conference.track", verbose_name="tracks"
                            ),
                        ),
                        (
                            "schemes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="certificates.creditscheme",
                                verbose_name="credit schemes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "call for presentations",
                        "verbose_name_plural": "calls for presentations",
                        "ordering": ["-edition__year"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="conference_call_closes_after_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("late_until", None), ("late_until__gt", models.F("closes_at")), _connector="OR"
                                ),
                                name="conference_call_late_is_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reviews_wanted__gte", 1), ("reviews_wanted__lte", 20)),
                                name="conference_call_reviews_wanted",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CallFormat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="formats",
                                to="conference.call",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, verbose_name="code")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        (
                            "session_type",
                            models.CharField(default="breakout", max_length=40, verbose_name="type of session"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                    ],
                    options={
                        "verbose_name": "format",
                        "verbose_name_plural": "formats",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "code"), name="conference_call_format_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 5), ("minutes__lte", 600)),
                                name="conference_call_format_minutes",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CancellationTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cancellation_terms",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="The last day; empty: from then on.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "refund",
                            models.CharField(
                                choices=[
                                    ("percent", "percent of the amount paid"),
                                    ("full_less_fee", "in full less a fee"),
                                    ("none", "none"),
                                ],
                                max_length=14,
                                verbose_name="refund",
                            ),
                        ),
                        (
                            "percent",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="percent",
                            ),
                        ),
                        (
                            "fee",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0.00"),
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                                verbose_name="fee",
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=300, verbose_name="remark")),
                    ],
                    options={
                        "verbose_name": "cancellation term",
                        "verbose_name_plural": "cancellation terms",
                        "ordering": [models.OrderBy(models.F("until"), nulls_last=True)],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "until"), name="conference_term_once_a_day"),
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("edition",),
                                name="conference_term_without_an_end_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)), name="conference_term_percent_at_most_100"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fee__gte", 0)), name="conference_term_fee_not_negative"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CertificateRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificate_rules",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("attendance", "certificate of attendance"),
                                    ("credit", "certificate of credit"),
                                    ("presentation", "certificate of presentation"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "minimum_percent",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="A session counts from this part of its time on; 0: from any.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="presence needed in a session, in percent",
                            ),
                        ),
                        (
                            "minimum_minutes",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="In the sessions that count.",
                                validators=[django.core.validators.MaxValueValidator(20000)],
                                verbose_name="minutes needed in all",
                            ),
                        ),
                        (
                            "session_evaluations",
                            models.BooleanField(default=False, verbose_name="every session that counts is evaluated"),
                        ),
                        (
                            "edition_evaluation",
                            models.BooleanField(default=False, verbose_name="the conference is evaluated"),
                        ),
                        (
                            "valid_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="After the last day of the conference; empty: for ever.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(240),
                                ],
                                verbose_name="valid for so many months",
                            ),
                        ),
                        (
                            "automatic",
                            models.BooleanField(
                                default=False,
                                help_text="Within the hour in which somebody has done what is needed, once the conference is over.",
                                verbose_name="issue by itself",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule for certificates",
                        "verbose_name_plural": "rules for certificates",
                        "ordering": ["edition_id", "kind"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "kind"), name="conference_certificate_rule_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum_percent__lte", 100),
                                    ("kind__in", ["attendance", "credit", "presentation"]),
                                ),
                                name="conference_certificate_rule_sane",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="change_requests",
                                to="conference.speaker",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="change_requests",
                                to="conference.session",
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("name", "name"),
                                    ("bio", "biography"),
                                    ("title", "title"),
                                    ("abstract", "abstract"),
                                ],
                                max_length=8,
                                verbose_name="what",
                            ),
                        ),
                        ("proposed", core.fields.EncryptedTextField(verbose_name="new text")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits for the organizers"),
                                    ("approved", "taken over"),
                                    ("refused", "not taken over"),
                                    ("withdrawn", "taken back"),
                                ],
                                default="waiting",
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "change asked for",
                        "verbose_name_plural": "changes asked for",
                        "ordering": ["asked_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("field__in", ["title", "abstract"]), ("session__isnull", False)),
                                    models.Q(("field__in", ["name", "bio"]), ("session", None)),
                                    _connector="OR",
                                ),
                                name="conference_change_is_of_speaker_or_session",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("session", None), ("state", "waiting")),
                                fields=("speaker", "field"),
                                name="conference_change_of_speaker_waits_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("session__isnull", False), ("state", "waiting")),
                                fields=("session", "field"),
                                name="conference_change_of_session_waits_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ConferenceIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "lead",
                            models.CharField(
                                blank=True,
                                help_text="One or two sentences below the title and in search results.",
                                max_length=300,
                                verbose_name="lead",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "conference index",
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="ConferencePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "lead",
                            models.CharField(
                                blank=True,
                                help_text="One or two sentences below the title and in search results.",
                                max_length=300,
                                verbose_name="lead",
                            ),
                        ),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="page",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("introduction", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                    ],
                    options={
                        "verbose_name": "conference page",
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="ConflictOfInterest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="conference.proposal",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("declared_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "conflict of interest",
                        "verbose_name_plural": "conflicts of interest",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "reviewer"), name="conference_conflict_of_interest_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="conference.call",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("description", models.CharField(blank=True, max_length=300, verbose_name="description")),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="weight",
                            ),
                        ),
                        ("anchors", models.JSONField(blank=True, default=dict, verbose_name="anchors")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                    ],
                    options={
                        "verbose_name": "criterion",
                        "verbose_name_plural": "criteria",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "name"), name="conference_criterion_once_a_call"),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 1), ("weight__lte", 10)),
                                name="conference_criterion_weight",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mailing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to="conference.mailing",
                            ),
                        ),
                        (
                            "since",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conference.agendaversion",
                            ),
                        ),
                        (
                            "reader",
                            models.CharField(
                                choices=[("attendee", "attendee"), ("speaker", "speaker")],
                                max_length=10,
                                verbose_name="reader",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conference.speaker",
                            ),
                        ),
                        ("address", core.fields.EncryptedTextField()),
                        ("address_digest", models.CharField(max_length=64)),
                        ("language", models.CharField(default="en", max_length=10)),
                        ("codes", models.JSONField(default=list)),
                        ("text", models.TextField(blank=True, max_length=10000, verbose_name="text")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("sending", "on its way to the outbox"),
                                    ("sent", "handed to the outbox"),
                                    ("dropped", "dropped"),
                                    ("superseded", "replaced by a newer version's"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "mail",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.outboxmail",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "digest",
                        "verbose_name_plural": "digests",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["mailing", "state"], name="conference_digest_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mailing", "address_digest"), name="conference_digest_once_a_person"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DiscountCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discount_codes",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="codes",
                                to="conference.discountrule",
                                verbose_name="rule",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        (
                            "email",
                            models.EmailField(
                                blank=True,
                                help_text="The person's address; empty: whoever has the code.",
                                max_length=254,
                                verbose_name="only for",
                            ),
                        ),
                        (
                            "max_uses",
                            models.PositiveIntegerField(
                                blank=True,
                                default=1,
                                help_text="1: a single use; empty: no limit.",
                                null=True,
                                verbose_name="places",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("note", models.CharField(blank=True, max_length=100, verbose_name="note")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                    ],
                    options={
                        "verbose_name": "discount code",
                        "verbose_name_plural": "discount codes",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_discount_typed_code_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="DiscountRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discount_rules",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                help_text="Stands on orders and invoices.", max_length=40, verbose_name="name"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("percent", "percent"), ("amount", "amount"), ("price", "fixed price")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=12, verbose_name="value"
                            ),
                        ),
                        (
                            "rule",
                            models.TextField(
                                blank=True, help_text="In your own words; shown to staff.", verbose_name="rule"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("code", "to whoever has a code"),
                                    ("group", "by itself, to many from one agency"),
                                    ("address", "by itself, to the addresses of an agency"),
                                ],
                                default="code",
                                max_length=8,
                                verbose_name="given",
                            ),
                        ),
                        (
                            "minimum",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="From how many on; for groups only.",
                                null=True,
                                verbose_name="people from one agency",
                            ),
                        ),
                        ("ticket_codes", models.JSONField(blank=True, default=list, verbose_name="ticket types")),
                        ("domains", models.JSONField(blank=True, default=list, verbose_name="e-mail domains")),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.agency",
                                verbose_name="agency",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, at the venue.",
                                null=True,
                                verbose_name="valid until",
                            ),
                        ),
                        (
                            "max_uses",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="The quota; empty: no limit.",
                                null=True,
                                verbose_name="places in all",
                            ),
                        ),
                        (
                            "budget",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Empty: no limit.",
                                max_digits=12,
                                null=True,
                                verbose_name="budget",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    ],
                    options={
                        "verbose_name": "discount rule",
                        "verbose_name_plural": "discount rules",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_discount_code_once_an_edition"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0)), name="conference_discount_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "percent"), _negated=True), ("value__lte", 100), _connector="OR"
                                ),
                                name="conference_discount_at_most_all",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_until", None),
                                    ("valid_from__lte", models.F("valid_until")),
                                    _connector="OR",
                                ),
                                name="conference_discount_valid_in_order",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="DiscountUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="conference.discountrule",
                                verbose_name="rule",
                            ),
                        ),
                        (
                            "code",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="conference.discountcode",
                                verbose_name="code",
                            ),
                        ),
                        (
                            "registration",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discount_use",
                                to="conference.registration",
                                verbose_name="place",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                    ],
                    options={
                        "verbose_name": "use of a discount",
                        "verbose_name_plural": "uses of discounts",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="conference_discount_use_is_something"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Dispatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispatches",
                                to="conference.call",
                            ),
                        ),
                        ("key", models.CharField(max_length=64, unique=True)),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent by",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conference.edition"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("content", core.fields.EncryptedTextField(default="{}")),
                        (
                            "order",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="billing.order",
                            ),
                        ),
                        (
                            "quote",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="billing.invoice",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["updated_at"], name="conference__updated_7200ee_idx")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(editable=False, unique=True, verbose_name="year")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("short_name", models.CharField(blank=True, max_length=80, verbose_name="short name")),
                        ("start_date", models.DateField(verbose_name="first day")),
                        ("end_date", models.DateField(verbose_name="last day")),
                        (
                            "timezone",
                            models.CharField(
                                default="America/Los_Angeles",
                                max_length=64,
                                validators=[conference.edition.models.editions.check_timezone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("venue_name", models.CharField(blank=True, max_length=200, verbose_name="venue")),
                        ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                        ("region", models.CharField(blank=True, max_length=120, verbose_name="region or state")),
                        (
                            "country",
                            django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                        ),
                        ("hosts", models.JSONField(blank=True, default=list, verbose_name="hosts")),
                        (
                            "expected_attendance",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="expected attendance"),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Places of all ticket types together; empty: no limit.",
                                null=True,
                                verbose_name="capacity",
                            ),
                        ),
                        ("currency", models.CharField(default="USD", max_length=3, verbose_name="currency")),
                        ("sale_opens", models.DateField(blank=True, null=True, verbose_name="sale opens")),
                        ("early_until", models.DateField(blank=True, null=True, verbose_name="early prices until")),
                        ("regular_until", models.DateField(blank=True, null=True, verbose_name="regular prices until")),
                        ("late_from", models.DateField(blank=True, null=True, verbose_name="late prices from")),
                        ("accepts_card", models.BooleanField(default=True, verbose_name="card")),
                        ("accepts_purchase_order", models.BooleanField(default=False, verbose_name="purchase order")),
                        ("accepts_check", models.BooleanField(default=False, verbose_name="check")),
                        ("accepts_bank_transfer", models.BooleanField(default=False, verbose_name="bank transfer")),
                        ("po_rule", models.TextField(blank=True, verbose_name="rule for purchase orders")),
                        ("substitution", models.TextField(blank=True, verbose_name="substitution")),
                        (
                            "notice",
                            models.TextField(
                                blank=True, help_text="Shown on the edition's pages.", verbose_name="notice"
                            ),
                        ),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "published"), ("finished", "finished")],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "edition",
                        "verbose_name_plural": "editions",
                        "ordering": ["-year"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end_date__gte", models.F("start_date"))),
                                name="conference_edition_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("early_until", None),
                                    ("regular_until", None),
                                    ("early_until__lte", models.F("regular_until")),
                                    _connector="OR",
                                ),
                                name="conference_edition_early_before_regular",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("regular_until", None),
                                    ("late_from", None),
                                    ("regular_until__lt", models.F("late_from")),
                                    _connector="OR",
                                ),
                                name="conference_edition_regular_before_late",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationAnswer",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "form",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="conference.evaluationform",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations",
                                to="conference.session",
                            ),
                        ),
                        ("values", models.JSONField()),
                        ("shown", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "answer to an evaluation",
                        "verbose_name_plural": "answers to evaluations",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["form", "session", "shown"], name="conference_eval_of_session")
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationDone",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations_done",
                                to="conference.registration",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conference.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evaluation done",
                        "verbose_name_plural": "evaluations done",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "session"), name="conference_evaluated_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("session", None)),
                                fields=("registration",),
                                name="conference_edition_evaluated_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluation_forms",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "about",
                            models.CharField(
                                choices=[("session", "each session"), ("edition", "the whole conference")],
                                max_length=8,
                                verbose_name="about",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        ("questions", models.JSONField(default=list, verbose_name="questions")),
                        (
                            "opens_after",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="Minutes after the beginning; of the conference's last day.",
                                verbose_name="opens after, minutes",
                            ),
                        ),
                        ("closes_on", models.DateField(help_text="At the venue.", verbose_name="last day")),
                        ("replaced_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "evaluation form",
                        "verbose_name_plural": "evaluation forms",
                        "ordering": ["-edition__year", "about", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "about", "version"), name="conference_evaluation_form_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at", None)),
                                fields=("edition", "about"),
                                name="conference_evaluation_one_current",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Handout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handout_set",
                                to="conference.session",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "handout",
                        "verbose_name_plural": "handouts",
                        "ordering": ["created_at", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="HandoutVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "handout",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="conference.handout",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("checking", "being checked"),
                                    ("ready", "ready"),
                                    ("held", "the organizers look at it"),
                                    ("refused", "cannot be used"),
                                ],
                                default="checking",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("problem", models.TextField(blank=True, verbose_name="what is wrong")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                    ],
                    options={
                        "verbose_name": "version of a handout",
                        "verbose_name_plural": "versions of handouts",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("handout", "number"), name="conference_handout_version_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    ("file__isnull", False),
                                    _connector="OR",
                                ),
                                name="conference_handout_ready_has_file",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="HandoutView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="views",
                                to="conference.handoutversion",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "look at restricted slides",
                        "verbose_name_plural": "looks at restricted slides",
                        "ordering": ["-at"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Headshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "speaker",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="headshot",
                                to="conference.speaker",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.privatefile"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.privatefile"
                            ),
                        ),
                        (
                            "image",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.image",
                            ),
                        ),
                        ("width", models.PositiveIntegerField()),
                        ("height", models.PositiveIntegerField()),
                        ("left", models.PositiveIntegerField(default=0)),
                        ("top", models.PositiveIntegerField(default=0)),
                        ("side", models.PositiveIntegerField()),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name": "speaker's picture",
                        "verbose_name_plural": "speakers' pictures",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "height__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("top"), "+", models.F("side")
                                        ),
                                    ),
                                    ("side__gte", 1),
                                    (
                                        "width__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("left"), "+", models.F("side")
                                        ),
                                    ),
                                ),
                                name="conference_headshot_cut_lies_inside",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="import_records",
                                to="conference.edition",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("code", models.CharField(max_length=40)),
                        ("digests", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "kind", "code"), name="conference_import_record_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "presenter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="conference.presenter",
                            ),
                        ),
                        ("token_digest", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None), ("used_at", None)),
                                fields=("presenter",),
                                name="conference_one_invitation_at_a_time",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "dispatch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="conference.dispatch",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("accepted", "accepted"),
                                    ("other_format", "accepted in another format"),
                                    ("waitlisted", "on the waitlist"),
                                    ("declined", "not accepted"),
                                    ("reminder", "reminder to confirm"),
                                    ("tasks", "reminder of tasks"),
                                    ("free", "free message"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="conference.proposal",
                            ),
                        ),
                        (
                            "presenter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="conference.presenter",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="conference.speaker",
                            ),
                        ),
                        ("address", core.fields.EncryptedTextField(blank=True)),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("text", core.fields.EncryptedTextField(blank=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                        ("handed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "mail",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.outboxmail",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "letter",
                        "verbose_name_plural": "letters",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["presenter", "kind"], name="conference_letter_of_person")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dispatch", "presenter"), name="conference_letter_once_a_dispatch"
                            ),
                            models.UniqueConstraint(
                                fields=("dispatch", "speaker"), name="conference_letter_once_a_speaker"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("speaker__isnull", False),
                                    models.Q(("presenter__isnull", False), ("proposal__isnull", False)),
                                    _connector="OR",
                                ),
                                name="conference_letter_is_to_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letter_templates",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("accepted", "accepted"),
                                    ("other_format", "accepted in another format"),
                                    ("waitlisted", "on the waitlist"),
                                    ("declined", "not accepted"),
                                    ("reminder", "reminder to confirm"),
                                    ("tasks", "reminder of tasks"),
                                    ("free", "free message"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("subject", models.CharField(max_length=150, verbose_name="subject")),
                        ("body", models.TextField(max_length=8000, verbose_name="text")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "mail template",
                        "verbose_name_plural": "mail templates",
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "kind"), name="conference_letter_template_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Mailing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mailing",
                                to="conference.agendaversion",
                            ),
                        ),
                        ("intro", models.TextField(blank=True, max_length=2000, verbose_name="note to everybody")),
                        ("drafted_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="MarkedCopy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="copies",
                                to="conference.handoutversion",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "marked copy",
                        "verbose_name_plural": "marked copies",
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "reader"), name="conference_marked_copy_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("place_free", "nobody presents it any more: a place is free"),
                                    ("presenter_left", "one of its presenters withdrew"),
                                    ("other_time", "asks for another time"),
                                    ("account_gone", "the speaker's account is deleted or closed; the session stays"),
                                    ("no_ticket", "confirmed, but no complimentary place could be given"),
                                    ("has_place", "confirmed, and has bought a place already"),
                                ],
                                max_length=16,
                                verbose_name="what happened",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="conference.proposal",
                            ),
                        ),
                        (
                            "presenter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notices",
                                to="conference.presenter",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conference.room",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(blank=True, null=True)),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice",
                        "verbose_name_plural": "notices",
                        "ordering": ["-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="OptionPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="option_places",
                                to="conference.registration",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="option_places",
                                to="conference.question",
                            ),
                        ),
                        ("option", models.CharField(max_length=40)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["question", "option"], name="conference_option_count")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "question", "option"), name="conference_option_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="conference.registration",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="conference.questionversion",
                            ),
                        ),
                        ("value", core.fields.EncryptedTextField(verbose_name="answer")),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "version"), name="conference_answer_once_a_version"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceInvitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="conference.registration",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("token_digest", models.CharField(max_length=64, unique=True)),
                        ("until", models.DateField(verbose_name="until")),
                        ("used_at", models.DateTimeField(null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("used_at", None)),
                                fields=("registration",),
                                name="conference_one_open_invitation_a_place",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Presenter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("credentials", models.CharField(blank=True, max_length=200, verbose_name="credentials")),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="post")),
                        ("organization", models.CharField(blank=True, max_length=200, verbose_name="organization")),
                        (
                            "organization_type",
                            models.CharField(blank=True, max_length=40, verbose_name="kind of organization"),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                        ),
                        ("bio", models.TextField(blank=True, verbose_name="biography")),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.image",
                                verbose_name="picture",
                            ),
                        ),
                        ("publish_name", models.BooleanField(default=False, verbose_name="publish the name")),
                        ("publish_photo", models.BooleanField(default=False, verbose_name="publish the picture")),
                        (
                            "publish_organization",
                            models.BooleanField(default=False, verbose_name="publish the organization"),
                        ),
                        (
                            "public_label",
                            models.CharField(blank=True, max_length=200, verbose_name="label instead of the name"),
                        ),
                        ("withheld", models.BooleanField(default=False, verbose_name="withheld")),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presenters",
                                to="conference.proposal",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="presented_parts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False, verbose_name="submits the proposal")),
                        ("role", models.CharField(default="lead", max_length=40, verbose_name="role")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "invited"),
                                    ("accepted", "takes part"),
                                    ("declined", "does not take part"),
                                    ("removed", "removed"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="parts",
                                to="conference.speaker",
                                verbose_name="speaker",
                            ),
                        ),
                        (
                            "agency_permission",
                            models.CharField(
                                blank=True,
                                choices=[("not_needed", "not needed"), ("asked", "asked for"), ("given", "given")],
                                max_length=12,
                                verbose_name="agency's permission",
                            ),
                        ),
                        ("email_digest", models.CharField(db_index=True, editable=False, max_length=64)),
                        ("agency_digest", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                        ("domain_digest", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                        ("working", core.fields.EncryptedTextField(blank=True, default="{}")),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("consented_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed")),
                        ("filled_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                    ],
                    options={
                        "verbose_name": "presenter",
                        "verbose_name_plural": "presenters",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "email_digest"), name="conference_presenter_address_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_lead", True)),
                                fields=("proposal",),
                                name="conference_presenter_one_lead",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("is_lead", False), ("state", "accepted"), _connector="OR"),
                                name="conference_presenter_lead_takes_part",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("publish_name", True), ("withheld", False)),
                                    models.Q(
                                        ("bio", ""),
                                        ("credentials", ""),
                                        ("name", ""),
                                        ("organization", ""),
                                        ("title", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="conference_presenter_unnamed_holds_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("publish_organization", True), ("organization", ""), _connector="OR"
                                ),
                                name="conference_presenter_unpublished_organization_is_empty",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PresenterIdentity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("legal_name", core.fields.EncryptedTextField(blank=True, verbose_name="legal name")),
                        ("credentials", core.fields.EncryptedTextField(blank=True, verbose_name="credentials")),
                        ("title", core.fields.EncryptedTextField(blank=True, verbose_name="post")),
                        ("organization", core.fields.EncryptedTextField(blank=True, verbose_name="organization")),
                        ("bio", core.fields.EncryptedTextField(blank=True, verbose_name="biography")),
                        ("email", core.fields.EncryptedTextField(blank=True, verbose_name="e-mail")),
                        (
                            "presenter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="identity",
                                to="conference.presenter",
                            ),
                        ),
                        (
                            "disclosure",
                            core.fields.EncryptedTextField(blank=True, verbose_name="disclosure of interests"),
                        ),
                    ],
                    options={
                        "verbose_name": "presenter's identity",
                        "verbose_name_plural": "presenters' identities",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="conference.call",
                                verbose_name="call",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(editable=False, verbose_name="number")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("submitted", "submitted"), ("withdrawn", "withdrawn")],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("working", core.fields.EncryptedTextField(blank=True, default="{}")),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("is_late", models.BooleanField(default=False, verbose_name="late, by code")),
                        (
                            "reopened_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="For “revise and resubmit”, after the deadline.",
                                null=True,
                                verbose_name="may be revised until",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conference.track",
                                verbose_name="track",
                            ),
                        ),
                        ("level", models.CharField(blank=True, max_length=40, verbose_name="level")),
                        ("abstract", models.TextField(blank=True, verbose_name="abstract for the public")),
                        ("review_abstract", models.TextField(blank=True, verbose_name="abstract for the reviewers")),
                        ("objectives", models.JSONField(blank=True, default=list, verbose_name="learning objectives")),
                        ("outline", models.JSONField(blank=True, default=list, verbose_name="outline by minutes")),
                        ("references", models.TextField(blank=True, verbose_name="references")),
                        ("audience", models.TextField(blank=True, verbose_name="intended audience")),
                        (
                            "restriction",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conference.accesslevel",
                                verbose_name="who may attend",
                            ),
                        ),
                        (
                            "content_warnings",
                            models.JSONField(blank=True, default=list, verbose_name="content warnings"),
                        ),
                        ("case_material", models.TextField(blank=True, verbose_name="case material")),
                        ("av_needs", models.JSONField(blank=True, default=list, verbose_name="technical needs")),
                        (
                            "handout_policy",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("none", "nobody"),
                                    (
                                        "cleared",
                                        "those cleared for the session, each copy marked with its reader's name",
                                    ),
                                    ("attended", "those who attended"),
                                    ("registered", "registered attendees"),
                                    ("public", "everybody"),
                                ],
                                max_length=12,
                                verbose_name="handouts and slides",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "accepted"),
                                    ("other_format", "accepted in another format"),
                                    ("waitlisted", "on the waitlist"),
                                    ("declined", "not accepted"),
                                ],
                                max_length=12,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "decided_format",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conference.callformat",
                                verbose_name="decided format",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="announced")),
                        (
                            "announced_decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "accepted"),
                                    ("other_format", "accepted in another format"),
                                    ("waitlisted", "on the waitlist"),
                                    ("declined", "not accepted"),
                                ],
                                editable=False,
                                max_length=12,
                                verbose_name="announced decision",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposal",
                                to="conference.session",
                                verbose_name="session",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                        ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="last saved")),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                        (
                            "formats",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="conference.callformat", verbose_name="formats"
                            ),
                        ),
                        (
                            "schemes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="certificates.creditscheme",
                                verbose_name="credit sought",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposal",
                        "verbose_name_plural": "proposals",
                        "ordering": ["call", "number"],
                        "indexes": [models.Index(fields=["call", "state"], name="conference_proposal_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "number"), name="conference_proposal_number_once_a_call"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "submitted"), _negated=True),
                                    models.Q(("submitted_at__isnull", False), models.Q(("title", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="conference_proposal_submitted_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("announced_at", None), models.Q(("decision", ""), _negated=True), _connector="OR"
                                ),
                                name="conference_proposal_announced_is_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_format", None),
                                    ("decision__in", ["accepted", "other_format"]),
                                    _connector="OR",
                                ),
                                name="conference_proposal_format_only_if_accepted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", "other_format"), _negated=True),
                                    ("decided_format__isnull", False),
                                    _connector="OR",
                                ),
                                name="conference_proposal_other_format_is_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("announced_decision", ""), ("announced_at__isnull", False), _connector="OR"
                                ),
                                name="conference_proposal_announced_decision_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="Names it in exports and conditions, such as shirt_size.",
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z][a-z0-9_]*$", "Small letters, digits and underscores only."
                                    )
                                ],
                                verbose_name="key",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        ("is_active", models.BooleanField(default=True, verbose_name="asked")),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "key"), name="conference_question_key_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="conference.question",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "text"),
                                    ("choice", "one of several"),
                                    ("multi", "any of several"),
                                    ("date", "date"),
                                    ("file", "file"),
                                    ("consent", "consent"),
                                    ("access", "access needs"),
                                    ("dietary", "dietary needs"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("label", models.CharField(max_length=200, verbose_name="question")),
                        ("help", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                        ("is_required", models.BooleanField(default=False, verbose_name="required")),
                        ("options", models.JSONField(blank=True, default=list, verbose_name="options")),
                        ("ticket_codes", models.JSONField(blank=True, default=list, verbose_name="ticket types")),
                        ("asked_if", models.CharField(blank=True, max_length=40, verbose_name="only if the question")),
                        (
                            "asked_if_values",
                            models.JSONField(blank=True, default=list, verbose_name="was answered with"),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("registration", "registration staff and organizers"),
                                    ("staff", "finance too"),
                                    ("desk", "finance and the desk too"),
                                ],
                                default="registration",
                                max_length=12,
                                verbose_name="read by",
                            ),
                        ),
                        (
                            "retention",
                            models.CharField(
                                choices=[
                                    ("needs", "until sixty days after the conference"),
                                    ("record", "with the registration"),
                                ],
                                default="record",
                                max_length=8,
                                verbose_name="kept",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["question", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("question", "number"), name="conference_question_version_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["access", "dietary"]), _negated=True),
                                    ("retention", "needs"),
                                    _connector="OR",
                                ),
                                name="conference_needs_are_not_kept",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="billing.order",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        (
                            "ticket_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="conference.tickettype",
                            ),
                        ),
                        ("days", models.JSONField(blank=True, default=list, verbose_name="days")),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("family_name", models.CharField(blank=True, max_length=120, verbose_name="family name")),
                        ("badge_name", models.CharField(blank=True, max_length=120, verbose_name="name on the badge")),
                        ("agency_on_badge", models.BooleanField(default=False, verbose_name="agency on the badge")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="work e-mail")),
                        ("agency", models.CharField(blank=True, max_length=200, verbose_name="agency or organization")),
                        (
                            "country",
                            django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                        ),
                        ("address", core.fields.EncryptedTextField(blank=True, verbose_name="address")),
                        ("proof", core.fields.EncryptedTextField(blank=True, verbose_name="proof")),
                        (
                            "proof_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                        ("access_needs", core.fields.EncryptedTextField(blank=True, verbose_name="access needs")),
                        ("dietary_needs", core.fields.EncryptedTextField(blank=True, verbose_name="dietary needs")),
                        (
                            "consented_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="consent to conduct and confidentiality"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("applied", "being checked"),
                                    ("approved", "approved"),
                                    ("confirmed_unpaid", "confirmed, unpaid"),
                                    ("paid", "paid"),
                                    ("refused", "not accepted"),
                                    ("cancelled", "cancelled"),
                                    ("expired", "not completed in time"),
                                ],
                                default="applied",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "queue_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("manual", "the ticket type is vetted by hand"),
                                    ("unnamed", "the person is not named yet"),
                                    ("duplicate", "the address has another place at this edition"),
                                    ("unverified", "the address is not verified"),
                                    ("no_membership", "no membership on file for the address"),
                                    ("no_agency", "the address belongs to no verified agency"),
                                ],
                                max_length=16,
                                verbose_name="why a person must decide",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ticket_token",
                            models.CharField(blank=True, editable=False, max_length=43, null=True, unique=True),
                        ),
                        (
                            "ticket_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="registered")),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name": "registration",
                        "verbose_name_plural": "registrations",
                        "ordering": ["order_id", "position"],
                        "indexes": [
                            models.Index(fields=["edition", "state"], name="conference_reg_by_state"),
                            models.Index(fields=["email"], name="conference_reg_by_email"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("order", "position"), name="conference_registration_position_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ticket_token", None), ("state__in", ["confirmed_unpaid", "paid"]), _connector="OR"
                                ),
                                name="conference_ticket_only_when_firm",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="conference.registration",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ticket", "ticket"),
                                    ("add_on", "add-on"),
                                    ("answer", "answer to a question"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registration_item",
                                to="billing.orderline",
                            ),
                        ),
                        (
                            "add_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="conference.addon",
                            ),
                        ),
                        ("quantity", models.PositiveSmallIntegerField(default=1)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("add_on", None), ("kind__in", ["ticket", "answer"])),
                                    models.Q(("add_on__isnull", False), ("kind", "add_on")),
                                    _connector="OR",
                                ),
                                name="conference_item_add_on_is_named",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("add_on__isnull", False)),
                                fields=("registration", "add_on"),
                                name="conference_add_on_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "ticket")),
                                fields=("registration",),
                                name="conference_one_ticket_item",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RestrictedAbstract",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="restricted",
                                to="conference.proposal",
                            ),
                        ),
                        ("text", core.fields.EncryptedTextField(blank=True)),
                    ],
                    options={
                        "verbose_name": "restricted abstract",
                        "verbose_name_plural": "restricted abstracts",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="conference.proposal",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewer",
                            ),
                        ),
                        (
                            "recommendation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accept", "accept"),
                                    ("revise", "revise and resubmit"),
                                    ("decline", "decline"),
                                ],
                                max_length=8,
                                verbose_name="recommendation",
                            ),
                        ),
                        ("comment", models.TextField(blank=True, max_length=5000, verbose_name="comment")),
                        (
                            "total",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="score"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("recused_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name": "review",
                        "verbose_name_plural": "reviews",
                        "ordering": ["proposal", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("recused_at", None), ("total__isnull", False)),
                                fields=["proposal", "total"],
                                name="conference_review_counted",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "reviewer"), name="conference_review_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("total", None), models.Q(("total__gte", 1), ("total__lte", 5)), _connector="OR"
                                ),
                                name="conference_review_total_on_the_scale",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reviewer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviewers",
                                to="conference.call",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "tracks",
                            models.ManyToManyField(
                                blank=True,
                                help_text="None chosen: all tracks.",
                                related_name="+",
                                to="conference.track",
                                verbose_name="tracks",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reviewer",
                        "verbose_name_plural": "reviewers",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "user"), name="conference_reviewer_once_a_call")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Room",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("location", models.CharField(blank=True, max_length=200, verbose_name="location")),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="capacity")),
                        ("kind", models.CharField(blank=True, max_length=40, verbose_name="kind")),
                        ("av", models.BooleanField(default=False, verbose_name="sound and projection")),
                        ("access_controlled", models.BooleanField(default=False, verbose_name="access controlled")),
                        (
                            "allows_overlap",
                            models.BooleanField(
                                default=False,
                                help_text="Sessions may overlap here, such as breaks in the exhibit hall.",
                                verbose_name="several at once",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "room",
                        "verbose_name_plural": "rooms",
                        "ordering": ["position", "code"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_room_code_once_an_edition"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RoomClosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="closures",
                                to="conference.room",
                                verbose_name="room",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "room closure",
                        "verbose_name_plural": "room closures",
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="conference_closure_ends_after_start",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Roster",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "credit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roster",
                                to="conference.sessioncredit",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.privatefile",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        ("handed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="handed in")),
                        (
                            "handed_in_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "roster",
                        "verbose_name_plural": "rosters",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="SavedSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saves",
                                to="conference.session",
                            ),
                        ),
                        ("saved_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "session"), name="conference_saved_session_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Scan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="conference.edition",
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(verbose_name="number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("scan", "scan"),
                                    ("added", "added by credit staff"),
                                    ("strike", "struck out"),
                                ],
                                default="scan",
                                max_length=6,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("desk", "scanned or typed"),
                                    ("list", "ticked on the list"),
                                    ("file", "from a file"),
                                ],
                                default="desk",
                                max_length=4,
                                verbose_name="how it came",
                            ),
                        ),
                        (
                            "badge",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="conference.badge",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="conference.registration",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="conference.session",
                                verbose_name="session",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("in", "in"), ("out", "out")], max_length=3, verbose_name="direction"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("ok", "in order"),
                                    ("again", "scanned before"),
                                    ("unreadable", "no badge's code"),
                                    ("unknown", "unknown badge"),
                                    ("dead", "badge no longer valid"),
                                    ("other_edition", "badge of another edition"),
                                    ("not_firm", "place not firm"),
                                    ("no_access", "not for this session"),
                                    ("no_ticket", "no ticket for this session"),
                                    ("full", "room is full"),
                                    ("too_early", "before the doors open"),
                                    ("too_late", "after the doors have closed"),
                                    ("clock_ahead", "the device's clock is ahead"),
                                ],
                                max_length=16,
                                verbose_name="answer",
                            ),
                        ),
                        ("rehearsal", models.BooleanField(default=False, verbose_name="rehearsal")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        ("client", models.CharField(blank=True, max_length=40, verbose_name="device")),
                        ("client_key", models.CharField(blank=True, max_length=64)),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="conference.scan",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="why")),
                        ("previous_hash", models.CharField(max_length=64)),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "verbose_name": "scan",
                        "verbose_name_plural": "scans",
                        "ordering": ["edition", "-sequence"],
                        "indexes": [
                            models.Index(fields=["registration", "session"], name="conference_scan_of_person"),
                            models.Index(fields=["session", "direction"], name="conference_scan_of_session"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "sequence"), name="conference_scan_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("client_key", ""), _negated=True),
                                fields=("client", "client_key"),
                                name="conference_scan_sent_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "strike")),
                                fields=("corrects",),
                                name="conference_scan_struck_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "scan"),
                                    models.Q(models.Q(("note", ""), _negated=True), ("registration__isnull", False)),
                                    _connector="OR",
                                ),
                                name="conference_scan_correction_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("corrects__isnull", False), ("kind", "strike")),
                                    models.Q(models.Q(("kind", "strike"), _negated=True), ("corrects", None)),
                                    _connector="OR",
                                ),
                                name="conference_scan_strikes_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="conference.review",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="conference.criterion",
                            ),
                        ),
                        (
                            "value",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ]
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "criterion"), name="conference_score_once"),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 1), ("value__lte", 5)),
                                name="conference_score_on_the_scale",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("slug", models.SlugField(editable=False, max_length=42, verbose_name="slug")),
                        ("type", models.CharField(max_length=40, verbose_name="type")),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="conference.room",
                                verbose_name="room",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="starts")),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends")),
                        ("all_day", models.BooleanField(default=False, verbose_name="all day")),
                        (
                            "planned_minutes",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=60,
                                help_text="How long it will be once it leaves the tray.",
                                verbose_name="planned minutes",
                            ),
                        ),
                        (
                            "room_reason",
                            models.TextField(
                                blank=True,
                                help_text="Asked of restricted sessions in open rooms.",
                                verbose_name="why it may stand in this room",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("public_title", models.CharField(max_length=300, verbose_name="public title")),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="conference.track",
                                verbose_name="track",
                            ),
                        ),
                        ("level", models.CharField(blank=True, max_length=40, verbose_name="level")),
                        (
                            "audience",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="conference.accesslevel",
                                verbose_name="audience",
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "public"),
                                    ("registered", "registered attendees"),
                                    ("cleared", "cleared for the audience"),
                                    ("private", "organizers only"),
                                ],
                                default="public",
                                max_length=12,
                                verbose_name="visibility",
                            ),
                        ),
                        ("abstract", models.TextField(blank=True, verbose_name="abstract")),
                        (
                            "learning_objectives",
                            models.JSONField(blank=True, default=list, verbose_name="learning objectives"),
                        ),
                        (
                            "content_warnings",
                            models.JSONField(blank=True, default=list, verbose_name="content warnings"),
                        ),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="capacity")),
                        ("ticket_required", models.BooleanField(default=False, verbose_name="ticket required")),
                        (
                            "price",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=12, verbose_name="price"
                            ),
                        ),
                        ("recording_allowed", models.BooleanField(default=False, verbose_name="recording allowed")),
                        ("handouts", models.CharField(blank=True, max_length=40, verbose_name="handouts")),
                        (
                            "attendance_tracking",
                            models.CharField(
                                choices=[
                                    ("none", "none"),
                                    ("scan_in", "scan in"),
                                    ("scan_in_and_out", "scan in and out"),
                                ],
                                default="none",
                                max_length=16,
                                verbose_name="attendance",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("tentative", "tentative"),
                                    ("confirmed", "confirmed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="confirmed",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "sign_up",
                            models.BooleanField(
                                default=False,
                                help_text="Attendees sign up for one of its places; then there is a waitlist.",
                                verbose_name="sign-up",
                            ),
                        ),
                        ("ce_minutes", models.PositiveSmallIntegerField(default=0, verbose_name="creditable minutes")),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "speakers",
                            models.ManyToManyField(
                                related_name="sessions", through="conference.Appearance", to="conference.speaker"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "ordering": ["starts_at", "code"],
                        "indexes": [
                            models.Index(fields=["edition", "starts_at"], name="conference_session_by_time"),
                            models.Index(fields=["edition", "revision"], name="conference_session_by_revision"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_session_code_once_an_edition"
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "slug"), name="conference_session_slug_once_an_edition"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="conference_session_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_at", None), ("starts_at", None)),
                                    models.Q(("ends_at__isnull", False), ("starts_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="conference_session_has_both_ends_or_none",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("planned_minutes__gte", 5), ("planned_minutes__lte", 1440)),
                                name="conference_session_planned_minutes_in_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price__gte", 0)), name="conference_session_price_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionCredit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="credits",
                                to="conference.session",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_credits",
                                to="certificates.creditscheme",
                                verbose_name="scheme",
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                        (
                            "sub_field",
                            models.CharField(
                                blank=True,
                                help_text="One of the scheme's own, for the whole of the session.",
                                max_length=80,
                                verbose_name="sub-field",
                            ),
                        ),
                        (
                            "approval",
                            models.CharField(
                                choices=[
                                    ("none", "none"),
                                    ("pending", "pending"),
                                    ("approved", "approved"),
                                    ("denied", "denied"),
                                    ("review", "under review after a change"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="approval",
                            ),
                        ),
                        (
                            "provider_number",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="certification or provider number"
                            ),
                        ),
                        ("statement", models.TextField(blank=True, verbose_name="sponsor's exact sentence")),
                        (
                            "locked_title",
                            models.CharField(blank=True, max_length=300, verbose_name="title exactly as certified"),
                        ),
                    ],
                    options={
                        "verbose_name": "session credit",
                        "verbose_name_plural": "session credits",
                        "ordering": ["scheme__code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "scheme"), name="conference_session_credit_once_a_scheme"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SignUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_ups",
                                to="conference.registration",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_ups",
                                to="conference.session",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("placed", "has a place"),
                                    ("waiting", "on the waitlist"),
                                    ("cancelled", "cancelled"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("placed_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "sign-up",
                        "verbose_name_plural": "sign-ups",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["session", "state"], name="conference_sign_up_by_session")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "cancelled"), _negated=True),
                                fields=("registration", "session"),
                                name="conference_sign_up_once_a_session",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                                    models.Q(("state", "cancelled"), _negated=True),
                                    _connector="OR",
                                ),
                                name="conference_sign_up_cancelled_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Speaker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("credentials", models.CharField(blank=True, max_length=200, verbose_name="credentials")),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="post")),
                        ("organization", models.CharField(blank=True, max_length=200, verbose_name="organization")),
                        (
                            "organization_type",
                            models.CharField(blank=True, max_length=40, verbose_name="kind of organization"),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                        ),
                        ("bio", models.TextField(blank=True, verbose_name="biography")),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.image",
                                verbose_name="picture",
                            ),
                        ),
                        ("publish_name", models.BooleanField(default=False, verbose_name="publish the name")),
                        ("publish_photo", models.BooleanField(default=False, verbose_name="publish the picture")),
                        (
                            "publish_organization",
                            models.BooleanField(default=False, verbose_name="publish the organization"),
                        ),
                        (
                            "public_label",
                            models.CharField(blank=True, max_length=200, verbose_name="label instead of the name"),
                        ),
                        ("withheld", models.BooleanField(default=False, verbose_name="withheld")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="speakers",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("slug", models.SlugField(editable=False, max_length=42, verbose_name="slug")),
                        ("provisional", models.BooleanField(default=False, editable=False)),
                        ("slides_policy", models.CharField(blank=True, max_length=40, verbose_name="slides")),
                        ("av_needs", models.JSONField(blank=True, default=list, verbose_name="technical needs")),
                        ("av_answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "speaker",
                        "verbose_name_plural": "speakers",
                        "ordering": ["name", "code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_speaker_code_once_an_edition"
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "slug"), name="conference_speaker_slug_once_an_edition"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("publish_name", True), ("withheld", False)),
                                    models.Q(
                                        ("bio", ""),
                                        ("credentials", ""),
                                        ("name", ""),
                                        ("organization", ""),
                                        ("title", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="conference_speaker_unnamed_holds_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("publish_organization", True), ("organization", ""), _connector="OR"
                                ),
                                name="conference_speaker_unpublished_organization_is_empty",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SpeakerAbsence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to="conference.speaker",
                                verbose_name="speaker",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "speaker's absence",
                        "verbose_name_plural": "speakers' absences",
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="conference_absence_ends_after_start",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SpeakerClaim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claims",
                                to="conference.speaker",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "claim of a speaker's pages",
                        "verbose_name_plural": "claims of speakers' pages",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("speaker",),
                                name="conference_speaker_claimed_once",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SpeakerIdentity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("legal_name", core.fields.EncryptedTextField(blank=True, verbose_name="legal name")),
                        ("credentials", core.fields.EncryptedTextField(blank=True, verbose_name="credentials")),
                        ("title", core.fields.EncryptedTextField(blank=True, verbose_name="post")),
                        ("organization", core.fields.EncryptedTextField(blank=True, verbose_name="organization")),
                        ("bio", core.fields.EncryptedTextField(blank=True, verbose_name="biography")),
                        ("email", core.fields.EncryptedTextField(blank=True, verbose_name="e-mail")),
                        (
                            "speaker",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="identity",
                                to="conference.speaker",
                            ),
                        ),
                        (
                            "disclosure",
                            core.fields.EncryptedTextField(blank=True, verbose_name="disclosure of interests"),
                        ),
                    ],
                    options={
                        "verbose_name": "speaker's identity",
                        "verbose_name_plural": "speakers' identities",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="TaskDue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="task_dues",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "task",
                            models.CharField(
                                choices=[
                                    ("confirm", "confirm that you present"),
                                    ("biography", "biography"),
                                    ("headshot", "picture"),
                                    ("disclosure", "disclosure of interests"),
                                    ("objectives", "learning objectives"),
                                    ("av", "technical needs"),
                                    ("slides", "slides"),
                                ],
                                max_length=12,
                                verbose_name="task",
                            ),
                        ),
                        ("last_day", models.DateField(verbose_name="last day")),
                    ],
                    options={
                        "verbose_name": "speakers' task's last day",
                        "verbose_name_plural": "speakers' tasks' last days",
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "task"), name="conference_task_due_once"),
                            models.CheckConstraint(
                                condition=models.Q(("task", "confirm"), _negated=True),
                                name="conference_task_due_not_of_answers",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TicketType",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ticket_types",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "early",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=12, verbose_name="early price"
                            ),
                        ),
                        (
                            "regular",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=12, verbose_name="regular price"
                            ),
                        ),
                        (
                            "late",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=12, verbose_name="late price"
                            ),
                        ),
                        ("proof", models.CharField(blank=True, max_length=300, verbose_name="proof")),
                        (
                            "vetting",
                            models.CharField(
                                choices=[
                                    ("automatic", "automatic by its check, else by hand"),
                                    ("manual", "by hand"),
                                    ("invitation", "by invitation only"),
                                ],
                                default="manual",
                                max_length=12,
                                verbose_name="vetting",
                            ),
                        ),
                        (
                            "check_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("membership", "the association's list of members"),
                                    ("agency", "work e-mail of a verified agency"),
                                ],
                                max_length=12,
                                verbose_name="automatic check",
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True, help_text="Empty: no limit.", null=True, verbose_name="capacity"
                            ),
                        ),
                        ("one_day", models.BooleanField(default=False, verbose_name="for one chosen day")),
                        (
                            "max_per_person",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="most per person"),
                        ),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                    ],
                    options={
                        "verbose_name": "ticket type",
                        "verbose_name_plural": "ticket types",
                        "ordering": ["position", "code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_ticket_type_code_once_an_edition"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("early__gte", 0), ("late__gte", 0), ("regular__gte", 0)),
                                name="conference_ticket_price_not_negative",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Track",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "color",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9A-Fa-f]{6}\\Z", "Write a colour such as #1F3A5F."
                                    )
                                ],
                                verbose_name="colour",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "track",
                        "verbose_name_plural": "tracks",
                        "ordering": ["position", "code"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"), name="conference_track_code_once_an_edition"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="VersionEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="conference.agendaversion",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="version_entries",
                                to="conference.session",
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        (
                            "room",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conference.room",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("all_day", models.BooleanField(default=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("tentative", "tentative"),
                                    ("confirmed", "confirmed"),
                                    ("cancelled", "cancelled"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("title_digest", models.CharField(max_length=64)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "public"),
                                    ("registered", "registered attendees"),
                                    ("cleared", "cleared for the audience"),
                                    ("private", "organizers only"),
                                ],
                                default="registered",
                                max_length=12,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at", "code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "code"), name="conference_version_entry_once_a_session"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="conference_entry_ends_after_start",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="VersionSpeaker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="speakers",
                                to="conference.versionentry",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="version_entries",
                                to="conference.speaker",
                            ),
                        ),
                        ("role", models.CharField(max_length=40)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="WaitEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(default=core.codes.public_id, editable=False, max_length=32, unique=True),
                        ),
                        ("secret", models.CharField(default=core.codes.secret, editable=False, max_length=64)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wait_entries",
                                to="conference.edition",
                            ),
                        ),
                        (
                            "ticket_type",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wait_entries",
                                to="conference.tickettype",
                                verbose_name="ticket",
                            ),
                        ),
                        (
                            "add_on",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wait_entries",
                                to="conference.addon",
                                verbose_name="add-on",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wait_entries",
                                to="conference.registration",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="places")),
                        ("accepts_fewer", models.BooleanField(default=False, verbose_name="takes fewer")),
                        (
                            "priority",
                            models.SmallIntegerField(
                                default=0,
                                help_text="Higher numbers stand before lower ones; 0 is everybody's.",
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "not confirmed"),
                                    ("waiting", "waiting"),
                                    ("offered", "offered"),
                                    ("taken", "taken"),
                                    ("lapsed", "offer not taken"),
                                    ("left", "given up"),
                                    ("closed", "closed at the start"),
                                ],
                                default="asked",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("queued_at", models.DateTimeField(null=True, verbose_name="in line since")),
                        ("offered", models.PositiveSmallIntegerField(default=0, verbose_name="offered")),
                        ("held_until", models.DateTimeField(null=True, verbose_name="held until")),
                        (
                            "order",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="billing.order",
                                verbose_name="order",
                            ),
                        ),
                        ("language", models.CharField(default="en", max_length=10)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                    ],
                    options={
                        "verbose_name": "wish on the waitlist",
                        "verbose_name_plural": "waitlist",
                        "ordering": ["-priority", "queued_at", "pk"],
                        "indexes": [models.Index(fields=["edition", "state"], name="conference_wish_by_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("add_on", None), ("ticket_type__isnull", False)),
                                    models.Q(
                                        ("add_on__isnull", False),
                                        ("quantity", 1),
                                        ("registration__isnull", False),
                                        ("ticket_type", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="conference_wish_is_for_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gte", 1), ("quantity__lte", 20)),
                                name="conference_wish_is_for_some",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "offered"), _negated=True),
                                    models.Q(("held_until__isnull", False), ("offered__gte", 1)),
                                    _connector="OR",
                                ),
                                name="conference_offer_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["waiting", "offered"]), _negated=True),
                                    ("queued_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="conference_wish_in_line_since",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("add_on", None), ("state__in", ["asked", "waiting", "offered"])),
                                fields=("ticket_type", "email"),
                                name="conference_wish_once_a_ticket",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "waiting", "offered"]), ("ticket_type", None)
                                ),
                                fields=("add_on", "registration"),
                                name="conference_wish_once_an_add_on",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaitlistRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waitlist_rules",
                                to="conference.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="takes new wishes")),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(default=24, verbose_name="hours an offer is held"),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of the waitlist",
                        "verbose_name_plural": "rules of the waitlist",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("offer_hours__gte", 1), ("offer_hours__lte", 336)),
                                name="conference_waitlist_hours_make_sense",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Waiver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="conference.speaker",
                            ),
                        ),
                        (
                            "task",
                            models.CharField(
                                choices=[
                                    ("confirm", "confirm that you present"),
                                    ("biography", "biography"),
                                    ("headshot", "picture"),
                                    ("disclosure", "disclosure of interests"),
                                    ("objectives", "learning objectives"),
                                    ("av", "technical needs"),
                                    ("slides", "slides"),
                                ],
                                max_length=12,
                                verbose_name="task",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        (
                            "waived_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="waived by",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "waived task",
                        "verbose_name_plural": "waived tasks",
                        "constraints": [
                            models.UniqueConstraint(fields=("speaker", "task"), name="conference_task_waived_once")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
