import pytest

from casebook.wsgi import mounted


def path_seen_below(mount: str, asked: str) -> str:
    seen = []
    mounted(lambda environ, start: seen.append(environ["PATH_INFO"]) or [], mount)({"PATH_INFO": asked}, None)
    return seen[0]


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("/anli/cases/", "/cases/"),
        ("/anli/", "/"),
        ("/anli", "/"),
        ("/cases/", "/cases/"),  # the proxy stripped the path already
        ("/anlihui/", "/anlihui/"),  # only looks like it
        ("/anli/anli/", "/anli/"),
    ],
)
def test_it_answers_whether_or_not_the_proxy_strips_the_path(asked, seen):
    assert path_seen_below("/anli", asked) == seen
