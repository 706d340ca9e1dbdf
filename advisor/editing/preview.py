"""Walking the public site under a draft, as the public would see it, saving nothing.

start(request, draft)     from the draft's page (POST); the session remembers it
stop(request)             back to what is live (POST)
request.preview           the draft that is being previewed, None for everyone else
"""

from django.contrib.auth.models import User
from django.http import HttpRequest

from advisor.editing.models import Draft


def start(user: User, request: HttpRequest, draft_id: int) -> Draft:
    """Show the public site under a draft, in this session alone, for at most two hours.

    Raises NotAllowed, Draft.DoesNotExist, and KnowledgeError if the draft has problems.
    """
    raise NotImplementedError


def stop(request: HttpRequest) -> None:
    """Show what is live again."""
    raise NotImplementedError
