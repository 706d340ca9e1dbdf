"""A rule base as a zip: taken away to edit under git, and brought back as a draft."""

from http import HTTPStatus
from zipfile import BadZipFile

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.editing import rights
from advisor.editing.archives import MOST_BYTES, packed, unpacked
from advisor.editing.drafts import make_draft
from advisor.editing.pages.frame import draft_or_404, needs, page, say, to_draft, who
from advisor.releases.models import Release
from knowledge import KnowledgeError, Problem


@require_safe
@needs(rights.VIEW)
def download_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The files of a draft."""
    return attached(f"bacthang-draft-{draft_id}", draft_or_404(draft_id).files)


@require_safe
@needs(rights.VIEW)
def download_release(request: HttpRequest, number: int) -> HttpResponse:
    """The files of a release."""
    return attached(f"bacthang-release-{number}", get_object_or_404(Release, pk=number).files)


def attached(name: str, files: dict[str, str]) -> HttpResponse:
    response = HttpResponse(packed(files), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@require_http_methods(["GET", "POST"])
@needs(rights.EDIT)
def upload(request: HttpRequest) -> HttpResponse:
    """A zip becomes a draft on the newest release, never a release."""
    if request.method == "GET":
        return upload_page(request, [])
    sent, title = request.FILES.get("zip"), request.POST.get("title", "")
    if not isinstance(sent, UploadedFile):
        return upload_page(request, [gettext("Choose a zip file first.")])
    try:
        draft = make_draft(who(request), title, unpacked(sent))
    except BadZipFile:
        return upload_page(request, [gettext("This is not a zip file that can be read.")])
    except KnowledgeError as error:
        return upload_page(request, [told(each) for each in error.problems[:50]])
    say(request, gettext("The files are in this draft now. Check it before publishing."))
    return to_draft(draft.pk)


def told(problem: Problem) -> str:
    """A problem with its place; the title has none."""
    return problem.message if problem.file == "title" else str(problem)


def upload_page(request: HttpRequest, problems: list[str]) -> HttpResponse:
    context = {
        "typed": request.POST.get("title", ""),
        "problems": problems,
        "megabytes": MOST_BYTES // 1024 // 1024,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(request, "upload", gettext("Upload a rule base"), context, status)
