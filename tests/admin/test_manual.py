"""The manual of the curators: for everybody who logs in, each job with a small picture of its page."""

import re

import pytest
from django.contrib.staticfiles import finders

from cases.admin.manual import JOBS
from tests.manual_pictures import LARGEST, PICTURES

pytestmark = pytest.mark.django_db


def test_it_tells_the_ten_jobs_with_their_pages(as_visitor):
    shown = as_visitor.get("/admin/manual/").content.decode()
    assert len(JOBS) == 10
    for job in JOBS:
        assert f'id="{job.name}"' in shown and f'href="#{job.name}"' in shown
        assert f'<a href="{job.url}">打开“{job.page_label}”</a>' in shown
    assert len(re.findall("<img ", shown)) == len(JOBS)
    assert 'href="#coding"' in shown and '<a href="/admin/coding/">打开“编码台”</a>' in shown


def test_each_picture_is_there_and_small_and_no_other_is():
    for job in JOBS:
        image = (PICTURES / f"{job.name}.webp").read_bytes()
        assert image[8:12] == b"WEBP" and len(image) <= LARGEST, job.name
        assert finders.find(job.picture)
    assert {path.stem for path in PICTURES.iterdir()} == {job.name for job in JOBS}


def test_every_page_leads_to_it(as_visitor):
    assert 'href="/admin/manual/"' in as_visitor.get("/admin/").content.decode()
