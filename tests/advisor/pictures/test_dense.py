"""Pages without the indentation of their templates."""

from django.template import engines


def dense(source: str, **context: str) -> str:
    template = engines["django"].from_string(
        f"{{% load dense %}}{{% dense %}}{source}{{% enddense %}}"
    )
    return template.render(context)


def test_blanks_between_lines_become_one() -> None:
    assert dense("<b>a</b>\n\n    <i>b</i>\n  c") == "<b>a</b>\n<i>b</i>\nc"


def test_words_stay_apart_and_together() -> None:
    assert dense("<b>a</b>  <i>b</i>\n<i>c</i><b>d</b>") == "<b>a</b>  <i>b</i>\n<i>c</i><b>d</b>"


def test_what_is_not_safe_stays_escaped() -> None:
    assert dense("{{ typed }}", typed="<b>") == "&lt;b&gt;"
