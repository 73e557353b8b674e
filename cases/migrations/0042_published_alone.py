"""Documents and editions without awards that readers see are public by what a second person has said.

Until now one that had no award at all was public as soon as it was there: what readers see today they go on seeing.
"""

from django.db import migrations, models

PUBLIC = ("published", "withdrawn", "sealed")
HELP = "没有公布的案例时，读者也能看到；有公布的案例的，总是随案例公开。勾选后要由另一位审核。"


def publish_what_is_seen(apps, schema_editor):
    Award = apps.get_model("cases", "Award")
    Attestation = apps.get_model("cases", "Attestation")
    Milestone = apps.get_model("cases", "Milestone")
    Edition = apps.get_model("cases", "Edition")
    Source = apps.get_model("cases", "Source")
    of_editions = [things_of(Award.objects, "edition", "")]
    of_sources = [
        things_of(Award.objects, "source", ""),
        things_of(Attestation.objects, "source", "award__"),
        things_of(Milestone.objects.filter(source__isnull=False), "source", "award__"),
    ]
    Edition.objects.exclude(pk__in=drafts_alone(of_editions)).update(is_published=True)
    Source.objects.exclude(pk__in=drafts_alone(of_sources)).update(is_published=True)
    schema_editor.connection.check_constraints()  # else PostgreSQL changes the tables no more


def things_of(rows, column, award):
    """Of the rows the things that drafts draw on, and those that readers see awards of."""
    drafts, seen = rows.filter(**{f"{award}state": "draft"}), rows.filter(**{f"{award}state__in": PUBLIC})
    return set(drafts.values_list(column, flat=True)), set(seen.values_list(column, flat=True))


def drafts_alone(pairs):
    return set().union(*(drafts for drafts, seen in pairs)) - set().union(*(seen for drafts, seen in pairs))


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0041_bulk_works"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="is_published",
            field=models.BooleanField(default=False, help_text=HELP, verbose_name="单独公开"),
        ),
        migrations.AddField(
            model_name="source",
            name="is_published",
            field=models.BooleanField(default=False, help_text=HELP, verbose_name="单独公开"),
        ),
        migrations.AlterField(
            model_name="editionfact",
            name="source",
            field=models.ForeignKey(
                on_delete=models.deletion.PROTECT,
                related_name="edition_facts",
                to="cases.source",
                verbose_name="来源文献",
            ),
        ),
        migrations.RunPython(publish_what_is_seen, migrations.RunPython.noop),
    ]
