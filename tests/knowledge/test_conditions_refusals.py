"""What the condition language refuses: where it says so, and in which words.

‸ shows the place that is named; several problems of one condition are listed in their order.
"""

import pytest

from knowledge import KnowledgeError
from knowledge.conditions import parse_condition
from tests.knowledge.language import FACTS, RULES, marked

CALLS = "calls are not part of the condition language"

REFUSED = [
    # other syntax
    ("‸len(users) > 1", CALLS),
    ("‸print('x')", CALLS),
    ("known(users)‸(1)", CALLS),
    ("users‸.real > 1", "attributes are not part of the condition language"),
    ("users‸[0] > 1", "subscripts are not part of the condition language"),
    ("['a']‸[0] == 'a'", "subscripts are not part of the condition language"),
    ("f‸'{users}' == 'a'", "letters and quotes side by side"),
    ("‸lambda users", "`lambda` is not part of the condition language"),
    ("users ‸:= 3", "assignments are not part of the condition language"),
    ("has_tests ‸if deploy_lock", "`if` is not part of the condition language"),
    ("[users ‸for users in teams]", "`for` is not part of the condition language"),
    ("has_tests‸; deploy_lock", "statements are not part of the condition language"),
    ("has_tests ‸# sure", "comments are not part of the condition language"),
    ("‸{1} == 1", "dictionaries and sets are not part of the condition language"),
    ("count(‸*[users]) > 0", "stars are not part of the condition language"),
    ("has_tests and ‸(deploy_lock, users)", "tuples (lists have square brackets)"),
    ("‸_users > 1", "names start with a letter"),
    ("‸__import__('os')", "names start with a letter"),
    ("boundaries == ‸'dr\\x61wn'", "backslashes are not part"),
    ("'finance' ‸'health' in regulated", "an operator is missing before `'health'`"),
    # other spellings
    ("‸ｕsers > 1", "FULLWIDTH LATIN SMALL LETTER U (U+FF55) is only taken inside quotes"),
    ("us‸\u200bers > 1", "ZERO WIDTH SPACE (U+200B) is not taken"),
    ("users > 1 ‸\u202eand has_tests", "RIGHT-TO-LEFT OVERRIDE (U+202E) is not taken"),
    ("boundaries == 'dr‸\u2066awn'", "LEFT-TO-RIGHT ISOLATE (U+2066) is not taken"),
    ("users ‸\0 > 1", "NUL (U+0000) is not taken"),
    ("users ‸\t > 1", "TAB (U+0009) is not taken"),
    ("users‸\u00a0> 1", "NO-BREAK SPACE (U+00A0) is only taken inside quotes"),
    ("users ‸≥ 1", "did you mean `>=`?"),
    ("boundaries == ‸“drawn", "did you mean `'`?"),
    # limits
    ("‸" + "users > 1 and " * 80, "1,120 characters; at most 1,000"),
    ("(" * 32 + "‸(has_tests)" + ")" * 32, "nested deeper than 32"),
    ("‸" + " or ".join(["1<users<2"] * 70), "more than 200 parts"),
    ("not " * 32 + "‸has_tests", "deeper than 32 levels"),
    ("users > ‸1000000000000001", "at most 1_000_000_000_000_000"),
    ("users > ‸" + "9" * 900, "at most 1_000_000_000_000_000"),
    ("users > 1‸e400", "`1e400` is not a number"),
    ("users > 0‸x10", "`0x10` is not a number"),
    ("users > ‸010", "`010` is not a number here"),
    ("users > ‸1__0", "`1__0` is not a number here"),
    ("users > ‸.5", "`.5` is not a number here"),
    ("users > ‸10 ** 9", "conditions do not compute: derive a fact"),
    ("users > ‸2 + 3", "conditions do not compute: derive a fact"),
    ("‸users * 2 > 3", "conditions do not compute: derive a fact"),
    ("‸-users > 3", "conditions do not compute: derive a fact"),
    ("users > ‸-teams", "conditions do not compute: derive a fact"),
    # something else is meant
    ("users > ‸1,000", "write `1_000` for 1,000"),
    ("count(users > ‸1,000,000, has_tests) > 1", "write `1_000_000` for 1,000,000"),
    ("users > 1 ‸& has_tests", "did you mean `and`?"),
    ("users > 1 ‸|| has_tests", "did you mean `or`?"),
    ("users ‸= 1", "did you mean `==`?"),
    ("users ‸=> 1", "did you mean `>=`?"),
    ("users ‸<> 1", "did you mean `!=`?"),
    ("‸!has_tests", "did you mean `not`?"),
    ("has_tests ‸AND deploy_lock", "did you mean `and`"),
    ("has_tests ‸is true", "did you mean `==`"),
    ("has_tests == ‸True", "did you mean `true`"),
    ("users == ‸None", "ask `known(…)` whether"),
    ("‸slow-tests and has_tests", "write `slow_tests`"),
    ("users > 10‸k", "`10k` is not a number"),
    ("users > 50‸%", "percent signs are not part"),
    # facts and their kinds
    ("‸teamsize > 3", "no fact or rule `teamsize`; did you mean `team_size`?"),
    ("‸TEAM_SIZE > 3", "did you mean `team_size`?"),
    ("‸slow_tets", "did you mean `slow_tests`?"),
    ("‸zebra", "no fact or rule `zebra`"),
    ("known(‸usres)", "did you mean `users`?"),
    ("'finance' in ‸regulatd", "did you mean `regulated`?"),
    ("‸users", "`users` is a number: compare it with a limit"),
    ("has_tests and ‸boundaries", "compare it, such as `boundaries == 'unclear'`"),
    ("not ‸regulated", "ask for one, such as `'finance' in regulated`"),
    ("‸users > 'many'", "`users` is a number: it cannot be compared with 'many'"),
    ("‸users == true", "`users` is a number: it cannot be compared with true"),
    ("‸deploy_lock == 1", "`deploy_lock` is yes or no: it cannot be compared with 1"),
    ("‸deploy_lock > false", "`deploy_lock` is yes or no, neither is larger"),
    ("‸boundaries == 'drwan'", "no option `drwan`; did you mean `drawn`?"),
    ("‸boundaries == 'đã vẽ'", "no option `đã vẽ`; it has unclear, drawn, enforced"),
    ("‸boundaries in ['drawn', 'x']", "no option `x`"),
    ("‸boundaries in ['drawn', 3]", "options in quotes: it cannot be compared with 3"),
    ("‸boundaries in ['drawn', users]", "options in quotes: it cannot be compared with this"),
    ("‸boundaries in ['drawn', 'drawn']", "an option is written twice"),
    ("‸boundaries in []", "this is always false"),
    ("‸boundaries == 3", "options in quotes: it cannot be compared with 3"),
    ("‸boundaries < 'drawn'", "compare it with ==, != or in, not <"),
    ("‸'drawn' in boundaries", "write `boundaries == '…'`"),
    ("‸regulated == 'finance'", "write `'finance' in regulated`"),
    ("‸regulated in ['finance']", "write `'…' in regulated`"),
    ("‸'taxes' in regulated", "no option `taxes`"),
    ("‸3 in regulated", "options in quotes: it cannot be compared with 3"),
    ("‸users in [1, 2]", "`users` has no options"),
    ("‸'finance' in users", "`users` is not a list of options"),
    ("‸boundaries in ('drawn', 'unclear')", "write `fact in ['a', 'b']`"),
    ("‸users in regulated", "write `fact in ['a', 'b']`"),
    ("‸users > 1 in [2]", "`in` cannot be part of a chain"),
    # constants and facts among themselves
    ("‸true", "a constant is always the same"),
    ("has_tests or ‸'a'", "a constant is always the same"),
    ("‸1 < 2", "both sides are constants"),
    ("‸users > teams", "derive a fact"),
    ("‸test_minutes > 1_441", "always false: `test_minutes` lies between 0 and 1_440"),
    ("‸balance > -501", "always true: `balance` lies between -500 and 500"),
    ("‸team_size == 2.5", "always false: `team_size` is a whole number"),
    ("‸team_size != 2.5", "always true: `team_size` is a whole number"),
    ("‸[]", "lists outside `in` are not part"),
    ("‸[1] == users", "a list is only taken after `in`"),
    ("‸slow_tests == true", "`slow_tests` is a rule, true or false by itself"),
    ("(‸has_tests and deploy_lock) == true", "compare a fact with a constant"),
    # known and count
    ("‸known(users, teams)", "takes the name of one fact"),
    ("‸known('users')", "takes the name of one fact"),
    ("‸known(slow_tests)", "takes the name of one fact"),
    ("‸known(users) == true", "`known(…)` is true or false by itself"),
    ("‸count(has_tests, deploy_lock)", "compare the count with a number"),
    ("‸count(has_tests, deploy_lock) >= 3", "always false: the count lies between 0 and 2"),
    ("‸count(has_tests, deploy_lock) >= 0", "always true: the count lies between 0 and 2"),
    ("‸count() > 0", "always false"),
    ("‸count(has_tests, deploy_lock) > 0.5", "compared with a whole number"),
    ("‸count(has_tests, deploy_lock) == 'a'", "compared with a whole number"),
    ("count(has_tests, ‸users) > 1", "compare it with a limit"),
    # unfinished
    ("‸", "this is empty"),
    ("‸  ", "this is empty"),
    ("users ‸>", "something is missing after `>`"),
    ("has_tests ‸and", "something is missing after `and`"),
    ("has_tests and ‸or deploy_lock", "`or` is not expected here"),
    ("boundaries == 'đã' and ‸or has_tests", "`or` is not expected here"),
    ("users > ‸> 3", "`>` is not expected here"),
    ("‸(has_tests", "this `(` is never closed"),
    ("has_tests‸)", "this `)` closes nothing"),
    ("(has_tests‸]", "this `]` closes nothing"),
    ("users > ‸'3", "this quote is never closed"),
    ("users > 3 ‸has_tests", "an operator is missing before `has_tests`"),
    ("users > 10 ‸500", "an operator is missing before `500`"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED, ids=[ascii(text[:40]) for text, _ in REFUSED])
def test_refused_at_its_place_with_words_that_help(text: str, words: str) -> None:
    clean, line, column = marked(text)
    with pytest.raises(KnowledgeError) as refused:
        parse_condition(clean, FACTS, RULES)
    problem = refused.value.problems[0]
    assert words in problem.message
    assert (problem.line, problem.column) == (line, column)


def test_all_wrong_parts_are_told_at_once() -> None:
    lines = [
        "has_tests and userz > 3",
        "  and not bounds == 'x'",
        "  and count(teams, users > 'a') > 1",
    ]
    with pytest.raises(KnowledgeError) as refused:
        parse_condition("\n".join(lines), FACTS)
    found = {(each.line, each.column): each.message for each in refused.value.problems}
    assert list(found) == [(1, 15), (2, 11), (3, 13), (3, 20)]
    assert "`userz`; did you mean `users`?" in found[1, 15]
    assert "no fact `bounds`" in found[2, 11]


def test_letters_outside_ascii_count_as_one_column() -> None:
    with pytest.raises(KnowledgeError) as refused:
        parse_condition("  boundaries == 'đã vẽ' and userz > 1", FACTS)
    assert [problem.column for problem in refused.value.problems] == [3, 29]


def test_a_number_with_commas_is_one_problem() -> None:
    with pytest.raises(KnowledgeError) as refused:
        parse_condition("users > 1,000,000 and teams > 1", FACTS)
    assert len(refused.value.problems) == 1


def test_a_flood_of_problems_is_cut() -> None:
    with pytest.raises(KnowledgeError) as refused:
        parse_condition("?" * 1_000, FACTS)
    assert len(refused.value.problems) == 10


def test_without_rules_only_facts_are_proposed() -> None:
    with pytest.raises(KnowledgeError, match=r"no fact `file_conflicts`$"):
        parse_condition("file_conflicts", FACTS)
