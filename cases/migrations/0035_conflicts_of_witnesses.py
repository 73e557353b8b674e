"""Origins that say something else than what is adopted are marked; one document may say two things of a value.

What is set aside already is marked where its words are others than those that are adopted. What the words mean is
asked by the room, when the award is written the next time.
"""

import unicodedata

from django.db import migrations, models


def words_of(row):
    """The words that it quotes, without width and signs; None where a rule infers the value."""
    if row.start is None:
        return None
    document = row.source or row.award.source
    even = unicodedata.normalize("NFKC", document.text[row.start : row.end])
    return "".join(sign for sign in even if sign.isalnum())


def mark(apps, schema_editor):
    Attribution = apps.get_model("cases", "Attribution")
    rows = Attribution.objects.select_related("source", "award__source")
    for row in rows.filter(set_aside=True).order_by("pk"):
        adopted = rows.filter(award=row.award_id, field=row.field, set_aside=False).first()
        said = None if adopted is None else words_of(adopted)
        if said is not None and said != words_of(row):
            Attribution.objects.filter(pk=row.pk).update(differs=True)
    schema_editor.connection.check_constraints()  # else PostgreSQL changes the table no more


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0034_coding_rounds'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='attribution',
            name='attribution_of_main_source_once',
        ),
        migrations.RemoveConstraint(
            model_name='attribution',
            name='attribution_once_a_source',
        ),
        migrations.AddField(
            model_name='attribution',
            name='differs',
            field=models.BooleanField(default=False, editable=False, verbose_name='与取值不同'),
        ),
        migrations.AlterField(
            model_name='attribution',
            name='set_aside',
            field=models.BooleanField(default=False, help_text='说法不同的都保留；与取值不一致的勾选此项，并在说明中写明不采用的理由。', verbose_name='不采用'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('differs', True)), fields=['award'], name='attribution_differs'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(condition=models.Q(('rule', ''), ('source__isnull', True)), fields=('award', 'field', 'start'), name='attribution_of_main_source_once', violation_error_message='这一项的这段文字，在主要来源中已有一条依据。'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(fields=('award', 'field', 'source', 'start'), name='attribution_once_a_source', violation_error_message='这一项的这段文字，在这份文献中已有一条依据。'),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
