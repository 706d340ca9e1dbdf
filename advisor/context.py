"""What every page's template is given."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override

from advisor.pictures.language import page_language
from advisor.releases import live

OTHER = {"vi": ("en", "English"), "en": ("vi", "Tiếng Việt")}
PAGES = (
    ("handbook:stages", "Stages"),
    ("handbook:rules", "Rules"),
    ("handbook:practices", "Practices"),
    ("handbook:guide", "Guide"),
    ("handbook:sources", "Sources"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """The release being served, the language, its counterpart, and the menu."""
    return {
        "release": release(),
        "language": page_language(),
        "other": other_language(request),
        "nav": menu(request),
    }


def release() -> dict[str, Any] | None:
    """Number and hash of the newest release, None before the first one."""
    try:
        base = live.current()
    except live.NoRelease:
        return None
    return {"number": base.number, "hash": base.hash, "short_hash": base.hash[:12]}


def other_language(request: HttpRequest) -> dict[str, str]:
    """The same page in the other language; never an address of another site."""
    code, label = OTHER[page_language()]
    rest = request.get_full_path().removeprefix(reverse("start")).lstrip("/")
    with override(code):
        return {"code": code, "label": label, "url": reverse("start") + rest}


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries of the menu; `here` marks the room the reader is in."""
    entries = []
    for name, label in PAGES:
        url = reverse(name)
        entries.append({"url": url, "label": gettext(label), "here": request.path.startswith(url)})
    return entries
