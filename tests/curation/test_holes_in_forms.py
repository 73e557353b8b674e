"""Slugs, batches and primary keys in a form that no address can carry, each tried in the shell."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import Value
from django.db.models.functions import Concat

from cases.models import Coder, Edition, Mechanism, Programme, Source, Tier
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_division, make_mechanism, make_source
from tests.origins import past_the_room
from tests.vocabularies import make_edition, make_issuing_body, make_programme, make_tier

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_source, make_mechanism, make_programme, make_tier, make_issuing_body])
@pytest.mark.parametrize("slug", ["第一", "a b", "a/b", "a\n", "x" * 61])
@pytest.mark.slow
def test_a_slug_has_the_form_of_one_whoever_writes(make, slug):
    with pytest.raises(ValidationError, match="标识“"):
        make(slug=slug, **({"code": "abc"} if make is make_programme else {}))


@pytest.mark.slow
def test_nor_is_it_written_in_bulk_or_by_an_expression():
    term = make_mechanism(slug="term")
    for values in ({"slug": "a b"}, {"slug": Concat("slug", Value("/"))}):
        with pytest.raises(ValidationError, match="治理机制 .+的标识“"), writing():
            Mechanism.objects.update(**values)
    with pytest.raises(ValidationError, match="标识“第一”"), writing():
        Mechanism.objects.bulk_create([Mechanism(slug="第一", name="又一", definition="是。")])
    with pytest.raises(ValidationError, match="原标识“a b”"):
        term.former_slugs.create(slug="a b")


@pytest.mark.parametrize("column", ["batch", "round"])
@pytest.mark.parametrize(
    "value", ["第三批\n", "第三\n批", "第三\t批", " 第三批", "第三/批", "..", "\u3000", "民政部"]
)
def test_a_batch_counts_and_can_stand_in_an_address(column, value):
    with pytest.raises(ValidationError, match="届和批次写在一行里"):
        make_edition(**{column: value})


@pytest.mark.slow
def test_nor_is_it_written_in_bulk(client):
    edition = make_edition(batch="第三批（2023 年）", is_published=True)
    with pytest.raises(ValidationError, match="届和批次写在一行里"), writing():
        Edition.objects.update(batch="第三\n批")
    assert client.get(edition.get_absolute_url()).status_code == 200
    assert client.get(f"/programmes/{edition.programme.slug}/").status_code == 200


@pytest.mark.parametrize("unseen", ["\ufe0f", "\U000e0100", "\u200b", "\u3164"])
def test_a_name_does_not_differ_from_another_by_what_nobody_sees(unseen):
    tier = make_tier()
    with pytest.raises(ValidationError, match="中间也不能有看不见的字符|看不见"):
        Tier.objects.create(slug="copy", name=f"{tier.name}{unseen}")


@pytest.mark.slow
def test_what_an_earlier_release_let_in_is_reported_and_in_nobodys_way(capsys):
    term = make_mechanism(slug="term")
    past_the_room(Mechanism).update(slug="a b")
    term.refresh_from_db()
    term.definition = "改过。"
    term.save()
    with pytest.raises(CommandError):
        call_command("check_library")
    assert "治理机制 a b的标识“a b”" in "".join(capsys.readouterr())


@pytest.mark.slow
def test_what_addresses_say_of_the_unrecorded_is_no_slug_and_no_key():
    term, said = make_mechanism(slug="term"), "不能是 none：网址中用它表示"
    with pytest.raises(ValidationError, match=said), writing():
        Tier.objects.bulk_create([Tier(slug="none", name="甲等")])
    with pytest.raises(ValidationError, match=said), writing():
        Mechanism.objects.update(slug="none")
        term.former_slugs.create(slug="term")
    with pytest.raises(ValidationError, match=said):
        make_division("江苏省", key="none")
    with pytest.raises(ValidationError, match=said):
        term.former_slugs.create(slug="none")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "column"), [(Mechanism, "name"), (Mechanism, "definition"), (Source, "title"), (Coder, "name")]
)
def test_no_expression_writes_a_control_character(model, column):
    make_coding(make_award())
    with pytest.raises(ValidationError, match="不能印出的控制字符 U\\+0007"), writing():
        model.objects.update(**{column: Concat(column, Value("\x07"))})


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["\u200b", "\u3000", "十大创新成果\u200b", "十大\u200b创新成果", " 十大创新成果"]
)
def test_a_name_is_seen_and_looks_like_no_other(name):
    make_tier()
    for model, values in ((Mechanism, {"definition": "是。"}), (Tier, {}), (Coder, {})):
        slug = {} if model is Coder else {"slug": "other"}
        with pytest.raises(ValidationError, match="开头和末尾不能是空白，中间也不能有看不见的字符"):
            model.objects.create(name=name, **slug, **values)


@pytest.mark.slow
def test_two_editions_have_no_address_in_common():
    make_edition(year=2019, batch="第三")
    make_edition(year=2018, round="第三")
    with pytest.raises(ValidationError, match="同一年有两个届次的届和批次连起来一样"):
        make_edition(year=2019, round="第三")
    make_edition(year=2019, round="第三", batch="第一批")


@pytest.mark.parametrize("model", [Source, Tier, Programme, Coder])
@pytest.mark.parametrize("column", ["id", "pk"])
def test_no_primary_key_is_written(model, column):
    with pytest.raises(NotImplementedError, match="another primary key"), writing():
        model.objects.update(**{column: 99})


# --- Published past `publish` --------------------------------------------------------------------


@pytest.mark.slow
def test_nothing_but_publish_brings_back_what_was_withdrawn():
    award = make_award()
    award.withdraw()
    for write in (
        lambda: type(award).objects.update(state="published"),
        lambda: type(award).objects.bulk_update([award], ["state"]),
    ):
        award.state = "published"
        with pytest.raises(ValidationError, match="案例已经撤回，保存不会重新公布它"), writing():
            write()
    award.refresh_from_db()
    award.publish()
    assert type(award).objects.get().state == "published"


def test_a_draft_that_is_published_in_bulk_is_checked_as_any(db):
    draft = make_award(state="draft")
    with pytest.raises(ValidationError, match="下列取值没有依据"), writing():
        type(draft).objects.update(state="published")
