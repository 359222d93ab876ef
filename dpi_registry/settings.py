"""How is the registry configured? One file; every value that differs between places is read from the environment here.

Reading it has no side effect: no folder is made, no server started.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def number(name: str, default: int) -> int:
    """A whole number from the environment."""
    try:
        return int(os.environ.get(name, default))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {os.environ[name]!r}") from error


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list from the environment."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# Which kind of process this is decides time limits: "web" and "worker" are set by their entry points.
PROCESS = os.environ.get("DPI_PROCESS", "command")
DEBUG = flag("DEBUG")
DATA_DIR = Path(os.environ.get("DPI_DATA_DIR") or BASE_DIR / "var")

# Where the public reaches the registry: decides secure cookies, HSTS and canonical links.
BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(BASE_URL)
HTTPS = _address.scheme == "https"
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or sorted({_address.hostname or "localhost", "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# The address of the licence under which the data may be used; the registry claims none by itself.
LICENSE_URL = os.environ.get("LICENSE_URL", "")


def secret_key() -> str:
    """From SECRET_KEY, else the random key that `demo` keeps in the data folder; never a value in the code.

    Without either, a key that lasts as long as the process: commands need one, sessions do not survive it.
    """
    kept = DATA_DIR / "secret_key"
    return os.environ.get("SECRET_KEY") or (kept.read_text().strip() if kept.is_file() else os.urandom(32).hex())


SECRET_KEY = secret_key()
# Former keys, the latest first, which still open what was sealed with them.
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")

INSTALLED_APPS = [
    "requirements",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "tree_queries",
]

MIDDLEWARE = [
    "requirements.views.guard.guard",
    # Pages are meant for slow links; it hides lengths, so that what is secret in a page cannot be guessed from them.
    "django.middleware.gzip.GZipMiddleware",
    # Public reads of the API are answered here, without what only pages need.
    "requirements.api.fast_path.fast_path",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "requirements.views.language.by_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "dpi_registry.urls"
WSGI_APPLICATION = "dpi_registry.wsgi.application"
APPEND_SLASH = True

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
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

AUTH_USER_MODEL = "requirements.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
ACCOUNT_FORMS = {"login": "requirements.sign_in.forms.LoginForm"}
ACCOUNT_ADAPTER = "requirements.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Behind a proxy that ends TLS a request looks like plain http; links in mails and to a provider must not.
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _address.scheme
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords and codes are counted by `sign_in.attempts`, in the database.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
# Before a password or a second factor is changed, the person proves once more who they are.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "requirements.sign_in.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "requirements.sign_in.forms.AuthenticateForm",
    "reauthenticate": "requirements.sign_in.forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Administrators answer for addresses; nobody has to confirm theirs by mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers offer passkeys over http on this machine alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# An organization's own accounts by OpenID Connect: all three of address, client and secret, or none.
SOCIALACCOUNT_ADAPTER = "requirements.sign_in.adapters.OrganizationAdapter"
SOCIALACCOUNT_STORE_TOKENS = False


def organization(server_url: str) -> dict[str, object]:
    """allauth's own settings of the provider whose accounts are let in; of none if there is no address."""
    app = {
        "provider_id": "organization",
        "name": os.environ.get("OIDC_NAME", "OpenID Connect"),
        "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
        "settings": {"server_url": server_url},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if server_url else []}}


OIDC_SERVER_URL = os.environ.get("OIDC_SERVER_URL", "")
SOCIALACCOUNT_PROVIDERS = organization(OIDC_SERVER_URL)

# Mail, for passwords forgotten and for who takes part; without a server nobody is offered any.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "registry@localhost")

# Limits in milliseconds, per kind of process: readers are many and must not wait, commands may take their time.
TIMEOUTS = {"web": (3_000, 2_000, 10_000), "worker": (60_000, 2_000, 60_000)}


def connection_options() -> dict[str, object]:
    """psycopg's options: time limits on the server's side, and statements that are planned once when they recur."""
    # No disk turns any more: a row found by index costs little more than the next one in the table.
    planner = "-c random_page_cost=1.1"
    options: dict[str, object] = {"prepare_threshold": 5, "options": planner}
    if PROCESS in TIMEOUTS:
        statement, lock, idle = TIMEOUTS[PROCESS]
        limits = (
            f"-c statement_timeout={statement} -c lock_timeout={lock} -c idle_in_transaction_session_timeout={idle}"
        )
        options |= {"options": f"{planner} {limits}", "connect_timeout": 2}
    return options


