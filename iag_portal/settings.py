"""Every setting of the portal, in one file; what differs between machines comes from ``env``."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core import env as environment
from core.env import ENV
from core.log import log_settings
from meetings.video.settings import JitsiSettings

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Who we are and where ------------------------------------------------------------------
PORTAL_NAME = "IAG portal"
PORTAL_ORIGIN = ENV.origin
PORTAL_DOMAIN = ENV.host
PORTAL_PROFILE = ENV.profile
HELP_PHONE = ENV.help_phone
WEBCAST_HOSTS = ENV.webcast_hosts  # host -> whether it may be shown inside a page of ours
DATA_DIR = ENV.data
METRICS_TOKEN = ENV.metrics_token  # empty: /health/metrics is not there
DEBUG = False
SHOWS_COMPONENTS = not ENV.production  # the page of all components, to administrators
ALLOWED_HOSTS = [ENV.host] if ENV.host else []
CSRF_TRUSTED_ORIGINS = [ENV.origin] if ENV.origin else []

# --- Secrets -------------------------------------------------------------------------------
SECRET_KEY = ENV.secret_key or "missing: see the system check iag.E002"
SECRET_KEY_FALLBACKS = ENV.secret_key_fallbacks
FIELD_KEYS = ENV.field_keys
AUDIT_KEY = ENV.audit_key
AUDIT_KEY_FALLBACKS = ENV.audit_key_fallbacks  # newest first; records of before still verify

# --- The house -----------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_otp",
    "iag_portal",
    "core",
    "core.audit",
    "core.live",
    "core.jobs",
    "core.notices",
    "core.sent_forms",
    "core.search",
    "accounts",
    "deliberation",
    "webcasts",
    "meetings",
    "visits",
    "publications",
    "network",
]
MIDDLEWARE = [
    "core.middleware.headers.SecurityHeadersMiddleware",
    "core.middleware.metrics.MetricsMiddleware",
    "core.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.backends.FactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.VerifiedRequiredMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.sent_forms.SentFormMiddleware",
    "core.middleware.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "iag_portal.urls"
ASGI_APPLICATION = "asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "iag_portal.pages.context.page",
            ],
            "builtins": [
                *("django.templatetags.static", "django.templatetags.i18n"),
                "template_partials.templatetags.partials",
                "core.templatetags.same",
                "core.templatetags.portal",
                "core.templatetags.ui",
            ],
        },
    },
]
FORM_RENDERER = "core.forms.renderer.GovukRenderer"

# --- How long things are kept ---------------------------------------------------------------
RETENTION_NIGHTLY = ENV.retention_nightly  # else only when an operator runs it
YEAR = timedelta(days=365)
RETENTION = {  # counted from the last thing that happened to it; the audit log is kept
    "data_exports": timedelta(days=7),
    "access_needs": timedelta(days=30),  # since their place ended
    **dict.fromkeys(("notices", "polls", "reaches"), timedelta(days=90)),
    **dict.fromkeys(("invitations", "resets", "feedback"), YEAR),
    **dict.fromkeys(
        ("posts", "notes", "announcements", "webcasts", "visits", "enquiries"), 2 * YEAR
    ),
    "releases": 7 * YEAR,
    "national_topics": 7 * YEAR,  # since they were closed or cancelled, or their last day
    "forwardings": 7 * YEAR,  # since they were offered, sent, withdrawn or asked for
    "meetings": 7 * YEAR,
    "actions": 7 * YEAR,  # agreed at no meeting
    "topics": 7 * YEAR,
    "handbook": 7 * YEAR,
    "break_glass": 7 * YEAR,
    "holds": 7 * YEAR,
}

# --- Database, cache, live layer -----------------------------------------------------------
DATABASES = {"default": environment.database(ENV.database_url, ENV.data, pool=ENV.database_pool)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, because limits on guessing must be shared by all processes.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
REDIS_URL = ENV.redis_url
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_connect_timeout": 1}]},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
LIVE_WATCH = 1.0  # seconds between two looks at the streams that open pages watch
LIVE_BEAT = LIVE_PULSE = 15.0  # seconds between full checks of sessions, and between signs of life
LIVE_TIMES = {"silence": 25_000, "answer": 10_000, "poll": 3_000}  # decision 0023

# --- Sign-in and second factor -------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.GuessableValidator"},
    {"NAME": "accounts.passwords.ContextValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one counts when it is confirmed
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "add_email": "accounts.forms.ChangeAddressForm",
}
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds that a link for a new password works
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False  # these four are defaults, stated because they are security
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before a change of address
# A hybrid meeting signs in thirty people from one address within a minute.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
    "login_webauthn": "accounts.forms.SignInPasskeyForm",
    "authenticate_webauthn": "accounts.forms.SecondStepPasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.PasskeyAgainForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a change of address may wait; the first is always verified
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # codes before and after the current one; each is spent in the database
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_TRUST_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https  # localhost only: see iag.E004 and iag.E005
# Activity would be written at every request; accounts.receivers lists new keys instead.
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "accounts.sessions"  # half an hour idle, twelve hours in all
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Cookies and headers -------------------------------------------------------------------
_secure = ENV.https
SESSION_COOKIE_NAME = "__Host-sessionid" if _secure else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _secure else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "iag_portal.pages.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
SECURE_HSTS_SECONDS = 63_072_000 if _secure else 0  # two years
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Video ---------------------------------------------------------------------------------
JITSI = JitsiSettings.from_mapping(ENV.values, profile=ENV.profile)  # type: ignore[arg-type]

# --- Words, times, files -------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
USE_I18N = False  # one language; decision 0064 says what a second one takes
FORMAT_MODULE_PATH = ["core.formats"]
TIME_ZONE = "Europe/London"
STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": environment.files(ENV.values, ENV.data),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Everybody's to read, whoever lays them out: FILE_UPLOAD_PERMISSIONS is for papers.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
CLAMD = ENV.clamd  # where the virus scanner answers; "none" where there is none on purpose
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes of a form, files apart; then 413.html
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Mail and log --------------------------------------------------------------------------
globals().update(environment.email(ENV.email_url, ENV.data, ENV.email_key, ENV.email_reports))
EMAIL_REPORTS: str = ENV.email_reporter  # who says what became of an email; empty for nobody
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from
ADMINS: list[str] = []  # error mails would carry people's words
LOGGING = log_settings(as_json=ENV.log_json)
