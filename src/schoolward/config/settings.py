"""Django's settings, all from the environment; docs/settings.md says what an authority may set."""

from schoolward.config.logging import logging_to_json
from schoolward.config.sign_in import directory_of, groups_of, mail_of, policy_of
from schoolward.store.environment import Environment

_told = Environment.of_process()

SCHOOLWARD_HOME = _told.home
SECRET_KEY = _told.key("SECRET_KEY", file="secret-key")
AUDIT_KEY = _told.key("AUDIT_KEY", file="audit-key")
DEBUG = False

HTTPS = _told.is_on("HTTPS", True)
ALLOWED_HOSTS = _told.words("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]

INSTALLED_APPS = [
    "schoolward.audit",
    "schoolward.access",
    "schoolward.people",
    "schoolward.keeping",
    "schoolward.jobs",
    "schoolward.web",
    "schoolward.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "schoolward.web.safe_headers.ContentSecurityPolicy",
    "schoolward.web.safe_headers.NothingKept",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "schoolward.web.signing_in.second_factor.SecondFactorFirst",
    "schoolward.api.framing.ApiFrame",
]
ROOT_URLCONF = "schoolward.config.urls"
WSGI_APPLICATION = "schoolward.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": _told.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, so that limits on tries hold over all of the server's processes.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # Above it entries go at random, and with them the counts of tries.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "access.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]

LOGGING = logging_to_json()
FILE_UPLOAD_HANDLERS = [
    "schoolward.web.uploading.NoMoreThanALoad",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 101  # one more than may be sent, so that whoever sends too many is told so

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
# Style sheets come out of the package as they lie there: no step between an upgrade and its looks.
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_AGE = 60 * _told.whole("SESSION_MINUTES", 60, least=5, most=24 * 60)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _told.is_on("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

API_CALLS_A_MINUTE = _told.whole("API_CALLS_A_MINUTE", 120, least=1, most=100_000)

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 60 * 60
AUTHENTICATION_BACKENDS = ["schoolward.web.signing_in.backend.PeopleWhoWorkHere"]
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0
ACCOUNT_ADAPTER = "schoolward.web.signing_in.accounts.SignInOfAccounts"
ACCOUNT_FORMS = {
    "login": "schoolward.web.signing_in.forms.SignIn",
    "reauthenticate": "schoolward.web.signing_in.forms.PasswordAgain",
    "change_password": "schoolward.web.signing_in.forms.ChangeOfPassword",
    "reset_password": "schoolward.web.signing_in.forms.ForgottenPassword",
    "reset_password_from_key": "schoolward.web.signing_in.forms.NewPassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Whoever has an account got it by a link to that address, or by the directory.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/15m/ip,5/15m/key",  # docs/signing-in.md tells people these numbers
    "login": "30/m/ip",
    "reset_password": "20/m/ip,3/15m/key",
}
MFA_ADAPTER = "schoolward.web.signing_in.second_factor.SecondFactor"
MFA_FORMS = {
    "authenticate": "schoolward.web.signing_in.forms.SecondFactorCode",
    "reauthenticate": "schoolward.web.signing_in.forms.SecondFactorCodeAgain",
    "activate_totp": "schoolward.web.signing_in.forms.FirstCode",
}
MFA_TOTP_ISSUER = "Schoolward"
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ADAPTER = "schoolward.web.signing_in.directory.SignInByDirectory"
SOCIALACCOUNT_PROVIDERS = directory_of(_told)
DIRECTORY_GROUPS = groups_of(_told)
DIRECTORY_GROUPS_CLAIM = _told.text("OIDC_GROUPS_CLAIM", "groups")
DIRECTORY_ROLE_DAYS = _told.whole("OIDC_ROLE_DAYS", 30, least=1, most=366)
DIRECTORY_HAS_SECOND_FACTOR = _told.is_on("OIDC_TRUSTS_MFA", False)

_mail = mail_of(_told)
SENDS_MAIL = bool(_mail.host)
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.is_tls, _mail.starts_tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _told.text("MAIL_FROM", f"schoolward@{ALLOWED_HOSTS[0]}")

# Whose origin may be sent the forms of pages: our own, and that of the directory that people sign in by.
CONTENT_SECURITY_POLICY = policy_of(_told)
