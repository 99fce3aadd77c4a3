"""The results page: what fits above what must be asked, each with its reasons, prices and sources."""

import re

WASHING = {"needs": ["personal_care"], "place": "E1 4NS", "languages": ["syl"], "staff_gender": "female"}


def names(page):
    return re.findall(r'<h3 id="name-[^"]+"><a [^>]+>([^<]+)</a>', page.text)


def card(page, name):
    cards = page.text.split("<article")
    return " ".join(re.sub(r"<[^>]+>", " ", next(each for each in cards if f">{name}</a>" in each)).split())


def test_what_fits_stands_above_what_must_be_asked(visitor):
    visitor.answers({**WASHING, "must": ["languages", "staff_gender"]})
    assert visitor.page.text.index("Fits what you asked for") < visitor.page.text.index("Ask first")
    fits = names(visitor.page)
    assert "Josephina, Bow" in fits
    assert "Tom, Bow" not in fits
    assert fits.index("Josephina, Bow") < fits.index("Example Home Care")


def test_a_card_says_what_it_is_why_it_fits_what_it_costs_and_who_says_so(visitor):
    visitor.answers({**WASHING, "needs": ["personal_care", "getting_out"], "budget": "180", "per": "week",
                     "hours_per_week": "10"})  # fmt: skip
    said = card(visitor.page, "Josephina, Bow")
    for words in (
        "Personal assistant (PA)",
        "about 1 mile away",
        "Meets 1 of 2, maybe 1 more",
        "£17 an hour £170 a week",
        "£170 a week · £8,840 a year",
        "within your budget of £9,360 a year",
        "Speaks Sylheti. (says the provider)",
        "A woman can help you, as you asked.",
        "Can you help with: getting out and about, transport?",
        "Register of personal assistants (Example data), confirmed",
        "Example",
    ):
        assert words in said


def test_what_costs_more_says_so_and_an_unknown_price_is_asked_about(visitor):
    visitor.answers({**WASHING, "max_per_hour": "18"})
    assert "Costs more than you said" in card(visitor.page, "Amina, Bow")
    assert "What do you charge" in card(visitor.page, "Rita, Bow")
    assert "Price not given: ask them" in card(visitor.page, "Rita, Bow")


def test_money_without_hours_says_what_it_pays_for_and_asks_the_person_not_the_provider(visitor):
    visitor.answers({**WASHING, "budget": "170", "per": "week"})
    said = card(visitor.page, "Josephina, Bow")
    assert "£170 a week pays for about 10 hours a week" in said
    assert "Ask what it costs you" not in said
    assert "You did not say how many hours a week you need." in visitor.words


def test_the_points_on_a_card_add_up(visitor):
    visitor.answers(WASHING)
    table = visitor.page.text.split("<article")[1].partition("<tbody>")[2].partition("</tbody>")[0]
    points = [float(cell) for cell in re.findall(r'class="number">([\d.]+)</td><td', table)]
    told = re.search(r"It fits (?:about )?(\d+) out of 100", visitor.page.text)
    assert told
    assert abs(sum(points) - int(told[1])) <= 1


def test_best_matches_only_and_back_to_a_varied_list(visitor):
    visitor.answers(WASHING)
    varied = names(visitor.page)
    visitor.send(f"{visitor.path}/list", list="best")
    assert 'value="best" aria-pressed="true"' in visitor.page.text
    assert sorted(names(visitor.page)) == sorted(varied)
    visitor.send(f"{visitor.path}/list", list="varied")
    assert names(visitor.page) == varied


def test_when_nothing_fits_one_thing_less_is_offered_in_words_with_a_button(visitor):
    visitor.answers({**WASHING, "max_per_hour": "15", "must": ["languages", "max_pence_per_hour"]})
    assert "If you change one thing" in visitor.words
    relax = re.search(r'name="relax" value="(max_pence_per_hour)"', visitor.page.text)
    assert relax
    assert "If you leave out the most an hour may cost" in visitor.words
    visitor.send(f"{visitor.path}/relax", relax=relax[1])
    assert "Josephina, Bow" in names(visitor.page)


def test_relaxing_keeps_the_question_it_came_from(visitor):
    answer_id = visitor.answers({**WASHING, "kinds": [], "provider_kinds": ["volunteer_scheme"]})
    assert names(visitor.page) == []
    visitor.send(f"{visitor.path}/relax", relax="provider_kinds")
    assert "Josephina, Bow" in names(visitor.page)
    visitor.open(f"/results/{answer_id}")
    assert names(visitor.page) == []


def test_the_local_market_stands_beside_the_results(visitor):
    visitor.answers({"needs": ["companionship"], "place": "E1 4NS"})
    picture = visitor.words.partition("How varied your local market is")[2]
    assert "Kinds of provider" in picture
    assert re.search(r"\d+ options? near E1", picture)
    assert "providers to choose from" in picture


def test_results_without_a_need_lead_back_to_the_need(visitor):
    visitor.open("/")
    visitor.send_to("/find/words", {"words": "near E1"})
    visitor.open(visitor.path.replace("/find/", "/results/").removesuffix("/needs"))
    assert visitor.page.location.endswith("/needs")


def test_a_providers_words_are_inert(visitor):
    visitor.answers({"needs": ["meals"]})
    visitor.open(re.search(r'href="(/services/[^"]+)">Example Lunch Club', visitor.page.text)[1])
    assert "<script>" not in visitor.page.text
    assert "&lt;script&gt;alert(1)" in visitor.page.text


def test_who_did_not_say_the_hours_is_led_to_where_they_are_asked(visitor):
    answer_id = visitor.answers(
        {"needs": ["personal_care"], "place": "E1 4NS", "budget": "150", "per": "week"}
    )
    assert f'href="/find/{answer_id}/change/money">Say how many hours<' in visitor.page.text
    visitor.answers({"needs": ["personal_care"], "place": "E1 4NS"})
    assert "Say how many hours" not in visitor.page.text
