"""Permissions of their own for the library, and the groups 编辑, 审核 and 管理员 that have them.

Permissions are otherwise made after all migrations; a group needs them now. Who could change awards until
now may propose, and who could change the vocabulary may manage it; publishing has to be given.
"""

from django.db import migrations

OWN = {
    "propose_award": "提出修改",
    "review_award": "审核",
    "publish_award": "发布",
    "withdraw_award": "撤回",
    "manage_vocabulary": "管理词表",
    "manage_users": "管理用户",
}
WRITTEN = (
    *("award", "attestation", "attribution", "coding", "milestone"),
    *("edition", "editionfact", "editionissuer", "editionquota", "source", "sourcefact"),
)
VOCABULARY = (
    *("programme", "programmename", "programmetier", "programmeissuer", "tier", "tiername"),
    *("issuingbody", "issuingbodyname", "mechanism", "mechanismname", "mechanismcontrast"),
    *("workproblem", "coder", "division", "succession"),
)
LOOKED_AT = (
    *("intake", "storedchange", "storedfile", "revision", "formeraccession", "formersourceslug"),
    *("formermechanismslug", "formerprogrammeslug", "formertierslug", "formerissuingbodyslug"),
)
ALL = ("view", "add", "change", "delete")

EDITOR = (
    ("cases", WRITTEN, ALL),
    ("cases", (*VOCABULARY, *LOOKED_AT), ("view",)),
    ("cases", ("report",), ("view", "change")),
)
ADMINISTRATOR = (
    ("cases", VOCABULARY, ALL),
    ("auth", ("user",), ("view", "add", "change")),
    ("auth", ("group",), ("view",)),
)
GROUPS = {
    "编辑": (EDITOR, ("propose_award",)),
    "审核": (EDITOR, ("propose_award", "review_award", "publish_award", "withdraw_award")),
    "管理员": ((*EDITOR, *ADMINISTRATOR), tuple(OWN)),
}
GIVEN_ON = {  # to accounts and groups that have one of these already
    "propose_award": ("award",),
    "manage_vocabulary": VOCABULARY,
}


def make_groups(apps, schema_editor=None):
    """The groups with their permissions; what a group of that name has already stays."""
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")

    def made(app, model, codename, name):
        kind, _new = ContentType.objects.get_or_create(app_label=app, model=model)
        row, _new = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        return row

    def of_table(app, model, action):
        called = apps.get_model(app, model)._meta.verbose_name_raw
        return made(app, model, f"{action}_{model}", f"Can {action} {called}")

    own = {codename: made("cases", "award", codename, name) for codename, name in OWN.items()}
    for name, (tables, codenames) in GROUPS.items():
        rows = [
            of_table(app, model, action)
            for app, models, actions in tables
            for model in models
            for action in actions
        ]
        found, _new = Group.objects.get_or_create(name=name)
        found.permissions.add(*rows, *(own[codename] for codename in codenames))
    return own


def carry_over(apps, schema_editor):
    """Make the groups; whoever could do the like until now may do it still, but for publishing."""
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    User = apps.get_model("auth", "User")
    held = {
        codename: Permission.objects.filter(
            content_type__app_label="cases",
            codename__in=[f"{action}_{model}" for model in models for action in ("add", "change", "delete")],
        )
        for codename, models in GIVEN_ON.items()
    }
    groups_with = {each: list(Group.objects.filter(permissions__in=held[each]).distinct()) for each in held}
    users_with = {each: list(User.objects.filter(user_permissions__in=held[each]).distinct()) for each in held}
    own = make_groups(apps)
    for codename in GIVEN_ON:
        for group in groups_with[codename]:
            group.permissions.add(own[codename])
        for user in users_with[codename]:
            user.user_permissions.add(own[codename])


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0027_milestones_of_other_documents"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="award",
            options={
                "ordering": ["accession"],
                "permissions": list(OWN.items()),
                "verbose_name": "案例",
                "verbose_name_plural": "案例",
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
