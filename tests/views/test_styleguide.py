from cases.views.styleguide import COLOURS, styleguide


def test_it_is_not_there_without_debug(client, library):
    assert client.get("/styleguide/").status_code == 404


def test_it_shows_every_component(rf, library):
    html = styleguide(rf.get("/styleguide/")).content.decode()
    for name in (
        "card",
        "chip",
        "tag tier",
        "origin printed",
        "origin inferred",
        "tiles",
        "timeline",
        "notice",
        "bar",
        "toolbar",
        "facet-value selected",
        "compact",
        "pager",
        "evidence",
        "codings",
        "sizes",
        "facts",
        "list-lines",
        "neighbours",
    ):
        assert f'class="{name}' in html, name


def test_it_shows_every_colour_it_names(rf, library, settings):
    css = (settings.BASE_DIR / "cases/static/cases/tokens.css").read_text(encoding="utf-8")
    assert all(f"--{colour}:" in css for colour in COLOURS)
