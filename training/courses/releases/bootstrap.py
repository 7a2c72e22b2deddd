"""The workflow that reviews courses exists: three tasks, one for each role of reviewers. Idempotent."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from people.roles import Role
from training.courses.releases.models import Release

NAME = "Review of courses"
REVIEWERS = (Role.SUBJECT_EXPERT, Role.COUNSEL, Role.VICTIM_ADVOCATE)


def ensure_review() -> None:
    """Make the workflow once; what staff changed about it since is left alone."""
    content_type = ContentType.objects.get_for_model(Release)
    if WorkflowContentType.objects.filter(content_type=content_type).exists():
        return
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    for order, role in enumerate(REVIEWERS):
        task, made = GroupApprovalTask.objects.get_or_create(name=f"{NAME}: {role.value}")
        if made:
            task.groups.add(Group.objects.get_or_create(name=role.value)[0])
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowContentType.objects.create(workflow=workflow, content_type=content_type)
