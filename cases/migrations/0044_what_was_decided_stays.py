"""What was decided stays, whatever program asks: accounts that wrote, proposals, rounds, the office's record.

The conditions name each other's tables, so that SQLite refuses to make any of these anew while the triggers
are there: `manage.py migrate` takes them away first and adds them again (`cases/curation/append_only.py`).
A migration that is run by itself calls `remove` before it and `add` behind.
"""

from typing import NamedTuple

import django.db.models.deletion
from django.db import migrations, models

PROPOSAL = "{row}.intake_id IS NULL AND {row}.made_at IS NOT NULL"
OVER = "EXISTS (SELECT 1 FROM cases_codinground held WHERE held.id = {row}.{round} AND held.closed_at IS NOT NULL)"
COMMENTED = {
    "sqlite": """EXISTS (SELECT 1 FROM cases_storedchange held, json_each(held.comments) said
        WHERE held.intake_id IS NULL AND json_extract(said.value, '$.by') = {row}.username)""",
    "postgresql": """EXISTS (SELECT 1 FROM cases_storedchange held
        WHERE held.intake_id IS NULL AND held.comments @> jsonb_build_array(jsonb_build_object('by', {row}.username)))""",
}
WROTE = """(
    EXISTS (SELECT 1 FROM cases_revision held WHERE held."by" = {row}.username)
    OR EXISTS (SELECT 1 FROM cases_officechange held WHERE held."by" = {row}.username)
    OR EXISTS (SELECT 1 FROM django_admin_log held WHERE held.user_id = {row}.id)
    OR EXISTS (SELECT 1 FROM cases_storedchange held WHERE held.intake_id IS NULL
        AND (held.made_by = {row}.username OR held.decided_by = {row}.username))
    OR EXISTS (SELECT 1 FROM cases_codinground held
        WHERE held.opened_by = {row}.username OR held.closed_by = {row}.username)
    OR EXISTS (SELECT 1 FROM cases_reconciliation held WHERE held."by" = {row}.username)
    OR EXISTS (SELECT 1 FROM cases_distinctcases held
        WHERE held.made_by = {row}.username OR held.undone_by = {row}.username)
    OR {commented}
)"""


def _differ(*columns):
    return "(" + " OR ".join(f'NEW."{each}" {{is_not}} OLD."{each}"' for each in columns) + ")"


DECISION = _differ("decided_by", "decided_at", "reason")
CONTENT = _differ("table", "thing", "action", "before", "proposed", "made_by", "made_at", "note")


class Kept(NamedTuple):
    """When a table refuses, in words about OLD and NEW; an empty condition refuses nothing.

    `held` says of which rows an insertion takes the place, where SQLite is told INSERT OR REPLACE.
    """

    table: str
    refusal: str
    update: str
    delete: str = ""
    replace: str = ""


