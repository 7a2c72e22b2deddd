"""Everything at once, for new databases: the steps one by one take a minute."""

import core.codes
import core.fields
import core.migrating
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import training.cohorts.models
import training.courses.models
import training.courses.rules
import training.slots
import wagtail.fields
import wagtail.models.preview
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # For databases that had the first of these already, they are applied one by one instead.
    replaces = [
        ("training", "0001_courses"),
        ("training", "0002_seats"),
        ("training", "0003_authoring"),
        ("training", "0004_quizzes"),
        ("training", "0005_cohorts_visits_reports"),
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
                    name="Accommodation",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accommodations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="learner",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                help_text="Leave it empty for every course.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accommodations",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        (
                            "time_percent",
                            models.PositiveSmallIntegerField(
                                default=100,
                                help_text="150 means half as much time again.",
                                validators=[
                                    django.core.validators.MinValueValidator(100),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="time in percent",
                            ),
                        ),
                        (
                            "extra_attempts",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="attempts more than others",
                            ),
                        ),
                        (
                            "reason",
                            core.fields.EncryptedTextField(
                                help_text="What it rests on, such as a letter and its date; no diagnosis. Kept encrypted.",
                                verbose_name="reason",
                            ),
                        ),
                        ("granted_at", models.DateTimeField(auto_now_add=True, verbose_name="granted")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accommodation",
                        "verbose_name_plural": "accommodations",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "course"), name="training_accommodation_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("course", None)),
                                fields=("user",),
                                name="training_accommodation_for_all",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("time_percent__gte", 100), ("time_percent__lte", 1000)),
                                name="training_accommodation_time",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
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
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="training.enrollment",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("seed", models.PositiveBigIntegerField()),
                        ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="time ends")),
                        ("saved_at", models.DateTimeField(null=True, verbose_name="saved")),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="handed in")),
                        ("answers", models.JSONField(default=dict)),
                        ("late_answers", models.JSONField(blank=True, default=dict)),
                        ("points", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                        ("possible", models.PositiveIntegerField(null=True)),
                        ("passed", models.BooleanField(null=True)),
                    ],
                    options={
                        "verbose_name": "attempt",
                        "verbose_name_plural": "attempts",
                        "ordering": ["enrollment", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("enrollment", "number"), name="training_attempt_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("submitted_at", None)),
                                fields=("enrollment",),
                                name="training_one_open_attempt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("passed", None), ("submitted_at", None)),
                                    models.Q(
                                        ("passed__isnull", False),
                                        ("points__isnull", False),
                                        ("possible__isnull", False),
                                        ("submitted_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="training_graded_when_submitted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("points", None), ("points__lte", models.F("possible")), _connector="OR"
                                ),
                                name="training_points_at_most",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("points", None), ("points__gte", 0), _connector="OR"),
                                name="training_points_at_least",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Attestation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attestations",
                                to="training.enrollment",
                            ),
                        ),
                        (
                            "need",
                            models.CharField(
                                choices=[
                                    ("lessons", "every lesson is read to its end"),
                                    ("quiz", "the quiz is passed"),
                                    ("acknowledged", "every lesson that asks for it is acknowledged"),
                                    ("signed_off", "an instructor has signed it off"),
                                ],
                                max_length=12,
                                verbose_name="condition",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "attestation",
                        "verbose_name_plural": "attestations",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("enrollment", "need"), name="training_attested_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("need", "signed_off"), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="training_override_has_a_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Cohort",
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
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cohorts",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default=training.cohorts.models.home_zone,
                                max_length=64,
                                validators=[training.slots.known_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "city",
                            models.CharField(
                                help_text="Whoever may take the course sees it.", max_length=120, verbose_name="city"
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                help_text="Told to those who have a place, to nobody else.",
                                max_length=300,
                                verbose_name="place",
                            ),
                        ),
                        ("instructor", models.CharField(blank=True, max_length=200, verbose_name="instructor")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="places"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "being planned"),
                                    ("open", "open"),
                                    ("held", "held"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "cohort",
                        "verbose_name_plural": "cohorts",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("capacity__gte", 1)), name="training_cohort_has_places"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CohortPlace",
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
                            "cohort",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="training.cohort"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cohort_places",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="learner",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("taken", "taken"), ("given_up", "given up")],
                                default="taken",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(auto_now_add=True, verbose_name="taken")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="given up")),
                    ],
                    options={
                        "verbose_name": "place in a cohort",
                        "verbose_name_plural": "places in cohorts",
                        "ordering": ["user__name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "taken")),
                                fields=("cohort", "user"),
                                name="training_cohort_place_once",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Course",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9_-]*\\Z",
                                        "Letters A-Z, digits, hyphens and underscores only.",
                                    )
                                ],
                                verbose_name="code",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("introductory", "introductory"),
                                    ("intermediate", "intermediate"),
                                    ("advanced", "advanced"),
                                ],
                                default="introductory",
                                max_length=20,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("open", "everybody"),
                                    ("agency_staff", "staff of agencies"),
                                    ("government", "government"),
                                    ("sworn_only", "sworn officers"),
                                ],
                                default="open",
                                max_length=20,
                                verbose_name="audience",
                            ),
                        ),
                        (
                            "delivery",
                            models.JSONField(default=training.courses.models.usual_delivery, verbose_name="delivery"),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="minutes to work through",
                            ),
                        ),
                        (
                            "credit_minutes",
                            models.PositiveSmallIntegerField(default=0, verbose_name="creditable minutes"),
                        ),
                        ("credits", models.JSONField(blank=True, default=list, verbose_name="credit sought")),
                        ("objectives", models.JSONField(blank=True, default=list, verbose_name="objectives")),
                        ("references", models.JSONField(blank=True, default=list, verbose_name="references")),
                        (
                            "completion_match",
                            models.CharField(
                                choices=[("all", "all of these hold"), ("any", "any of these holds")],
                                default="all",
                                max_length=3,
                                verbose_name="is complete when",
                            ),
                        ),
                        (
                            "completion_needs",
                            models.JSONField(default=training.courses.rules.usual_needs, verbose_name="conditions"),
                        ),
                        ("currency", models.CharField(default="USD", max_length=3, verbose_name="currency")),
                        (
                            "price",
                            models.DecimalField(
                                decimal_places=2, default=Decimal(0), max_digits=12, verbose_name="price for one"
                            ),
                        ),
                        (
                            "seat_price",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal(0),
                                max_digits=12,
                                verbose_name="price of an agency's seat",
                            ),
                        ),
                        (
                            "minimum_seats",
                            models.PositiveSmallIntegerField(default=1, verbose_name="seats an agency buys at least"),
                        ),
                        ("valid_days", models.PositiveSmallIntegerField(default=365, verbose_name="days to finish")),
                        ("reviewer", models.CharField(blank=True, max_length=200, verbose_name="subject expert")),
                        ("legal_reviewer", models.CharField(blank=True, max_length=200, verbose_name="counsel")),
                        ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="reviewed on")),
                        (
                            "review_due_months",
                            models.PositiveSmallIntegerField(default=12, verbose_name="legal review due after months"),
                        ),
                        (
                            "certificate_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty where it never expires. Who renews it takes the course again; the first certificate stays.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="certificate valid for months",
                            ),
                        ),
                        (
                            "review_state",
                            models.CharField(
                                choices=[
                                    ("draft_sample", "draft sample, not reviewed"),
                                    ("draft", "not reviewed yet"),
                                    ("reviewed", "reviewed"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="review",
                            ),
                        ),
                        (
                            "current",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.courseversion",
                            ),
                        ),
                        (
                            "prerequisites",
                            models.ManyToManyField(
                                blank=True, related_name="leads_to", to="training.course", verbose_name="prerequisites"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "course",
                        "verbose_name_plural": "courses",
                        "ordering": ["position", "code"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="CourseApproval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "course",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="approvals",
                                to="training.course",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="course_approvals",
                                to="certificates.creditscheme",
                                verbose_name="scheme",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="minutes approved",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="certification or provider number"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title exactly as certified"),
                        ),
                        ("approved_on", models.DateField(verbose_name="approved on")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="approved until")),
                    ],
                    options={
                        "verbose_name": "approval for credit",
                        "verbose_name_plural": "approvals for credit",
                        "ordering": ["scheme__code", "approved_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("course", "scheme"), name="training_approval_once_a_scheme"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 1)), name="training_approval_minutes"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None), ("ends_on__gte", models.F("approved_on")), _connector="OR"
                                ),
                                name="training_approval_ends_later",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CoursePage",
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
                            "course",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="page",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        ("introduction", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                    ],
                    options={
                        "verbose_name": "course page",
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="CourseVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("content", models.JSONField(verbose_name="content")),
                        ("published_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version of a course",
                        "verbose_name_plural": "versions of courses",
                        "ordering": ["course", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "number"), name="training_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="training_version_number"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Enrollment",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="learner",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="training.courseversion",
                            ),
                        ),
                        ("enrolled_at", models.DateTimeField(auto_now_add=True, verbose_name="enrolled")),
                        (
                            "enrolled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="to be finished by")),
                        ("completed_at", models.DateTimeField(blank=True, null=True, verbose_name="completed")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="certificate valid until"
                            ),
                        ),
                        (
                            "moved_from",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_to",
                                to="training.enrollment",
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                    ],
                    options={
                        "verbose_name": "enrolment",
                        "verbose_name_plural": "enrolments",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("completed_at", None), ("withdrawn_at", None)),
                                fields=("user", "course"),
                                name="training_one_open_enrollment",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExtraAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extra_attempts",
                                to="training.enrollment",
                                verbose_name="enrolment",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("granted_at", models.DateTimeField(auto_now_add=True, verbose_name="granted")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attempt granted",
                        "verbose_name_plural": "attempts granted",
                        "ordering": ["-pk"],
                        "indexes": [],
                        "constraints": [],
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
                        ("kind", models.CharField(max_length=40)),
                        ("code", models.CharField(max_length=81)),
                        ("digests", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "code"), name="training_import_record_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="KeyCorrection",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="training.courseversion",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="question")),
                        ("before", models.JSONField(verbose_name="key before")),
                        ("after", models.JSONField(verbose_name="key now")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("applied_at", models.DateTimeField(auto_now_add=True, verbose_name="applied")),
                        (
                            "applied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "corrected key",
                        "verbose_name_plural": "corrected keys",
                        "ordering": ["pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="LearningPath",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9_-]*\\Z",
                                        "Letters A-Z, digits, hyphens and underscores only.",
                                    )
                                ],
                                verbose_name="code",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "courses",
                            models.ManyToManyField(
                                related_name="paths",
                                through="training.PathStep",
                                to="training.course",
                                verbose_name="courses",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "learning path",
                        "verbose_name_plural": "learning paths",
                        "ordering": ["code"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="LearningPathPage",
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
                            "learning_path",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="page",
                                to="training.learningpath",
                                verbose_name="learning path",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "learning path page",
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="Lesson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "course",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lessons",
                                to="training.course",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9_-]*\\Z",
                                        "Letters A-Z, digits, hyphens and underscores only.",
                                    )
                                ],
                                verbose_name="code",
                            ),
                        ),
                        (
                            "sort_order",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="position"),
                        ),
                        (
                            "section",
                            models.CharField(
                                blank=True,
                                help_text="Lessons in a row with the same one stand under it.",
                                max_length=120,
                                verbose_name="section",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="minutes"
                            ),
                        ),
                        (
                            "completion",
                            models.CharField(
                                choices=[
                                    ("viewed_to_end", "read to the end"),
                                    ("acknowledged", "read and acknowledged"),
                                ],
                                default="viewed_to_end",
                                max_length=20,
                                verbose_name="is done when",
                            ),
                        ),
                        (
                            "restricted",
                            models.BooleanField(
                                default=False,
                                help_text="Only for readers whose clearance is verified; it bears their name, and each view is logged.",
                                verbose_name="restricted",
                            ),
                        ),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [
                                    ("table", 2),
                                    ("heading", 5),
                                    ("text", 6),
                                    ("picture", 9),
                                    ("quote", 12),
                                    ("callout", 16),
                                    ("definition", 19),
                                    ("law", 23),
                                    ("video", 28),
                                    ("audio", 30),
                                    ("file", 33),
                                    ("acknowledgement", 35),
                                    ("self_check", 42),
                                ],
                                blank=True,
                                block_lookup={
                                    0: ("wagtail.blocks.CharBlock", (), {"label": "Text", "required": False}),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "link"],
                                            "label": "Rich text",
                                            "required": False,
                                        },
                                    ),
                                    2: (
                                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                        [[("text", 0), ("rich_text", 1)]],
                                        {"icon": "table", "label": "Table", "template": "core/blocks/table.html"},
                                    ),
                                    3: ("wagtail.blocks.CharBlock", (), {"label": "text", "max_length": 160}),
                                    4: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {"choices": [("h2", "Section"), ("h3", "Part of a section")], "label": "level"},
                                    ),
                                    5: ("wagtail.blocks.StructBlock", [[("text", 3), ("level", 4)]], {}),
                                    6: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "ol", "ul", "link"],
                                            "label": "Text",
                                            "template": "core/blocks/text.html",
                                        },
                                    ),
                                    7: ("wagtail.images.blocks.ImageBlock", [], {"label": "image"}),
                                    8: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "caption", "max_length": 250, "required": False},
                                    ),
                                    9: ("wagtail.blocks.StructBlock", [[("image", 7), ("caption", 8)]], {}),
                                    10: ("wagtail.blocks.TextBlock", (), {"label": "text"}),
                                    11: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "who said it", "max_length": 160, "required": False},
                                    ),
                                    12: ("wagtail.blocks.StructBlock", [[("text", 10), ("source", 11)]], {}),
                                    13: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                ("note", "Note"),
                                                ("info", "Information"),
                                                ("warning", "Warning"),
                                            ],
                                            "label": "kind",
                                        },
                                    ),
                                    14: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "title", "max_length": 120, "required": False},
                                    ),
                                    15: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                                            "label": "text",
                                        },
                                    ),
                                    16: (
                                        "wagtail.blocks.StructBlock",
                                        [[("kind", 13), ("title", 14), ("text", 15)]],
                                        {},
                                    ),
                                    17: ("wagtail.blocks.CharBlock", (), {"label": "term", "max_length": 120}),
                                    18: ("wagtail.blocks.TextBlock", (), {"label": "meaning"}),
                                    19: ("wagtail.blocks.StructBlock", [[("term", 17), ("meaning", 18)]], {}),
                                    20: ("wagtail.blocks.CharBlock", (), {"label": "citation", "max_length": 160}),
                                    21: ("wagtail.blocks.TextBlock", (), {"label": "what it says"}),
                                    22: ("wagtail.blocks.DateBlock", (), {"label": "reviewed on"}),
                                    23: (
                                        "wagtail.blocks.StructBlock",
                                        [[("citation", 20), ("text", 21), ("reviewed_on", 22)]],
                                        {},
                                    ),
                                    24: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 160}),
                                    25: (
                                        "wagtail.documents.blocks.DocumentChooserBlock",
                                        (),
                                        {
                                            "help_text": "MP4 or WebM, in the collection of course files.",
                                            "label": "video",
                                        },
                                    ),
                                    26: (
                                        "wagtail.documents.blocks.DocumentChooserBlock",
                                        (),
                                        {
                                            "help_text": "WebVTT. Needed before it can be published.",
                                            "label": "captions",
                                            "required": False,
                                        },
                                    ),
                                    27: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "ol", "ul", "link"],
                                            "help_text": "Needed before it can be published.",
                                            "label": "transcript",
                                            "required": False,
                                        },
                                    ),
                                    28: (
                                        "wagtail.blocks.StructBlock",
                                        [[("title", 24), ("video", 25), ("captions", 26), ("transcript", 27)]],
                                        {},
                                    ),
                                    29: (
                                        "wagtail.documents.blocks.DocumentChooserBlock",
                                        (),
                                        {"help_text": "MP3, M4A or Ogg.", "label": "recording"},
                                    ),
                                    30: (
                                        "wagtail.blocks.StructBlock",
                                        [[("title", 24), ("audio", 29), ("transcript", 27)]],
                                        {},
                                    ),
                                    31: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "file"}),
                                    32: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "label", "max_length": 160, "required": False},
                                    ),
                                    33: ("wagtail.blocks.StructBlock", [[("document", 31), ("label", 32)]], {}),
                                    34: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Such as: I will not contact the subject myself.",
                                            "label": "statement",
                                        },
                                    ),
                                    35: ("wagtail.blocks.StructBlock", [[("statement", 34)]], {}),
                                    36: ("wagtail.blocks.TextBlock", (), {"label": "question"}),
                                    37: ("wagtail.blocks.CharBlock", (), {"label": "answer", "max_length": 300}),
                                    38: ("wagtail.blocks.BooleanBlock", (), {"label": "right", "required": False}),
                                    39: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "feedback", "max_length": 300, "required": False},
                                    ),
                                    40: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 37), ("right", 38), ("feedback", 39)]],
                                        {},
                                    ),
                                    41: (
                                        "wagtail.blocks.ListBlock",
                                        (40,),
                                        {"label": "answers", "max_num": 8, "min_num": 2},
                                    ),
                                    42: ("wagtail.blocks.StructBlock", [[("question", 36), ("answers", 41)]], {}),
                                },
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lesson",
                        "verbose_name_plural": "lessons",
                        "ordering": ["sort_order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "code"), name="training_lesson_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="LessonProgress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lessons",
                                to="training.enrollment",
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened")),
                        ("seen_at", models.DateTimeField(auto_now=True, verbose_name="last seen")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="finished")),
                        ("place", models.PositiveSmallIntegerField(default=0, verbose_name="read as far as")),
                    ],
                    options={
                        "verbose_name": "progress in a lesson",
                        "verbose_name_plural": "progress in lessons",
                        "constraints": [
                            models.UniqueConstraint(fields=("enrollment", "code"), name="training_progress_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("starts", models.TimeField(verbose_name="from")),
                        ("ends", models.TimeField(verbose_name="until")),
                        (
                            "cohort",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="training.cohort",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ["day", "starts", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))), name="training_meeting_ends_later"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="training.enrollment",
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("text", core.fields.EncryptedTextField(verbose_name="note")),
                        ("written_at", models.DateTimeField(auto_now=True, verbose_name="written")),
                    ],
                    options={
                        "verbose_name": "note",
                        "verbose_name_plural": "notes",
                        "constraints": [
                            models.UniqueConstraint(fields=("enrollment", "code"), name="training_note_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PathStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "path",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="training.learningpath",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="training.course"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [models.UniqueConstraint(fields=("path", "course"), name="training_step_once")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PresenceNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="presence",
                                to="training.cohortplace",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("noted_at", models.DateTimeField(auto_now_add=True)),
                        ("struck_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "struck_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it was struck out")),
                    ],
                    options={
                        "verbose_name": "note of presence",
                        "verbose_name_plural": "notes of presence",
                        "ordering": ["starts_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="training_presence_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("struck_at", None),
                                    models.Q(models.Q(("reason", ""), _negated=True), ("struck_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="training_presence_struck_with_reason",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="training.visitprogramme",
                            ),
                        ),
                        (
                            "day",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="day",
                            ),
                        ),
                        ("starts", models.TimeField(verbose_name="from")),
                        ("ends", models.TimeField(verbose_name="until")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                    ],
                    options={
                        "verbose_name": "item of a programme",
                        "verbose_name_plural": "items of a programme",
                        "ordering": ["day", "starts", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))),
                                name="training_visit_item_ends_later",
                            )
                        ],
                        "indexes": [],
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
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9_-]*\\Z",
                                        "Letters A-Z, digits, hyphens and underscores only.",
                                    )
                                ],
                                verbose_name="code",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("single", "one answer"),
                                    ("multiple", "several answers"),
                                    ("true_false", "true or false"),
                                    ("short", "short answer, typed"),
                                    ("numeric", "number, typed"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("stem", models.TextField(verbose_name="question")),
                        ("choices", models.JSONField(default=list, verbose_name="choices")),
                        ("answer", models.JSONField(default=list, verbose_name="right answers")),
                        ("rules", models.JSONField(blank=True, default=dict, verbose_name="rules")),
                        ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                        (
                            "points",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="points",
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=80, verbose_name="category")),
                        ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                        (
                            "difficulty",
                            models.CharField(
                                blank=True,
                                choices=[("easy", "easy"), ("medium", "medium"), ("hard", "hard")],
                                max_length=10,
                                verbose_name="difficulty",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("writing", "being written, not asked"),
                                    ("unreviewed", "not reviewed yet"),
                                    ("reviewed", "reviewed"),
                                    ("retired", "retired, not asked any more"),
                                ],
                                default="unreviewed",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": ["course", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "code"), name="training_question_once")
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="training.question",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("content", models.JSONField(verbose_name="content")),
                        ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                    ],
                    options={
                        "verbose_name": "version of a question",
                        "verbose_name_plural": "versions of questions",
                        "ordering": ["question", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("question", "number"), name="training_question_version_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Quiz",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "course",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="quiz", to="training.course"
                            ),
                        ),
                        (
                            "pass_percent",
                            models.PositiveSmallIntegerField(
                                default=75,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="pass mark in percent",
                            ),
                        ),
                        (
                            "max_attempts",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="attempts",
                            ),
                        ),
                        (
                            "wait_minutes",
                            models.PositiveIntegerField(default=0, verbose_name="minutes to wait between attempts"),
                        ),
                        (
                            "time_limit_minutes",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="0 means no limit.", verbose_name="minutes for an attempt"
                            ),
                        ),
                        (
                            "grace_seconds",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="What arrives so long after the end still counts: slow networks are nobody's fault.",
                                verbose_name="seconds of grace",
                            ),
                        ),
                        ("shuffle_questions", models.BooleanField(default=True, verbose_name="shuffle the questions")),
                        ("shuffle_choices", models.BooleanField(default=True, verbose_name="shuffle the choices")),
                        ("blueprint", models.JSONField(blank=True, default=list, verbose_name="draw")),
                        (
                            "show_score",
                            models.CharField(
                                choices=[
                                    ("never", "never"),
                                    ("during", "at once, while it is answered"),
                                    ("after_attempt", "after each attempt"),
                                    ("after_passing", "once passed"),
                                    ("at_end", "once passed, or after the last attempt"),
                                ],
                                default="after_attempt",
                                max_length=20,
                                verbose_name="points are shown",
                            ),
                        ),
                        (
                            "show_right",
                            models.CharField(
                                choices=[
                                    ("never", "never"),
                                    ("during", "at once, while it is answered"),
                                    ("after_attempt", "after each attempt"),
                                    ("after_passing", "once passed"),
                                    ("at_end", "once passed, or after the last attempt"),
                                ],
                                default="after_attempt",
                                max_length=20,
                                verbose_name="right and wrong are shown",
                            ),
                        ),
                        (
                            "show_key",
                            models.CharField(
                                choices=[
                                    ("never", "never"),
                                    ("during", "at once, while it is answered"),
                                    ("after_attempt", "after each attempt"),
                                    ("after_passing", "once passed"),
                                    ("at_end", "once passed, or after the last attempt"),
                                ],
                                default="never",
                                max_length=20,
                                verbose_name="right answers are shown",
                            ),
                        ),
                        (
                            "explain",
                            models.CharField(
                                choices=[
                                    ("never", "never"),
                                    ("during", "at once, while it is answered"),
                                    ("after_attempt", "after each attempt"),
                                    ("after_passing", "once passed"),
                                    ("at_end", "once passed, or after the last attempt"),
                                ],
                                default="after_attempt",
                                max_length=20,
                                verbose_name="explanations and feedback are shown",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quiz",
                        "verbose_name_plural": "quizzes",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pass_percent__gte", 1), ("pass_percent__lte", 100)),
                                name="training_quiz_pass_mark",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Regrade",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "correction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="regrades",
                                to="training.keycorrection",
                            ),
                        ),
                        (
                            "attempt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="regrades",
                                to="training.attempt",
                            ),
                        ),
                        ("points_before", models.DecimalField(decimal_places=4, max_digits=10)),
                        ("points_after", models.DecimalField(decimal_places=4, max_digits=10)),
                        ("passed_before", models.BooleanField()),
                        ("passed_after", models.BooleanField()),
                    ],
                    options={
                        "verbose_name": "regraded attempt",
                        "verbose_name_plural": "regraded attempts",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("correction", "attempt"), name="training_regraded_once"),
                            models.CheckConstraint(
                                condition=models.Q(("passed_before", False), ("passed_after", True), _connector="OR"),
                                name="training_pass_never_taken",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "latest_revision",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailcore.revision",
                                verbose_name="latest revision",
                            ),
                        ),
                        (
                            "has_unpublished_changes",
                            models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                        ),
                        (
                            "first_published_at",
                            models.DateTimeField(
                                blank=True, db_index=True, null=True, verbose_name="first published at"
                            ),
                        ),
                        (
                            "last_published_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                        ),
                        (
                            "live_revision",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailcore.revision",
                                verbose_name="live revision",
                            ),
                        ),
                        ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                        ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                        ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        ("content", models.JSONField(editable=False, verbose_name="content")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="handed in")),
                        (
                            "made_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handed in by",
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="review ended"),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="release",
                                to="training.courseversion",
                                verbose_name="published as",
                            ),
                        ),
                        ("live", models.BooleanField(default=False, editable=False, verbose_name="live")),
                    ],
                    options={
                        "verbose_name": "release in review",
                        "verbose_name_plural": "releases in review",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("course",),
                                name="training_one_release_in_review",
                            )
                        ],
                        "indexes": [],
                    },
                    bases=(wagtail.models.preview.PreviewableMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ReportFile",
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
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.agency",
                                verbose_name="agency",
                            ),
                        ),
                        ("kind", models.CharField(max_length=12, verbose_name="report")),
                        ("words", models.CharField(blank=True, max_length=100)),
                        ("overdue", models.BooleanField(default=False)),
                        ("language", models.CharField(max_length=12)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked for")),
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
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "report as a file",
                        "verbose_name_plural": "reports as files",
                        "ordering": ["-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="RosterImport",
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
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rosters", to="people.agency"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.privatefile"
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("total", models.PositiveIntegerField(verbose_name="rows")),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="looked at")),
                        ("refused", models.JSONField(default=list)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "list of people",
                        "verbose_name_plural": "lists of people",
                        "ordering": ["-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="SeatAssignment",
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
                            "lot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="training.seatlot",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "invited"),
                                    ("accepted", "at work"),
                                    ("used", "used"),
                                    ("taken_back", "taken back"),
                                    ("expired", "expired"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_assignments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "enrollment",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat",
                                to="training.enrollment",
                                verbose_name="enrolment",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "token_digest",
                            models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "invited_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="invited"
                            ),
                        ),
                        ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "seat given to somebody",
                        "verbose_name_plural": "seats given to somebody",
                        "ordering": ["name", "email", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["invited", "accepted", "used"])),
                                fields=("lot", "email"),
                                name="training_seat_once_a_lot",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["invited", "taken_back", "expired"]),
                                    ("user__isnull", False),
                                    _connector="OR",
                                ),
                                name="training_seat_at_work_has_a_person",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SeatLot",
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
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_lots",
                                to="people.agency",
                                verbose_name="agency",
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_lots",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="bought by",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_lots",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_lot",
                                to="billing.orderline",
                                verbose_name="line",
                            ),
                        ),
                        ("quantity", models.PositiveSmallIntegerField(verbose_name="seats")),
                        ("expires_on", models.DateField(verbose_name="to be given to somebody by")),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="bought"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lot of seats",
                        "verbose_name_plural": "lots of seats",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gt", 0)), name="training_lot_has_seats"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agency__isnull", False), ("quantity", 1), _connector="OR"),
                                name="training_lot_of_one_without_agency",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SeatMovement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="training.seatlot",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("issued", "issued"),
                                    ("pending", "pending"),
                                    ("free", "free"),
                                    ("assigned", "assigned"),
                                    ("used", "used"),
                                    ("expired", "expired"),
                                    ("refunded", "refunded"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[
                                    ("issued", "issued"),
                                    ("pending", "pending"),
                                    ("free", "free"),
                                    ("assigned", "assigned"),
                                    ("used", "used"),
                                    ("expired", "expired"),
                                    ("refunded", "refunded"),
                                ],
                                max_length=10,
                                verbose_name="to",
                            ),
                        ),
                        ("count", models.PositiveSmallIntegerField(verbose_name="seats")),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="training.seatassignment",
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="when"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "movement of seats",
                        "verbose_name_plural": "movements of seats",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("count__gt", 0)), name="training_movement_moves_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="training_movement_goes_somewhere",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingIndexPage",
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
                        ("introduction", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                    ],
                    options={
                        "verbose_name": "training catalogue",
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="people.agency",
                                verbose_name="agency",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="training.visitprogramme",
                                verbose_name="programme",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                        ("purpose", models.TextField(max_length=2000, verbose_name="purpose")),
                        (
                            "headcount",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="visitors"
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="last day")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "asked for"),
                                    ("approved", "approved"),
                                    ("refused", "not possible"),
                                    ("withdrawn", "withdrawn"),
                                    ("cancelled", "cancelled"),
                                    ("held", "held"),
                                ],
                                default="requested",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="host",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="where to come to")),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="reason, for the staff alone"),
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
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked for on")),
                    ],
                    options={
                        "verbose_name": "visit",
                        "verbose_name_plural": "visits",
                        "ordering": ["-first_day", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("headcount__gte", 1)), name="training_visit_has_visitors"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="training_visit_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["requested", "refused", "withdrawn"]),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("host__isnull", False),
                                        models.Q(("place", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="training_visit_approved_has_host_and_place",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="VisitFeedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "visit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="training.visit",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "useful",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="How useful was it?",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="What should we keep, what should we change?"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                    ],
                    options={
                        "verbose_name": "feedback on a visit",
                        "verbose_name_plural": "feedback on visits",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("useful__gte", 1), ("useful__lte", 5)),
                                name="training_feedback_scale",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="VisitItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("starts", models.TimeField(verbose_name="from")),
                        ("ends", models.TimeField(verbose_name="until")),
                        (
                            "visit",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="training.visit"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                    ],
                    options={
                        "verbose_name": "item of an itinerary",
                        "verbose_name_plural": "items of an itinerary",
                        "ordering": ["day", "starts", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))),
                                name="training_visititem_ends_later",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Visitor",
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
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visitors",
                                to="training.visit",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="visitor",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("vetted_at", models.DateTimeField(blank=True, null=True, verbose_name="vetted")),
                        (
                            "vetted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("attended", models.BooleanField(blank=True, null=True, verbose_name="was there")),
                    ],
                    options={
                        "verbose_name": "visitor",
                        "verbose_name_plural": "visitors",
                        "ordering": ["user__name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "user"), name="training_visitor_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="VisitProgramme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, unique=True, verbose_name="title")),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="days",
                            ),
                        ),
                        (
                            "max_visitors",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="Of all agencies together that are here on the same day.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="visitors at most",
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                default=30, verbose_name="asked for so many days ahead at least"
                            ),
                        ),
                        ("vetting", models.CharField(blank=True, max_length=300, verbose_name="vetting")),
                        (
                            "place",
                            models.CharField(
                                blank=True,
                                help_text="A city, no address.",
                                max_length=200,
                                verbose_name="place on certificates",
                            ),
                        ),
                        (
                            "prerequisites",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True,
                                related_name="+",
                                to="training.course",
                                verbose_name="courses that visitors have completed",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "programme of visits",
                        "verbose_name_plural": "programmes of visits",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1), ("days__lte", 5)),
                                name="training_visit_programme_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("max_visitors__gte", 1)), name="training_visit_programme_has_room"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
