"""The tag by which a page includes what Jinja draws: the parts that repeat a hundred times on a page."""

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = Library()


@register.simple_tag
def jinja(template: str, **context: object) -> SafeString:
    """`{% jinja "partials/cards.jinja" cards=cards %}`: the part knows what is named here, nothing else."""
    html = render_to_string(template, context, using="jinja")
    return mark_safe(html)  # noqa: S308 - the engine escapes whatever is not markup of its own
