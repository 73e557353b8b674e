import pytest

from casebook.wsgi import mounted


def environ_seen(mount: str, asked: str, *, is_stripped: bool = False, **environ: str) -> dict[str, str]:
    """What the application is given; nothing where it is not asked."""
    seen, environ = {}, {"PATH_INFO": asked, **environ}
    application = mounted(lambda given, start: seen.update(given) or [], mount, is_stripped=is_stripped)
    application(environ, lambda status, headers: seen.update(status=status))
    return seen


@pytest.mark.parametrize(
    ("mount", "asked", "seen"),
    [
        ("/anli", "/anli/cases/", "/cases/"),
        ("/anli", "/anli/", "/"),
        ("/anli", "/anli", "/"),
        ("/anli", "/anli/anli/", "/anli/"),
        ("", "/cases/", "/cases/"),
        ("", "/", "/"),
    ],
)
def test_it_answers_below_its_path(mount, asked, seen):
    assert environ_seen(mount, asked)["PATH_INFO"] == seen


@pytest.mark.parametrize("asked", ["/", "/cases/", "/anlihui/", "/admin/", "/ANLI/", ""])
def test_it_answers_nowhere_else(asked):
    assert environ_seen("/anli", asked) == {"status": "404 Not Found"}


@pytest.mark.parametrize("asked", ["/cases/", "/anlihui/", "/anli/"])
def test_a_path_that_the_proxy_took_off_is_not_asked_for(asked):
    assert environ_seen("/anli", asked, is_stripped=True)["PATH_INFO"] == asked


@pytest.mark.parametrize("mount", ["", "/anli"])
def test_no_client_says_where_the_site_is_mounted(mount):
    assert environ_seen(mount, f"{mount}/cases/", SCRIPT_NAME="/evil")["SCRIPT_NAME"] == ""
