"""The site's settings as tests need them: a key of their own, plain static files, fast hashing."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "a-key-for-tests-alone-that-is-long-enough-to-be-taken-as-real")
os.environ.setdefault("DATA_DIR", tempfile.gettempdir())
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("HTTPS", "0")

from advisor.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing was collected: static files are found where they lie.
STATIC_ROOT = None
