"""Releases in the admin: to read, never to change."""

from django.contrib import admin
from django.http import HttpRequest

from advisor.releases.models import Release


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin):
    """Shows what was published, when, by whom and why."""

    list_display = ("number", "hash", "author", "published_at", "note")
    readonly_fields = ("number", "hash", "parent", "author", "note", "published_at", "files")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Releases come from publishing alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """Nobody changes a release."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """Nobody deletes a release."""
        return False
