"""The editing room in the admin: own pages for drafts and releases, the audit trail to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from advisor.editing import rights
from advisor.editing.models import AuditEntry, Draft
from advisor.editing.pages import (
    checks,
    drafts,
    files,
    overview,
    publishing,
    releases,
    thing,
    things,
    transfer,
    trying,
)

PAGES = (
    ("", overview.overview, "draft_changelist"),
    ("new/", drafts.new, "draft_add"),
    ("upload/", transfer.upload, "upload"),
    ("preview/end/", trying.stop, "preview_end"),
    ("releases/", releases.releases, "releases"),
    ("releases/compare/", releases.compare, "compare"),
    ("releases/<int:number>/roll-back/", releases.roll_back, "roll_back"),
    ("releases/<int:number>/download/", transfer.download_release, "release_download"),
    ("<int:draft_id>/", drafts.draft, "draft"),
    ("<int:draft_id>/put-away/", drafts.discard, "discard"),
    ("<int:draft_id>/take-up/", drafts.reopen, "reopen"),
    ("<int:draft_id>/download/", transfer.download_draft, "download"),
    ("<int:draft_id>/preview/", trying.start, "preview"),
    ("<int:draft_id>/check/", checks.check, "check"),
    ("<int:draft_id>/check/run/", checks.run, "check_run"),
    ("<int:draft_id>/publish/", publishing.publish, "publish"),
    ("<int:draft_id>/rebase/", publishing.rebase, "rebase"),
    ("<int:draft_id>/new-file/", files.new_file, "new_file"),
    ("<int:draft_id>/files/<path:path>/problems/", files.problems, "problems"),
    ("<int:draft_id>/files/<path:path>/words/", files.words, "words"),
    ("<int:draft_id>/files/<path:path>/", files.file, "file"),
    ("<int:draft_id>/<slug:room>/", things.things, "things"),
    ("<int:draft_id>/<slug:room>/add/", things.add, "thing_add"),
    ("<int:draft_id>/<slug:room>/<str:key>/", thing.thing, "thing"),
    ("<int:draft_id>/<slug:room>/<str:key>/remove/", things.remove, "thing_remove"),
)


@admin.register(Draft)
class DraftAdmin(admin.ModelAdmin):
    """Leads to our own pages; nothing of a draft is changed in another way."""

    def get_urls(self) -> list[URLPattern]:
        """Our pages, each for staff only."""
        return [
            path(route, self.admin_site.admin_view(view), name=f"editing_{name}")
            for route, view, name in PAGES
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may look at drafts sees the room in the menu."""
        return rights.may(request.user, rights.VIEW)

    def has_delete_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        """Drafts are put away, never deleted."""
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """The audit trail: to read, to search, never to change."""

    list_display = ("number", "at", "who", "action", "subject", "is_refused")
    list_filter = ("action", "is_refused", "at")
    search_fields = ("who", "subject", "action")
    ordering = ("-number",)
    readonly_fields = (
        *("number", "at", "who", "action", "subject", "is_refused", "before", "after"),
        *("previous", "hash"),
    )
    fields = readonly_fields
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Entries are written by what they tell."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes an entry."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes an entry."""
        return False
