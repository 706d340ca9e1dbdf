"""The second factor of staff: an app that shows six digits, and ten recovery codes on paper."""

import secrets
from base64 import b32encode

import segno
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django_otp import login
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.rates.limiting import take_from

Person = AbstractBaseUser | AnonymousUser

RECOVERY_CODES = 10
# No letters or digits that look alike; ten of them hold 49 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 10


def app_of(user: Person) -> TOTPDevice | None:
    """The app that this person has confirmed, if any."""
    if not user.is_authenticated:
        return None
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def is_proven(user: Person) -> bool:
    """Whether this person has shown the second factor in this session."""
    return user.is_authenticated and user.is_verified()  # type: ignore[attr-defined]


def pending_app(user: Person) -> TOTPDevice:
    """The app that this person is about to set up; its key stays the same until it is confirmed."""
    found: TOTPDevice = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "app"}
    )[0]
    return found


def confirm_app(request: HttpRequest, code: str) -> list[str] | None:
    """Confirm the pending app by its first code; the new recovery codes, None if it is wrong.

    Raises TooOften where somebody guesses.
    """
    take_from("second_factor", str(request.user.pk))
    with transaction.atomic():
        pending = TOTPDevice.objects.select_for_update().filter(user=request.user, confirmed=False)
        device = pending.first()
        if device is None or not device.verify_token(code):
            return None
        TOTPDevice.objects.filter(user=request.user, confirmed=True).delete()
        device.confirmed = True
        device.save()
    login(request, device)
    return renew_recovery_codes(request.user)


@transaction.atomic
def renew_recovery_codes(user: Person) -> list[str]:
    """Ten new recovery codes; the old ones work no more. They are shown once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [
        "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(RECOVERY_CODES)
    ]
    for code in codes:
        device.token_set.create(token=code)
    return codes


def recovery_code() -> str:
    """One random recovery code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def codes_left(user: Person) -> int:
    """How many recovery codes this person has not used yet."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def prove(request: HttpRequest, code: str) -> bool:
    """Whether `code` proves the second factor, which then holds for this session.

    Digits alone are the app's, anything else is a recovery code, which is spent. Raises TooOften
    where somebody guesses.
    """
    take_from("second_factor", str(request.user.pk))
    model: type[Device] = TOTPDevice if code.isdecimal() else StaticDevice
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=request.user, confirmed=True).first()
        proven = device is not None and device.verify_token(code)
    if proven:
        login(request, device)
    return proven


@transaction.atomic
def remove(user: Person) -> None:
    """Take the second factor away, recovery codes included."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def picture_of(app: TOTPDevice) -> str:
    """A code to scan that hands the app its key, as SVG."""
    svg: str = segno.make_qr(app.config_url, error="m").svg_inline(
        scale=5, border=2, dark="#000", light="#fff", omitsize=False
    )
    return svg


def key_of(app: TOTPDevice) -> str:
    """The app's key for typing in, in groups of four."""
    key = b32encode(app.bin_key).decode()
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
