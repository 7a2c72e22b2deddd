"""The collection of course files exists, and only the training office and reviewers open it directly. Idempotent."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from people.roles import Role
from training.courses.media import COLLECTION

READERS = (Role.TRAINING, Role.SUBJECT_EXPERT, Role.COUNSEL, Role.VICTIM_ADVOCATE)
ACTS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def ensure_library() -> None:
    """Make the collection once with its restriction; let the training office fill it."""
    collection = Collection.objects.filter(name=COLLECTION).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=COLLECTION)
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.GROUPS
        )
        restriction.groups.set(Group.objects.filter(name__in=[role.value for role in READERS]))
    office = Group.objects.filter(name=Role.TRAINING.value).first()
    for permission in Permission.objects.filter(content_type__app_label="core", codename__in=ACTS) if office else ():
        GroupCollectionPermission.objects.get_or_create(group=office, collection=collection, permission=permission)
