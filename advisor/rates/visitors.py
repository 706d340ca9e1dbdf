"""Who is asking, as far as rates are concerned."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# One customer line is given that many bits of IPv6, and may change the rest at will.
IPV6_PREFIX = 64


def client_of(request: HttpRequest) -> str:
    """The network the request comes from; empty if the server does not say.

    A visitor can send any header. Only the last entry of X-Forwarded-For is believed, and only
    where a proxy of ours is known to write it.
    """
    written = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        written = request.META.get("HTTP_X_FORWARDED_FOR", written).rpartition(",")[2]
    try:
        return network(ip_address(written.strip()))
    except ValueError:
        return ""


def network(address: IPv4Address | IPv6Address) -> str:
    """An address of IPv4, the prefix of one of IPv6."""
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    # As an integer, an address has no zone.
    return str(IPv6Network((int(address), IPV6_PREFIX), strict=False))


def key_of(action: str, subject: str) -> str:
    """The name of a bucket, from which the subject (an address, an account) cannot be read."""
    return salted_hmac("advisor.rates", f"{action} {subject}", algorithm="sha256").hexdigest()
