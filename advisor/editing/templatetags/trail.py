"""Filters that put the audit trail and differences into words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

register = template.Library()

ACTIONS = {
    "draft.made": gettext_noop("began a draft"),
    "draft.saved": gettext_noop("saved a draft"),
    "draft.rebased": gettext_noop("put a draft onto a newer release"),
    "draft.discarded": gettext_noop("put a draft away"),
    "draft.reopened": gettext_noop("took a draft up again"),
    "draft.checked": gettext_noop("checked a draft"),
    "draft.published": gettext_noop("published a draft"),
    "release.rolled-back": gettext_noop("rolled back"),
    "release.imported": gettext_noop("imported a release"),
    "person.logged-in": gettext_noop("signed in"),
    "person.login-failed": gettext_noop("could not sign in"),
    "person.logged-out": gettext_noop("signed out"),
    "person.made": gettext_noop("made an account"),
    "person.changed": gettext_noop("changed an account"),
    "person.deleted": gettext_noop("deleted an account"),
    "group.changed": gettext_noop("changed a group"),
}


@register.filter
def action(name: str) -> str:
    """What somebody did, in words."""
    return gettext(ACTIONS[name]) if name in ACTIONS else name


@register.filter
def coded(words: str) -> SafeString:
    """Words with what stands between backticks set as code."""
    parts = [(index % 2, part) for index, part in enumerate(words.split("`"))]
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if odd else part,) for odd, part in parts)
    )
