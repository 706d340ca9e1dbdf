"""All addresses of the site: Vietnamese at `/…`, English at `/en/…`."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from advisor import refusals
from advisor.api.page import page as api_page
from advisor.operations.views import privacy
from advisor.questionnaire.views import start

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
handler500 = refusals.server_error

urlpatterns = [
    path("", include("advisor.operations.urls")),
    path("api/v1/", include("advisor.api.urls")),
    *i18n_patterns(
        path("", start, name="start"),
        path("", include("advisor.questionnaire.urls")),
        path("", include("advisor.recommendations.urls")),
        path("", include("advisor.proofs.urls")),
        path("", include("advisor.handbook.urls")),
        path("api/", api_page, name="api"),
        path("privacy/", privacy, name="privacy"),
        path("admin/second-factor/", include("advisor.accounts.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
