"""What somebody sent, held by the page that refused it so that it can be sent again."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token

TOKEN = "csrfmiddlewaretoken"
# A form with any of these in the name of a field is filled in anew: no page holds a secret.
SECRET = ("password", "token", "otp")


def again(request: HttpRequest) -> dict[str, Any] | None:
    """The address, the fields and a new token for a form that sends the same once more.

    None unless a page of ours sent it: what another site made a browser send is not offered
    to be confirmed. None for forms with secrets, too. Files are left out, no page can hold them.
    """
    names = request.POST.keys() - {TOKEN}
    if request.method != "POST" or not is_ours(request) or any(map(is_secret, names)):
        return None
    return {
        "url": request.get_full_path(),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name != TOKEN
            for value in values
        ],
        "token": get_token(request),
    }


def is_secret(name: str) -> bool:
    """Whether a field of this name may hold a secret."""
    return any(word in name.lower() for word in SECRET)


def is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the form."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
