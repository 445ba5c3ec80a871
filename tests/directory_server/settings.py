"""Settings of a real OpenID Connect provider that stands for a council's directory, run beside the tests."""

import os
from pathlib import Path

FOLDER = Path(os.environ["DIRECTORY_FOLDER"])
SECRET_KEY = "only-for-the-tests-" * 3
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.directory_server.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "oauth2_provider",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "directory.sqlite3",
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/sign-in/"
USE_TZ = True
OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_RSA_PRIVATE_KEY": (FOLDER / "key.pem").read_text(encoding="ascii"),
    "OAUTH2_VALIDATOR_CLASS": "tests.directory_server.claims.Claims",
    "SCOPES": {"openid": "who it is", "profile": "the name", "email": "the address"},
    "PKCE_REQUIRED": True,
}