def database() -> dict[str, Any]:
    """The server that DATABASE_URL names, else the embedded one, which starts on the first connection."""
    url = os.environ.get("DATABASE_URL")
    embedded = {"ENGINE": "dpi_registry.embedded_postgres", "NAME": "dpi_registry", "USER": "dpi_registry"}
    configured: dict[str, Any] = dict(dj_database_url.parse(url)) if url else {**embedded, "HOME": str(DATA_DIR)}
    options = {**dict(configured.get("OPTIONS") or {}), **connection_options()}
    # A thread of a web process keeps its connection: threads are few, and a pool's check costs a fifth of a document.
    lasting = {"CONN_MAX_AGE": None if PROCESS == "web" else 0, "CONN_HEALTH_CHECKS": True}
    return {**configured, "OPTIONS": options, **lasting}


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# allauth remembers here which one-time codes were used and how often something was asked, so all processes share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "requirements_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "dpi_registry.formats"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Nothing asks for the names without a hash; compressing both takes twice as long.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Limits, each tested at the limit and one past it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# A scenario of three hundred steps in six languages is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
IMPORT_UPLOAD_LIMIT = 12 * 1024 * 1024
IMPORT_UNPACKED_LIMIT = 32 * 1024 * 1024
IMPORT_MEMBER_LIMIT = 200
IMPORT_RECORD_LIMIT = 200_000
IMPORT_ROW_LIMIT = 1_000_000
PAGE_SIZE, PAGE_SIZE_LIMIT = 20, 500
WORKBOOK_RECORD_LIMIT = 5_000
SEARCH_TEXT_LIMIT = 300
FILTER_VALUES_LIMIT = 100

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        # A browser follows the form of a sign-in to where it is answered only if that is named here.
        "form-action": [SELF, *([_origin(OIDC_SERVER_URL)] if OIDC_SERVER_URL else [])],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS and not flag("BEHIND_TLS_PROXY")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# A session ends when it was idle for so long, and at the latest so long after the sign-in.
SESSION_ENGINE = "requirements.sign_in.sessions"
SESSION_COOKIE_AGE, SESSION_LONGEST = 8 * 3600, 24 * 3600
SESSION_SAVE_EVERY_REQUEST = True
X_FRAME_OPTIONS = "DENY"
# A form of the desk that is older than its author's session comes back to its author; all else is refused as usual.
CSRF_FAILURE_VIEW = "requirements.admin.kept.from_an_earlier_session"
# How many proxies of ours stand in front; 0 makes X-Forwarded-For worthless to a client.
NUM_PROXIES = number("NUM_PROXIES", 0)

# Tokens of the API are rows of our own model; knox's table is not made.
KNOX_TOKEN_MODEL = "requirements.Token"  # noqa: S105
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"SECURE_HASH_ALGORITHM": "hashlib.sha512", "AUTH_TOKEN_CHARACTER_LENGTH": 64}
# How often a minute one address may ask the API, or one account by its tokens; 0 is no limit.
API_RATES = {
    "requests": number("API_REQUESTS_PER_MINUTE", 300),
    "searches": number("API_SEARCHES_PER_MINUTE", 60),
    "exports": number("API_EXPORTS_PER_MINUTE", 10),
    "token_requests": number("API_TOKEN_REQUESTS_PER_MINUTE", 1200),
}

# How often a minute one address may send a form of the site; 0 is no limit.
FORMS_PER_MINUTE = number("FORMS_PER_MINUTE", 20)
# How many reports a minute are made for one address; 0 is no limit.
REPORTS_PER_MINUTE = number("REPORTS_PER_MINUTE", 10)

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": NUM_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "DPI registry",
    "DESCRIPTION": "Requirements, use cases and standardization aspects of digital public infrastructure.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": BASE_URL}],
    "SERVE_INCLUDE_SCHEMA": False,
    # Every schema is named where it is written.
    "POSTPROCESSING_HOOKS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
