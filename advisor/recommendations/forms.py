"""What owners type about their links."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from advisor.pictures.templatetags.figures import day as written
from advisor.recommendations.models import TITLE_LENGTH, Recommendation
from advisor.recommendations.owners import TOKEN_LENGTH, proves, token_in
from knowledge.characters import unseen

# A browser without a field for days lets people write one as they are used to.
DAYS = ("%Y-%m-%d", "%d/%m/%Y")


class AboutForm(forms.Form):
    """The title of a link, and the last day on which it opens."""

    title = forms.CharField(required=False, max_length=TITLE_LENGTH)
    last_day = forms.DateField(required=False, input_formats=DAYS)

    def clean_title(self) -> str:
        """The title on one line; characters that nobody sees are named."""
        title = " ".join(self.cleaned_data["title"].split())
        if hidden := next(unseen(title), None):
            raise forms.ValidationError(
                gettext("Take this character out: %(name)s.") % {"name": hidden[1]}
            )
        return title

    def clean_last_day(self) -> date | None:
        """A day from today until the usual life is over."""
        day: date | None = self.cleaned_data["last_day"]
        first, last = days()
        if day and not first <= day <= last:
            bounds = {"first": written(first), "last": written(last)}
            raise forms.ValidationError(
                gettext("Choose a day from %(first)s to %(last)s.") % bounds
            )
        return day


def days() -> tuple[date, date]:
    """The first and the last day that can be chosen."""
    today = timezone.localdate()
    return today, today + settings.LINK_LIFE


class TokenForm(forms.Form):
    """An owner's link, or the token at its end."""

    token = forms.CharField(max_length=TOKEN_LENGTH + 300)

    def proves(self, recommendation: Recommendation) -> bool:
        """Whether it is a token of this recommendation; else the field has an error."""
        if self.is_valid() and proves(token_in(self.cleaned_data["token"]), recommendation):
            return True
        self.add_error("token", gettext("This is no owner's link of this recommendation"))
        return False