KEPT = (
    Kept(
        "cases_officechange", "工作记录只增不改，也不能删除。", "1 = 1", "1 = 1",
        "EXISTS (SELECT 1 FROM cases_officechange held WHERE held.id = NEW.id)",
    ),
    Kept(
        "cases_reconciliation", "对账记录只增不改，也不能删除。",
        # A term that is deleted or merged leaves its name in the record.
        _differ("id", "round_id", "award_id", "term", "outcome", "reason", "by", "made_at")
        + " OR (NEW.mechanism_id IS NOT NULL AND NEW.mechanism_id {is_not} OLD.mechanism_id)",
        "1 = 1",
        """EXISTS (SELECT 1 FROM cases_reconciliation held WHERE held.id = NEW.id OR (held.round_id = NEW.round_id
            AND held.award_id = NEW.award_id AND held.mechanism_id = NEW.mechanism_id))""",
    ),
    Kept(
        "cases_finishedcoding", "结束了的编码轮次，编完的案例和编码不能改，也不能删除。",
        _differ("id", "round_id", "award_id", "coder_id", "finished_at")
        + " OR " + OVER.format(row="OLD", round="round_id"),
        OVER.format(row="OLD", round="round_id"),
        f"""EXISTS (SELECT 1 FROM cases_finishedcoding done WHERE (done.id = NEW.id OR (done.round_id = NEW.round_id
            AND done.award_id = NEW.award_id AND done.coder_id = NEW.coder_id))
            AND {OVER.format(row="done", round="round_id")})""",
    ),
    Kept(
        "cases_codinground", "结束了的编码轮次不能改，也不能删除。",
        "OLD.closed_at IS NOT NULL OR NEW.id {is_not} OLD.id",
        "OLD.closed_at IS NOT NULL",
        """EXISTS (SELECT 1 FROM cases_codinground held WHERE held.id = NEW.id AND held.closed_at IS NOT NULL)""",
    ),
    *(
        Kept(
            f"cases_codinground_{name}s", "结束了的编码轮次，编码者和案例不能改。",
            OVER.format(row="OLD", round="codinground_id"),
            f"""{OVER.format(row="OLD", round="codinground_id")} AND EXISTS (SELECT 1 FROM cases_finishedcoding done
                WHERE done.round_id = OLD.codinground_id AND done.{name}_id = OLD.{name}_id)""",
        )
        for name in ("coder", "award")
    ),
    Kept(
        "cases_storedchange", "处理过的修改、理由和意见都要留下，不能改，也不能删除。",
        "NEW.id {is_not} OLD.id OR (" + PROPOSAL.format(row="OLD") + """ AND (
            NEW.intake_id IS NOT NULL OR NEW.made_at IS NULL
            OR substr({comments_now}, 1, length({comments}) - 1) <> substr({comments}, 1, length({comments}) - 1)
            OR (""" + DECISION + """ AND NOT (OLD.outcome = 'waiting' AND NEW.outcome IN ('taken', 'declined')))
            OR (OLD.outcome = 'declined' AND NEW.outcome NOT IN ('declined', 'waiting', 'dropped'))
            OR (NEW.outcome <> 'waiting' AND """ + CONTENT + """)
            OR (OLD.outcome IN ('taken', 'dropped', 'undone') AND (NEW.outcome <> OLD.outcome
                OR (NEW.version {is_not} OLD.version AND NOT (OLD.outcome = 'taken'
                    AND NEW.version IS NOT NULL AND NEW.version > coalesce(OLD.version, 0)))))
        ))""",
        PROPOSAL.format(row="OLD"),
        f"EXISTS (SELECT 1 FROM cases_storedchange held WHERE held.id = NEW.id AND {PROPOSAL.format(row='held')})",
    ),
    Kept(
        "auth_user", "写过记录的账号不能删除，登录名也不能改。",
        "NEW.id {is_not} OLD.id OR (NEW.username {is_not} OLD.username AND ({old_wrote}"
        " OR EXISTS (SELECT 1 FROM auth_user other WHERE other.username = NEW.username AND {other_wrote})))",
        "{old_wrote}",
        "EXISTS (SELECT 1 FROM auth_user other WHERE (other.id = NEW.id OR other.username = NEW.username)"
        " AND {other_wrote})",
    ),
)  # fmt: skip


def _words(vendor):
    as_text = "::text" if vendor == "postgresql" else ""
    commented = COMMENTED[vendor]
    return {
        "is_not": "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT",
        "comments": f"OLD.comments{as_text}",
        "comments_now": f"NEW.comments{as_text}",
        **{
            f"{row.lower()}_wrote": WROTE.format(row=row, commented=commented.format(row=row))
            for row in ("OLD", "other")
        },
    }


def names_of(vendor):
    """The triggers: (table, name)."""
    return [(kept.table, f"{kept.table}_kept_{act}") for kept in KEPT for act, _condition in _acts(kept, vendor)]


def _acts(kept, vendor):
    acts = [("update", kept.update), ("delete", kept.delete)]
    acts.append(("replace", kept.replace) if vendor == "sqlite" else ("truncate", "1 = 1"))
    return [(act, condition) for act, condition in acts if condition]


