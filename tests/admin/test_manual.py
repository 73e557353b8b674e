"""The manual of the curators: for everybody who logs in, each job with a small picture of its page."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from cases.admin.manual import JOBS, NOW_AND_THEN
from tests.manual_pictures import LARGEST, PICTURES

pytestmark = pytest.mark.django_db
ALL = (*JOBS, *NOW_AND_THEN)
TOGETHER = 600_000  # bytes


def test_it_tells_the_ten_jobs_with_their_pages(as_visitor):
    shown = as_visitor.get("/admin/manual/").content.decode()
    assert len(JOBS) == 10
    for job in ALL:
        assert f'id="{job.name}"' in shown and f'href="#{job.name}"' in shown
        assert f'<a href="{job.url}">打开“{job.page_label}”</a>' in shown
    assert len(re.findall("<img ", shown)) == len(ALL)
    assert 'href="#coding"' in shown and '<a href="/admin/coding/">打开“编码台”</a>' in shown


def test_each_picture_is_there_and_small_and_no_other_is():
    for job in ALL:
        image = (PICTURES / f"{job.name}.webp").read_bytes()
        assert image[8:12] == b"WEBP" and len(image) <= LARGEST, job.name
        assert finders.find(job.picture)
    assert {path.stem for path in PICTURES.iterdir()} == {job.name for job in ALL}
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < TOGETHER


@pytest.mark.parametrize(
    ("job", "button", "page"),
    [
        ("accounts", "生成重设密码的链接", "templates/admin/auth/user/change_form.html"),
        ("accounts", "停用所选账号", "cases/admin/account.py"),
        ("history", "恢复到这一版……", "templates/admin/cases/history/thing.html"),
        ("care", "预览", "templates/admin/cases/vocabulary/care.html"),
        ("seal", "解除封存…", "templates/admin/cases/award/submit_line.html"),
        ("conflicts", "核定", "templates/admin/cases/award/conflicts.html"),
    ],
)
def test_it_calls_buttons_as_the_pages_do(job, button, page):
    steps = "".join(next(each for each in ALL if each.name == job).steps)
    assert button in steps and button in (settings.BASE_DIR / page).read_text(encoding="utf-8")


def test_every_page_leads_to_it(as_visitor):
    assert 'href="/admin/manual/"' in as_visitor.get("/admin/").content.decode()
