"""What single pages say, over the small rule base."""

from django.test import Client

from knowledge import RuleBase
from tests.advisor.handbook.reading import Page


def read(address: str) -> Page:
    """A page of the site."""
    return Page(Client().get(address).content.decode())


def test_a_rule_says_when_it_holds_and_what_follows(small_site: RuleBase) -> None:
    page = read("/en/rules/services-earned/")
    code = "teams >= 3 and boundaries == 'enforced' and deploy_lock"
    assert {"teams ≥ 3", "boundaries: option enforced", "stage 4", code} <= set(page.texts)
    assert "The borders hold." in page.texts


def test_a_rule_names_its_sources_and_what_they_say(small_site: RuleBase) -> None:
    page = read("/en/rules/services-earned/")
    assert {"/en/sources/#ours:people", "/en/sources/#dora"} <= set(page.links)
    assert {"Few people carry few parts.", "Tests are to be fast."} <= set(page.texts)
    assert "https://example.org/delivery" in page.links


def test_a_rule_shows_its_cases_with_the_answers_that_matter(small_site: RuleBase) -> None:
    texts = " ".join(read("/en/rules/slow-tests/").texts)
    assert "Three teams with borders climb" in texts
    assert "test time: 7 minutes" in texts
    assert "team size" not in texts


def test_a_rule_leads_to_the_questions_behind_its_computed_facts(small_site: RuleBase) -> None:
    page = read("/en/rules/lockstep-services/")
    assert {"services / teams", "services per team"} <= set(page.texts)
    assert {"/en/ask/system/#id_services", "/en/ask/team/#id_teams"} <= set(page.links)


def test_a_rule_leads_to_the_questions_of_the_rules_it_refers_to(small_site: RuleBase) -> None:
    page = read("/en/rules/slow-and-blocked/")
    assert {"/en/rules/slow-tests/", "/en/rules/deploys-block/"} <= set(page.links)
    assert {"/en/ask/delivery/#id_test_minutes", "/en/ask/scale/#id_users"} <= set(page.links)


def test_rules_stand_in_the_group_of_what_they_do(small_site: RuleBase) -> None:
    groups = Client().get("/en/rules/").context["groups"]
    listed = {group["id"]: [each.rule.id for each in group["rules"]] for group in groups}
    assert listed == {
        "signs": ["slow-tests", "deploys-block"],
        "stages": [
            "second-developer",
            "two-teams",
            "services-earned",
            "few-hands",
            "lockstep-services",
        ],
        "practices": ["no-ci"],
        "stack": ["python-framework", "other-framework", "big-database", "small-database"],
        "not_yet": ["no-orchestration"],
        "warnings": ["slow-and-blocked"],
    }


def test_a_list_says_what_a_rule_does_once(small_site: RuleBase) -> None:
    page = read("/en/rules/")
    assert page.texts.count("Flask") == 1
    assert page.texts.count("At least stage 4") == 1
    assert "/en/practices/#parallel-tests" in page.links


def test_a_rule_without_a_title_is_called_after_what_it_does(small_site: RuleBase) -> None:
    titles = {
        each.rule.id: each.title
        for group in Client().get("/en/rules/").context["groups"]
        for each in group["rules"]
    }
    assert titles["no-ci"] == "Run CI, Write tests"
    assert titles["python-framework"] == "Flask"
    assert titles["no-orchestration"] == "Kubernetes"
    assert titles["slow-and-blocked"] == "Two bottlenecks"


def test_figures_we_are_unsure_of_are_not_shown(small_site: RuleBase) -> None:
    texts = read("/en/stages/2/").texts
    assert {"Small shop", "team size"} <= set(texts)
    assert "users" not in texts
    assert not any("900" in text for text in texts)


def test_a_stage_shows_only_the_systems_it_was_best_for(small_site: RuleBase) -> None:
    assert "Small shop" not in read("/en/stages/3/").texts


def test_a_practice_names_the_rules_that_advise_it(small_site: RuleBase) -> None:
    page = read("/en/practices/")
    assert "/en/rules/no-ci/" in page.links
    assert {"run-ci", "write-tests"} <= set(page.ids)


def test_a_source_says_how_well_it_is_known(small_site: RuleBase) -> None:
    texts = read("/en/sources/").texts
    assert {"read by us", "our judgement", "checked on 11/22/2026"} <= set(texts)
    assert "11 rules lean on it" in texts


def test_a_source_lists_the_rules_that_lean_on_it(small_site: RuleBase) -> None:
    rules = {link for link in read("/en/sources/dora/").links if "/rules/" in link}
    names = ("slow-tests", "deploys-block", "no-ci", "services-earned")
    assert rules == {"/en/rules/", *(f"/en/rules/{name}/" for name in names)}


def test_a_component_names_the_rules_for_and_against_it(small_site: RuleBase) -> None:
    page = read("/en/components/")
    assert "/en/rules/no-orchestration/" in page.links
    assert {"no-orchestration", "not yet", "from stage 3"} <= set(page.texts)
