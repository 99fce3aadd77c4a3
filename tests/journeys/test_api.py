"""The JSON API: the question and the answer of the vocabulary, the public list, and plain refusals."""

import json

import pytest

QUESTION = {
    "needs": ["personal_care", "companionship"],
    "user_bands": ["dementia"],
    "setting": ["own_home"],
    "place": "E1 4NS",
    "within_miles": 5,
    "languages": ["syl"],
    "faith": ["muslim"],
    "diet": ["halal"],
    "culture": [],
    "staff_gender": "female",
    "lgbt_affirming": None,
    "accessibility": [],
    "times": ["weekday_morning"],
    "provider_kinds": ["personal_assistant"],
    "funding": "direct_payment",
    "budget": {
        "pence": 936000,
        "per": "year",
        "hours_per_week": 10,
        "weeks_per_year": 52,
        "max_pence_per_hour": 1800,
    },
    "must": ["staff_gender", "max_pence_per_hour"],
    "order": ["languages", "cost", "distance"],
    "varied": True,
    "limit": 20,
}


@pytest.fixture
def match(client):
    return lambda question: client.post("/api/v1/match", json=question)


def test_a_whole_question_gets_a_whole_answer(match):
    answer = match(QUESTION)
    assert answer.status_code == 200
    body = answer.json
    assert {"confirmed", "ask_first", "near_misses", "market", "data_version", "notes"} <= set(body)
    first = body["confirmed"][0]
    assert first["name"] == "Josephina, Bow"
    assert first["source"] == "personal-assistants"
    assert first["provider_kind"] == "personal_assistant"
    assert first["annual_cost_pence"] == 884000
    assert first["distance_miles"] == round(first["distance_miles"])
    assert set(first["utility"]) == {"expected", "low", "high", "known_weight"}
    total = sum(criterion["contribution"] for criterion in first["criteria"])
    assert total == pytest.approx(first["utility"]["expected"], abs=1e-9)
    languages = next(each for each in first["criteria"] if each["criterion"] == "languages")
    assert languages["verdict"] == "yes"
    assert languages["reason"]["id"] == "languages.yes"
    assert languages["reason"]["text"] == "Speaks Sylheti."


def test_a_price_that_is_not_known_is_null(match):
    rita = next(each for each in match(QUESTION).json["ask_first"] if each["name"] == "Rita, Bow")
    assert rita["annual_cost_pence"] is None


def test_the_market_says_the_range_of_choice(match):
    market = match({"needs": ["companionship"], "place": "bow"}).json["market"]
    assert market["choice"]["confirmed"] <= market["choice"]["possible"]
    assert market["by_kind"]["community_group"] == 2


def test_near_misses_name_the_must_and_say_it_in_words(match):
    answer = match({**QUESTION, "budget": {"max_pence_per_hour": 1300}, "must": ["max_pence_per_hour"]}).json
    assert answer["confirmed"] == []
    miss = next(each for each in answer["near_misses"] if each["relax"] == ["max_pence_per_hour"])
    assert miss["confirmed"] > 0
    assert "the most an hour may cost" in miss["text"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"favourite_colour": "blue"}, "favourite_colour"),
        ({"needs": ["flying"]}, "needs"),
        ({"needs": []}, "needs"),
        ({"languages": ["klingon"]}, "languages"),
        ({"within_miles": -1}, "within_miles"),
        ({"within_miles": "5"}, "within_miles"),
        ({"limit": 201}, "limit"),
        ({"limit": 0}, "limit"),
        ({"limit": 1.5}, "limit"),
        ({"varied": "yes"}, "varied"),
        ({"must": ["lgbt_affirming"]}, "must"),
        ({"must": ["luck"]}, "must"),
        ({"order": ["luck"]}, "order"),
        ({"order": [[]]}, "order"),
        ({"place": "Atlantis"}, "place"),
        ({"languages": ["syl"] * 61}, "languages"),
        ({"budget": {"pence": -1, "per": "year"}}, "budget"),
        ({"budget": {"pence": 1, "per": "day"}}, "budget"),
        ({"budget": {"lucky_numbers": 7}}, "budget"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(match, change, field):
    answer = match({"needs": ["companionship"], **change})
    assert answer.status_code == 422
    assert field in answer.json["errors"]
    assert answer.json["message"]


def test_a_refused_code_is_named(match):
    assert "flying" in match({"needs": ["flying"]}).json["message"]


def test_a_refused_place_is_not_said_back(match):
    assert "Atlantis" not in match({"needs": ["meals"], "place": "Atlantis"}).text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400])
