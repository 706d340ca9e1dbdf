"""Bare Django pages to measure the site's pages against, beside the site's own addresses.

Both extend the site's `base.html`, pass through the same middleware and context processors and
answer with exactly as many bytes as the page they stand beside:

- `/bare/result/` renders one loop over rows in its context, each a link, a title and a sentence
  (about 250 bytes), until the size is reached.
- `/bare/question/` renders a plain `forms.Form` by `{{ form }}`, with as many fields as the
  question page and of the same kinds, and fills up with the same rows.

No view reads a cookie, a session or the database, none decides anything. The templates are
compiled once, as Django's cached loader keeps those of the site.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import Template, engines
from django.urls import path

from advisor.urls import urlpatterns as site_urlpatterns

PAGE = """{% extends "base.html" %}
{% block title %}Bare{% endblock %}
{% block main %}
  <h1>Bare</h1>
  {% if form %}
    <form method="post">{% csrf_token %}{{ form }}<button>Continue</button></form>
  {% endif %}
  <ul>
    {% for row in rows %}
      <li><a href="{{ row.url }}">{{ row.title }}</a><p>{{ row.text }}</p></li>
    {% endfor %}
  </ul>
  {{ filling }}
{% endblock %}"""
TEXT = "Một câu dài vừa phải, như những câu trên các trang của chúng tôi: đủ chữ để đọc một lượt."
CHOICES = [("a", "Chưa rõ"), ("b", "Đã vẽ ra"), ("c", "Có máy giữ"), ("", "Chưa biết")]


class BareForm(forms.Form):
    """As many fields as the page that asks about product and scale, of the same kinds."""

    users = forms.CharField(required=False, help_text=TEXT)
    endpoints = forms.CharField(required=False, help_text=TEXT)
    growth = forms.CharField(required=False, help_text=TEXT)
    stage = forms.ChoiceField(
        choices=[*CHOICES, ("d", "Bậc 4")], widget=forms.RadioSelect, help_text=TEXT
    )
    maturity = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, help_text=TEXT)


class Bare:
    """A bare page of a given size."""

    def __init__(self, make_form: Callable[[], forms.Form] | None = None) -> None:
        self.make_form = make_form
        self.rows: list[dict[str, str]] = []
        self.filling = ""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; a form is made anew for every request, as the site does."""
        form = self.make_form() if self.make_form else None
        context = {"form": form, "rows": self.rows, "filling": self.filling}
        return HttpResponse(template().render(context, request))

    def fit(self, size: int, measure: Callable[[], int]) -> None:
        """Take on rows until the page, as `measure` finds it, has `size` bytes."""
        self.rows, self.filling = [], ""
        empty = measure()
        self.rows = [row(1)]
        each = measure() - empty
        self.rows = [row(number) for number in range((size - empty) // each)]
        self.filling = "." * (size - measure())


def row(number: int) -> dict[str, str]:
    return {"url": f"/rules/{number % 10}/", "title": "Tên của một quy tắc", "text": TEXT}


@cache
def template() -> Any:
    compiled: Template = engines["django"].from_string(PAGE)
    return compiled


question = Bare(BareForm)
result = Bare()

urlpatterns = [
    *site_urlpatterns,
    path("bare/question/", question),
    path("bare/result/", result),
]