def _statements(vendor):
    words = _words(vendor)
    for kept in KEPT:
        for act, condition in _acts(kept, vendor):
            name, wrong = f"{kept.table}_kept_{act}", condition.format(**words)
            event = {"replace": "INSERT"}.get(act, act.upper())
            if vendor == "sqlite":
                yield f"""CREATE TRIGGER {name} BEFORE {event} ON {kept.table} WHEN {wrong}
                    BEGIN SELECT RAISE(ABORT, '{kept.refusal}'); END"""
                continue
            yield f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF {wrong} THEN
                    RAISE EXCEPTION '{kept.refusal}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN {"OLD" if act == "delete" else "NEW"};
                END $$"""
            each = "STATEMENT" if act == "truncate" else "ROW"
            yield f"CREATE TRIGGER {name} BEFORE {event} ON {kept.table} FOR EACH {each} EXECUTE FUNCTION {name}()"


def add(apps, schema_editor):
    """Anew where they are there already."""
    remove(apps, schema_editor)
    _run(schema_editor.connection, _statements(schema_editor.connection.vendor))


def remove(apps, schema_editor):
    connection = schema_editor.connection
    statements = []
    for table, name in names_of(connection.vendor):
        if connection.vendor == "sqlite":
            statements.append(f"DROP TRIGGER IF EXISTS {name}")
        else:
            statements += [f"DROP FUNCTION IF EXISTS {name}() CASCADE"]
    _run(connection, statements)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cases', '0043_form_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('through', models.CharField(choices=[('form', '编目表单'), ('load_library', '装载命令'), ('shell', '命令行或程序'), ('import', '导入'), ('undo', '撤销改动'), ('vocabulary', '词表整理')], max_length=12, verbose_name='途径')),
                ('by', models.CharField(blank=True, help_text='命令和程序所写的留空。', max_length=150, verbose_name='用户')),
                ('kind', models.CharField(choices=[('account', '账号'), ('group', '组'), ('round', '编码轮次'), ('report', '读者纠错'), ('distinct', '确非重复')], max_length=12, verbose_name='种类')),
                ('thing', models.PositiveBigIntegerField(verbose_name='主键')),
                ('key', models.CharField(max_length=150, verbose_name='标识')),
                ('act', models.CharField(max_length=20, verbose_name='动作')),
                ('said', models.TextField(blank=True, verbose_name='改了什么')),
                ('note', models.TextField(blank=True, verbose_name='为什么')),
            ],
            options={
                'verbose_name': '工作记录',
                'verbose_name_plural': '工作记录',
                'ordering': ['-id'],
                'default_permissions': (),
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='codinground',
            name='called_off',
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name='取消的原因'),
        ),
        migrations.AlterField(
            model_name='finishedcoding',
            name='award',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.award', verbose_name='案例'),
        ),
        migrations.AlterField(
            model_name='finishedcoding',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='finished', to='cases.codinground', verbose_name='编码轮次'),
        ),
        migrations.AlterField(
            model_name='reconciliation',
            name='award',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.award', verbose_name='案例'),
        ),
        migrations.AddConstraint(
            model_name='codinground',
            constraint=models.CheckConstraint(condition=models.Q(('called_off', ''), ('closed_at__isnull', False), _connector='OR'), name='coding_round_called_off_is_over'),
        ),
        migrations.AddIndex(
            model_name='officechange',
            index=models.Index(fields=['by'], name='office_change_by'),
        ),
        migrations.AddIndex(
            model_name='officechange',
            index=models.Index(fields=['kind', 'thing'], name='office_change_thing'),
        ),
        migrations.AddConstraint(
            model_name='officechange',
            constraint=models.CheckConstraint(condition=models.Q(('through__in', ['form', 'load_library', 'shell', 'import', 'undo', 'vocabulary'])), name='office_change_through_known'),
        ),
        migrations.AddConstraint(
            model_name='officechange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['account', 'group', 'round', 'report', 'distinct'])), name='office_change_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='officechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('act', ''), _negated=True)), name='office_change_of_something'),
        ),
        migrations.RunPython(add, remove),
    ]
