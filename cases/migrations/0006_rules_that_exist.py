"""Rule names that no rule has were typed by people: they say now that a person decided, and keep the name."""

from django.db import migrations

CURATED = "curated"
RULES = (
    "issuer-of-programme", "level-from-words", "level-from-place", "kind-from-words", "organ-from-words",
    "setting-from-words", "title-of-recognition",
    "place-as-printed", "place-from-gazetteer", "full-name-of-place", "place-today", "code-of-place",
    "region-of-province", "mechanisms-by-reading", CURATED, "declared-counted",
)


def name_a_person(apps, schema_editor):
    attributions = apps.get_model("cases", "Attribution").objects.exclude(rule="")
    for row in attributions.exclude(rule__in=RULES):
        row.note = "；".join(filter(None, [row.note, f"编目时所填规则：{row.rule}"]))
        row.rule = CURATED
        row.save()
    for row in attributions.filter(rule=CURATED, note=""):
        row.note = "编目人员判定，当时没有写明理由。"
        row.save()
    quotas = apps.get_model("cases", "EditionQuota").objects.exclude(rule="")
    quotas.exclude(rule__in=["declared-counted", CURATED]).update(rule=CURATED)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_former_slugs")]
    operations = [migrations.RunPython(name_a_person, migrations.RunPython.noop)]