def test_what_is_no_number_is_refused(client, number):
    body = f'{{"needs": ["meals"], "within_miles": {number}}}'
    assert client.post("/api/v1/match", data=body, content_type="application/json").status_code == 422


@pytest.mark.parametrize("body", ["{", "[" * 100_000, "", "\x00"])
def test_what_is_no_json_is_refused(client, body):
    answer = client.post("/api/v1/match", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["code"] == "bad_request"


@pytest.mark.parametrize("body", ["[]", "3", '"needs"', "null"])
def test_json_that_is_no_question_is_refused(client, body):
    answer = client.post("/api/v1/match", data=body, content_type="application/json")
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None]
)
def test_only_json_is_taken(client, kind):
    answer = client.post("/api/v1/match", data=json.dumps({"needs": ["meals"]}), content_type=kind)
    assert answer.status_code == 415


def test_too_long_a_question_is_refused(client):
    body = json.dumps({"needs": ["meals"], "place": "x" * 200_000})
    assert client.post("/api/v1/match", data=body, content_type="application/json").status_code == 413


def test_a_question_leaves_no_cookie(match):
    assert "Set-Cookie" not in match(QUESTION).headers


def test_the_list_gives_every_public_service_once(client):
    ids = []
    for page in (1, 2, 3):
        body = client.get(f"/api/v1/services?page={page}&per_page=3").json
        ids += [service["id"] for service in body["contents"]]
    assert len(ids) == len(set(ids)) == body["total_items"] == 8
    assert body["total_pages"] == 3
    assert body["last_page"] is True


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=community_group", {"Example Lunch Club", "Example Walking Group"}),
        ("need=meals", {"Example Lunch Club"}),
        ("need=care_home", {"Example Lodge"}),
        ("area=Stretford", set()),
        ("area=Bow&need=getting_out", {"Example Walking Group"}),
    ],
)
def test_the_list_is_filtered(client, query, names):
    body = client.get(f"/api/v1/services?{query}").json
    assert {service["name"] for service in body["contents"]} == names
    assert body["total_items"] == len(names)


@pytest.mark.parametrize("query", ["kind=robot", "need=flying", "area=Atlantis", "colour=blue", "page=0"])
def test_a_filter_that_is_none_is_refused(client, query):
    assert client.get(f"/api/v1/services?{query}").status_code == 422


def test_a_service_speaks_hsds(client):
    listed = client.get("/api/v1/services?need=care_home").json["contents"][0]
    service = client.get(f"/api/v1/services/{listed['id']}").json
    assert service == listed
    assert service["organization"]["name"] == "Example Homes Ltd"
    assert service["phones"] == [{"number": "01632 960102"}]
    assert service["locations"][0]["addresses"][0]["postal_code"] == "E1 4NS"
    assert 51.4 < service["locations"][0]["latitude"] < 51.6


def test_a_private_person_has_neither_source_id_nor_address(client):
    for service in client.get("/api/v1/services?kind=personal_assistant").json["contents"]:
        assert service["locations"][0]["addresses"] == []
        assert service["locations"][0]["precision"] == "cell_2km"
        assert [source["source_id"] for source in service["sources"]] == [None]


def test_a_wrong_method_says_which_is_right(client):
    answer = client.get("/api/v1/match")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.json["code"] == "method_not_allowed"


def test_openapi_describes_every_way_in_and_loads_nothing_from_elsewhere(client):
    spec = client.get("/api/v1/openapi.json").json
    assert spec["openapi"].startswith("3.1")
    assert set(spec["paths"]) == {
        *("/api/v1/match", "/api/v1/services", "/api/v1/services/{service_id}"),
        *("/api/v1/markets", "/api/v1/markets/{area}"),
    }
    question = spec["components"]["schemas"]["Question"]
    assert question["required"] == ["needs"]
    assert question["additionalProperties"] is False
