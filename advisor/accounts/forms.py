"""What staff fill in to sign in."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext_lazy as _

from advisor.accounts.signing_in import take_try


class SignInForm(AdminAuthenticationForm):
    """Name and password; raises TooOften before they are looked at where somebody guesses."""

    def clean(self) -> dict[str, Any]:
        """Spend one try, then check name and password."""
        if self.request is not None:
            take_try(self.request, self.cleaned_data.get("username", ""))
        return super().clean()


class CodeForm(forms.Form):
    """A code of the second factor: six digits from the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code as it is kept: without spaces, in small letters."""
        return "".join(self.cleaned_data["code"].split()).lower()
