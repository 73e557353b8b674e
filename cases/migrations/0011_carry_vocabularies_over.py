"""Programmes, tiers and issuing bodies that were words of the code become rows, and what named them refers to these.

Here stands what the code knew before, in the form of the loader's snapshots, so that a later loading can tell these
rows from a curator's. An empty database gets its rows from the fixtures.
"""

from django.db import migrations


def names(*printed, searched=()):
    return [{"name": name, "is_printed": name in printed} for name in (*printed, *searched)]


TIERS = [
    {
        "slug": "winner", "name": "十大创新成果", "short_name": "",
        "names": names("十大創新成果", searched=["十大", "十大成果", "十大创新成果奖"]),
    },
    {
        "slug": "nominee", "name": "提名成果", "short_name": "",
        "names": names("提名奖", "提名獎", "提名", searched=["获提名", "十大创新成果提名", "十大提名"]),
    },
    {"slug": "typical", "name": "典型案例", "short_name": "", "names": names(searched=["创新典型案例"])},
    {"slug": "pilot", "name": "实验区", "short_name": "", "names": names("實驗區", searched=["试验区"])},
]
ISSUING_BODIES = [
    {"slug": "mca", "name": "民政部", "short_name": "", "names": [], "kind": "government", "place": None},
    {
        "slug": "mca-office", "name": "民政部办公厅", "short_name": "",
        "names": names("民政部辦公廳", searched=["民政部"]), "kind": "government", "place": None,
    },
]
PROGRAMMES = [
    {
        "slug": "sqzl", "name": "中国社区治理十大创新成果", "short_name": "社区治理十大创新成果",
        "names": names("中國社區治理十大創新成果", searched=["社区治理创新成果", "创新成果"]),
        "code": "sqzl", "level": "national",
        "tiers": [{"tier": "winner", "letter": "w"}, {"tier": "nominee", "letter": "n"}], "issuers": ["mca"],
    },
    {
        "slug": "jczl", "name": "全国基层治理创新典型案例", "short_name": "基层治理创新典型案例",
        "names": names("全國基層治理創新典型案例", searched=["基层治理典型案例", "基层治理典型"]),
        "code": "jczl", "level": "national", "tiers": [{"tier": "typical", "letter": "t"}], "issuers": [],
    },
    {
        "slug": "syq", "name": "全国社区治理和服务创新实验区", "short_name": "社区治理和服务创新实验区",
        "names": names("全國社區治理和服務創新實驗區", searched=["社区治理实验区", "全国实验区", "创新实验区"]),
        "code": "syq", "level": "national", "tiers": [{"tier": "pilot", "letter": "p"}], "issuers": [],
    },
]


def carry_over(apps, schema_editor):
    models = {name: apps.get_model("cases", name) for name in (
        "Award", "Edition", "EditionIssuer", "EditionQuota", "IssuingBody", "IssuingBodyName", "LoadedUnit", "Programme",
        "ProgrammeIssuer", "ProgrammeName", "ProgrammeTier", "Tier", "TierName",
    )}
    if not (models["Edition"].objects.exists() or models["Award"].objects.exists()):
        return
    tiers = make(models["Tier"], models["TierName"], "tier", TIERS)
    bodies = make(models["IssuingBody"], models["IssuingBodyName"], "body", ISSUING_BODIES, "kind")
    programmes = make(models["Programme"], models["ProgrammeName"], "programme", PROGRAMMES, "code", "level")
    for row in PROGRAMMES:
        add_parts(models, row, programmes[row["slug"]], tiers, bodies)
    for edition in models["Edition"].objects.order_by("pk"):
        edition.programme = programmes[edition.programme_slug]
        edition.save()
        if edition.issuing_body:
            models["EditionIssuer"].objects.create(edition=edition, body=bodies[edition.issuing_body])
    for table in ("Award", "EditionQuota"):
        for slug, tier in tiers.items():
            models[table].objects.filter(tier_slug=slug).update(tier=tier)
    remember(models["LoadedUnit"])


def make(table, others, owner, rows, *columns):
    made = {}
    for position, row in enumerate(rows, 1):
        values = {name: row[name] for name in ("slug", "name", "short_name", *columns)}
        made[row["slug"]] = table.objects.create(position=position, **values)
        for name in row["names"]:
            others.objects.create(**{owner: made[row["slug"]]}, **name)
    return made


def add_parts(models, row, programme, tiers, bodies):
    for position, each in enumerate(row["tiers"], 1):
        models["ProgrammeTier"].objects.create(
            programme=programme, tier=tiers[each["tier"]], letter=each["letter"], position=position
        )
    for position, body in enumerate(row["issuers"], 1):
        models["ProgrammeIssuer"].objects.create(programme=programme, body=bodies[body], position=position)


def remember(units):
    """As if they had been loaded, where the library is one that `load_library` keeps."""
    if not units.objects.exists():
        return
    for kind, rows in (("tier", TIERS), ("issuing body", ISSUING_BODIES), ("programme", PROGRAMMES)):
        for position, row in enumerate(rows, 1):
            units.objects.create(kind=kind, key=row["slug"], content={**row, "position": position})


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_vocabularies")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
