"""Settings of the site. Only this file reads the environment, through `environment`."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from advisor import environment
from advisor.operations import logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var")

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(DEBUG)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.allowed_hosts(DEBUG)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "advisor.rates",
    "advisor.releases",
    "advisor.pictures",
    "advisor.accounts",
    "advisor.recommendations",
    "advisor.handbook",
    "advisor.proofs",
    "advisor.questionnaire",
    "advisor.editing",
    "advisor.api",
    "advisor.operations",
]

MIDDLEWARE = [
    "advisor.operations.requests.requests",
    "django.middleware.security.SecurityMiddleware",
    # Masked CSRF tokens and a padding of random length keep compression from telling secrets.
    "advisor.compression.Compression",
    "csp.middleware.CSPMiddleware",
    "advisor.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advisor.middleware.language_of_path",
    "advisor.api.middleware.problems",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "advisor.accounts.sessions.ending",
    "advisor.accounts.proving.second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "advisor.editing.watching.acting",
    "advisor.editing.preview.Preview",
    "advisor.refusals.Refusals",
]

ROOT_URLCONF = "advisor.urls"
WSGI_APPLICATION = "advisor.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "advisor.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "forms"
CRISPY_TEMPLATE_PACK = "forms"

DATABASES = {"default": environment.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_DIR") or DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# `no-referrer` would make browsers send `Origin: null`, and every form here would fail.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

HTTPS = not DEBUG and environment.flag("HTTPS", default=True)
# Share links are built from this, never from what a request claims its host to be.
SITE_URL = environment.site_url(HTTPS)
SECURE_SSL_REDIRECT = HTTPS
# Those who ask whether a process is alive stand beside it, inside the proxy.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
# To be preloaded is for the owner of the whole domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_HTTPONLY = True
# Somebody signed in is signed out after two hours of nothing, and after twelve in any case.
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_LONGEST_SECONDS = 12 * 60 * 60
# How often a code may be tried is limited by RATES.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
OTP_TOTP_ISSUER = "Bậc Thang"
CSRF_FAILURE_VIEW = "advisor.refusals.lapsed"
ANSWERS_COOKIE_NAME = f"{COOKIE_PREFIX}answers"
OWNER_COOKIE_NAME = f"{COOKIE_PREFIX}owner"
TICKS_COOKIE_NAME = f"{COOKIE_PREFIX}ticks"
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# /metrics answers to this token only, /.well-known/security.txt names this contact.
METRICS_TOKEN = environment.token("METRICS_TOKEN")
SECURITY_CONTACT = environment.contact("SECURITY_CONTACT")
LOGGING_CONFIG = "advisor.operations.logs.configure"
LOGGING = logs.settings_for(DEBUG)

# Answers stay in the visitor's browser for so long after the last one.
ANSWERS_KEPT_DAYS = 60
# A file of a rule base has at most 256 KiB; what is longer by mistake still gets our own answer.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
API_MOST_BYTES = 262_144
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Files stay in memory; those of a larger request are dropped unread, none is put on a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 524_288
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# How often one visitor may do what costs: so many times at once, then once in so many seconds.
RATES = {
    "save": (30, 20),
    "card": (60, 2),
    "sign_in": (5, 60),
    "sign_in_address": (40, 15),
    "sign_in_name": (40, 15),
    "second_factor": (5, 300),
    # A lookup counts where it finds nothing; whoever did so too often waits before the next.
    "lookup": (60, 5),
}

# Whoever wrote a draft may not publish it: another person with the right has to.
FOUR_EYES = environment.flag("FOUR_EYES")
# Publishing and rolling back ask for a second factor that was shown in the same session.
SECOND_FACTOR_TO_PUBLISH = environment.flag("SECOND_FACTOR_TO_PUBLISH")

# A link lives so long after its owner last used it, unless they set an earlier day.
LINK_LIFE = timedelta(days=environment.days("LINK_LIFE_DAYS", default=730))
