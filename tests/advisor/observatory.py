"""The score that Mozilla's HTTP Observatory would give to an answer of the site.

The modifiers are those of its scoring as of August 2026 (github.com/mdn/mdn-http-observatory,
`src/grader/charts.js`): from 100 up, 160 is the most a site that is not preloaded can reach. What
cannot be seen in one answer (redirection, certificates) counts nothing there when it is in order.
"""

import re
from collections.abc import Mapping

from django.http import HttpResponse

SIX_MONTHS = 15_552_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SCRIPT = re.compile(r"<script\b([^>]*)>")


def score(response: HttpResponse) -> dict[str, int]:
    """What each test adds to 100 or takes off it."""
    directives = policy(response.get("Content-Security-Policy", ""))
    return {
        "csp": csp(directives),
        "cookies": cookies(response),
        "cors": -50 if response.get("Access-Control-Allow-Origin") == "*" else 0,
        "referrer": 5 if response.get("Referrer-Policy") in PRIVATE else -5,
        "hsts": hsts(response.get("Strict-Transport-Security", "")),
        "sri": sri(response),
        "nosniff": 0 if response.get("X-Content-Type-Options") == "nosniff" else -5,
        "frames": 5 if directives.get("frame-ancestors") == {"'none'"} else -20,
        "corp": given(response, "Cross-Origin-Resource-Policy", {"same-origin", "same-site"}),
        "coop": given(response, "Cross-Origin-Opener-Policy", {"same-origin"}),
        "coep": given(response, "Cross-Origin-Embedder-Policy", {"require-corp"}),
    }


def policy(header: str) -> Mapping[str, set[str]]:
    """The directives of a content security policy."""
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def csp(directives: Mapping[str, set[str]]) -> int:
    if not directives:
        return -25
    default = directives.get("default-src", {"*"})
    sources = directives.get("script-src", default) | directives.get("style-src", default)
    if sources & {"'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:", "*"}:
        return -20
    own_forms = directives.get("form-action", {"*"}) <= {"'none'", "'self'"}
    return 10 if default == {"'none'"} and own_forms else 5


def cookies(response: HttpResponse) -> int:
    if not response.cookies:
        return 0
    safe = all(each["secure"] and each["samesite"] for each in response.cookies.values())
    hidden = all(
        each["httponly"]
        for name, each in response.cookies.items()
        if "session" in name or "login" in name
    )
    return 5 if safe and hidden else -40


def hsts(header: str) -> int:
    age = re.search(r"max-age=(\d+)", header)
    if age is None:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


def sri(response: HttpResponse) -> int:
    """Five for a page whose first script has a hash; scripts of other sites are not expected."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return 0
    scripts = SCRIPT.findall(response.content.decode())
    assert not any("//" in each for each in scripts)
    return 5 if any("integrity=" in each for each in scripts) else 0


def given(response: HttpResponse, name: str, wanted: set[str]) -> int:
    return 10 if response.get(name) in wanted else 0
