"""Who may change a link: the owner's token, and the cookie that a browser keeps it as.

A token is signed and says two things: which link, and which turn of it. Raising the turn ends
every token given out before. It never stands in an address that is sent to a server: it comes
in a form, filled from the fragment of an owner's link or pasted.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from advisor.recommendations.models import Recommendation

TOKEN_SALT = "recommendations.owner.token"
COOKIE_SALT = "recommendations.owner.cookie"
TOKEN_LENGTH = 200
# What one browser remembers; the oldest goes first. Browsers keep no cookie for longer.
MOST_KEPT = 20
KEPT_SECONDS = 60 * 60 * 24 * 400


class NotOwner(Exception):
    """Somebody wants to change a link without being known as its owner."""

    def __init__(self, recommendation: Recommendation) -> None:
        super().__init__("not known as the owner")
        self.recommendation = recommendation


def token_of(recommendation: Recommendation) -> str:
    """The token that makes a browser or a machine an owner of this link."""
    return Signer(salt=TOKEN_SALT).sign(claim(recommendation))


def claim(recommendation: Recommendation) -> str:
    """What a token of this link says."""
    return f"{recommendation.id}.{recommendation.turn}"


def proves(token: str, recommendation: Recommendation) -> bool:
    """Whether the token is one of this link, and of its present turn."""
    try:
        said = Signer(salt=TOKEN_SALT).unsign(token)
    except BadSignature:
        return False
    return constant_time_compare(said, claim(recommendation))


def owner_link(recommendation: Recommendation, page: str) -> str:
    """The address of an owner's page with the token in its fragment."""
    return f"{settings.SITE_URL}{page}#{token_of(recommendation)}"


def token_in(pasted: str) -> str:
    """The token of a text that is one, or an owner's link that ends with one."""
    return pasted.strip().rpartition("#")[2]


def owns(request: HttpRequest, recommendation: Recommendation) -> bool:
    """Whether this browser is known as an owner of the link."""
    return kept(request).get(recommendation.id) == str(recommendation.turn)


def require_owner(request: HttpRequest, recommendation: Recommendation) -> None:
    """Raise NotOwner unless this browser is known as an owner of the link."""
    if not owns(request, recommendation):
        raise NotOwner(recommendation)


def kept(request: HttpRequest) -> dict[str, str]:
    """The links that this browser owns, each with its turn; none if the cookie is not ours."""
    cookie = request.COOKIES.get(settings.OWNER_COOKIE_NAME, "")
    try:
        claims = Signer(salt=COOKIE_SALT).unsign(cookie)
    except BadSignature:
        return {}
    pairs = (each.partition(".") for each in claims.split("~"))
    return {id_: turn for id_, _, turn in pairs}


def remember(request: HttpRequest, response: HttpResponse, *owned: Recommendation) -> None:
    """Let this browser be known as an owner of these links."""
    claims = kept(request)
    for each in owned:
        claims.pop(each.id, None)
        claims[each.id] = str(each.turn)
    keep(response, claims)


def forget(request: HttpRequest, response: HttpResponse, recommendation: Recommendation) -> None:
    """Let this browser no longer be known as an owner of this link."""
    claims = kept(request)
    claims.pop(recommendation.id, None)
    keep(response, claims)


def keep(response: HttpResponse, claims: dict[str, str]) -> None:
    """Put the newest claims into the cookie; without any, take it away."""
    name = settings.OWNER_COOKIE_NAME
    if not claims:
        response.delete_cookie(name, samesite="Lax")
        return
    newest = list(claims.items())[-MOST_KEPT:]
    response.set_cookie(
        name,
        Signer(salt=COOKIE_SALT).sign("~".join(f"{id_}.{turn}" for id_, turn in newest)),
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
