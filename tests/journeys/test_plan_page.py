"""The page of a support plan: what it costs in all, who does what, how to change it, why there is none."""

import re

import pytest

from directory.journeys.plan_candidates import WhyLeftOut
from directory.journeys.plan_shapes import COST_LINES, PLAN_ASK_IDS, ShownShortage
from directory.web.plan_words import COST_WORDS, WHY_LEFT_OUT, shortage_words, to_ask
from matching.plan.shortage import SHORTAGES
from matching.verdict import Reason

QUESTION = {
    "needs": ["personal_care", "companionship"],
    "place": "E1 4NS",
    "budget": "300",
    "per": "week",
    "hours_per_week": "10",
}


@pytest.fixture
def planned(visitor):
    """The page of the plan for a question."""

    def page(**changes):
        answer_id = visitor.answers({**QUESTION, **changes})
        visitor.open(f"/plan/{answer_id}")
        return visitor

    return page


def form_of(visitor):
    """What the form to change the plan holds now."""
    form = visitor.page.text.partition('class="box" novalidate')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="((?:hours-|week)[^"]*)" value="([^"]*)"', form))
    return {**fields, "option": re.findall(r'name="option" value="([^"]+)"', form)}


def pounds_in(text):
    return [float(each.replace(",", "")) for each in re.findall(r"£([\d,]+(?:\.\d\d)?)", text)]


def test_results_lead_to_a_plan_within_the_money_with_what_is_left(visitor):
    answer_id = visitor.answers(QUESTION)
    assert f'href="/plan/{answer_id}"' in visitor.page.text
    visitor.open(f"/plan/{answer_id}")
    week, year, budget, left = pounds_in(visitor.words.partition("In short")[2])[:4]
    assert budget == 15_600
    assert year + left == pytest.approx(budget, abs=1)
    assert week == pytest.approx(year / 52, abs=1)
    assert "We shared your hours out evenly." in visitor.words


def test_the_parts_add_up_to_what_it_costs_in_all(planned):
    table = planned().page.text.partition('aria-label="What it costs in all"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", table)
    weeks = [pounds_in(row)[0] for row in rows]
    assert weeks[-1] == pytest.approx(sum(weeks[:-1]), abs=0.005)
    assert len(rows) > 1


def test_hours_can_be_changed_and_are_kept_with_the_plan(planned):
    visitor = planned()
    fields = form_of(visitor)
    assert (fields["hours-personal_care"], fields["hours-companionship"]) == ("5", "5")
    visitor.send(**{**fields, "hours-personal_care": "2.5", "hours-companionship": "1"})
    assert visitor.path.startswith("/plan/")
    assert form_of(visitor)["hours-personal_care"] == "2.5"
    assert "shared your hours out evenly" not in visitor.words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hours-personal_care": "2.3"}, "Write whole or half hours"),
        ({"hours-personal_care": "many"}, "Write whole or half hours"),
        ({"hours-personal_care": "", "hours-companionship": "0"}, "Write the hours as a number"),
        ({"week": "lots"}, "Write an amount in pounds"),
    ],
)
def test_what_cannot_be_planned_is_asked_for_again_and_nothing_is_lost(planned, changes, said):
    visitor = planned()
    page = visitor.send(**{**form_of(visitor), **changes})
    assert page.status_code == 422
    assert said in visitor.words
    assert "<title>Error:" in page.text
    for name, value in changes.items():
        assert f'name="{name}" value="{value}"' in page.text


def test_somebody_left_out_is_in_no_plan_and_can_come_back(planned):
    visitor = planned()
    first = re.search(r'<h3><a href="/services/([0-9a-z]+)"', visitor.page.text)[1]
    visitor.send(**form_of(visitor), **{f"hold-{first}": "leave"})
    plans = visitor.page.text.partition('id="change"')[0]
    assert f"/services/{first}" not in plans
    assert f'id="hold-{first}"' in visitor.page.text
    visitor.send(**form_of(visitor), **{f"hold-{first}": ""})
    assert f"/services/{first}" in visitor.page.text.partition('id="change"')[0]


def test_somebody_kept_is_in_the_plan(planned):
    visitor = planned()
    shown = visitor.page.text.partition('id="change"')[0]
    other = next(each for each in form_of(visitor)["option"] if f"/services/{each}" not in shown)
    visitor.send(**form_of(visitor), **{f"hold-{other}": "keep"})
    told = visitor.page.text
    assert '<option value="keep" selected>' in told
    assert f"/services/{other}" in told.partition('id="change"')[0] or "can&#39;t be fitted" in told


def test_too_little_money_says_the_least_it_costs_and_why(planned):
    visitor = planned(budget="3", hours_per_week="40")
    assert "There is no plan for all of this yet" in visitor.words
    assert "The least it costs is" in visitor.words
    assert "The plan that costs least" in visitor.words


def test_nothing_by_the_hour_says_so(planned):
    visitor = planned(needs=["care_home"])
    assert visitor.page.status_code == 422
    assert "Nothing you asked for is bought by the hour" in visitor.words


def test_a_list_becomes_a_plan_among_those_on_it(visitor):
    answer_id = visitor.answers(QUESTION)
    ids = list(dict.fromkeys(re.findall(r'name="option_id" value="([0-9a-z]+)"', visitor.page.text)))[:3]
    for option_id in ids:
        visitor.send("/shortlist/add", option_id=option_id, answer_id=answer_id)
    visitor.open("/shortlist/")
    assert "Put a plan together" in visitor.words
    this = re.search(r'name="list" value="([0-9a-f]+)"', visitor.page.text)[1]
    visitor.send("/plan/from-shortlist", list=this)
    assert visitor.path.startswith("/plan/")
    assert set(re.findall(r"/services/([0-9a-z]+)", visitor.page.text)) <= set(ids)


def test_a_list_that_is_not_there_leads_to_the_shortlist(visitor):
    visitor.open("/search")
    visitor.send("/plan/from-shortlist", list="0" * 32)
    assert visitor.path == "/shortlist/"


def test_a_plan_is_nobody_elses_and_stands_in_no_address(planned, app):
    visitor = planned()
    assert app.test_client().get(visitor.path).status_code == 404
    assert "personal" not in visitor.path
    assert visitor.page.headers["Cache-Control"] == "no-store"


def test_a_question_without_a_need_is_asked_for_one(visitor):
    visitor.open("/")
    visitor.send("/find/words", words="near Bow")
    visitor.open(f"/plan/{visitor.path.split('/')[2]}")
    assert "What would you like help with?" in str(visitor.client.get(visitor.page.headers["Location"]).text)


def test_every_code_of_a_plan_has_words():
    assert set(COST_WORDS) == set(COST_LINES)
    assert set(WHY_LEFT_OUT) == set(WhyLeftOut.__args__)
    values = {"needs": ["meals"], "hours": 4.0, "low_pence": 100_000, "high_pence": 120_000}
    assert all(to_ask(Reason(each, values)).endswith("?") for each in PLAN_ASK_IDS)
    for kind in SHORTAGES:
        shortage = ShownShortage(kind, None, None, None, (), ())
        assert list(shortage_words(shortage)) or kind == "over_budget"
