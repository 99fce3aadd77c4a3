"""What search engines are told: organizations' pages and public facts, and nothing of a private person."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from directory.app import create_app
from directory.journeys.public_options import PART_SIZE, ids_of_part, parts_of, public_numbers
from directory.publishing import publish
from directory.records import ServiceArea
from directory.settings import read_settings
from directory.store.numbers import option_id
from directory.store.session import open_store
from directory.web.linked_data import linked_data
from tests.builders import (
    BOW_CELL,
    MILE_END,
    a_care_home,
    a_community_group,
    a_home_care_agency,
    a_personal_assistant,
)
from tests.journeys.market_in_memory import a_small_market, folded
from tests.journeys.small_market import OpenedHere

HOSTILE = "Tea </script><script>alert(1)</script> <!-- \u2028 & “Co”"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A market of which nothing is an example."""
    settings = read_settings({"CAREMARKET_DATA_DIR": str(tmp_path_factory.mktemp("real-market"))})
    store = open_store(settings)
    records = {
        "cqc-directory": [a_home_care_agency(place=MILE_END, description="Help at home.")],
        "community-groups": [
            a_community_group(name=HOSTILE, organization_name=HOSTILE),
            a_community_group(source_id="knit", provider_kind="volunteer_scheme", name="Ann knits"),
            a_community_group(source_id="one", legal_form="sole_trader", name="Joan Smith"),
        ],
        "personal-assistants": [a_personal_assistant()],
    }
    with store.writing() as writer:
        for source, claims in records.items():
            run = writer.begin_run(source, "Tower Hamlets", "Tower Hamlets", "a.csv", "0" * 64)
            writer.add_versions(run, [(each, None, None) for each in claims])
            writer.finish_run(run, {"added": len(claims)}, {})
        writer.fold()
    publish(store, settings)
    store.close()
    return create_app(settings, OpenedHere(settings))


@pytest.fixture
def pages(real):
    """Each service's page by its name."""
    opened = real.extensions["caremarket"]
    numbers = opened.market().snapshot.columns["number"].tolist()
    with opened.store.reading() as reader:
        options = reader.options(map(option_id, numbers))
    client = real.test_client()
    return {each.name: client.get(f"/services/{key}").text for key, each in options.items()}


def data_of(page):
    found = DATA.search(page)
    return json.loads(found[1]) if found else None


def addresses(client, path):
    whole = ET.fromstring(client.get(path).data)
    return [each.text for each in whole.iterfind(".//s:loc", NAMESPACE)]


def test_a_registered_provider_is_told_with_what_is_public(pages):
    told = data_of(pages["Example Home Care"])
    assert told["@type"] == "LocalBusiness"
    assert told["@context"] == "https://schema.org"
    assert told["@id"].startswith("http://localhost/services/")
    assert told["telephone"] == "020 7946 0101"
    assert told["parentOrganization"]["name"] == "Example Home Care Ltd"
    assert told["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Mile End",
        "addressCountry": "GB",
        "streetAddress": "1 Example Street",
        "postalCode": "E1 4NS",
    }
    assert told["geo"]["latitude"] == pytest.approx(51.523, abs=0.01)
    assert told["geo"]["longitude"] == pytest.approx(-0.04, abs=0.02)


@pytest.mark.parametrize("name", ["Josephina, Bow", "Ann knits", "Joan Smith"])
def test_nothing_is_told_of_whoever_may_be_a_private_person(pages, name):
    assert data_of(pages[name]) is None


def test_a_hostile_name_stays_data(pages):
    page = pages[HOSTILE]
    assert data_of(page)["name"] == HOSTILE
    assert page.count("<script") == page.count("</script>") == 1
    assert "alert(1)</" not in page


def test_a_page_says_what_it_is_and_where_it_stands(pages):
    page = pages["Example Home Care"]
    assert 'content="Officially registered care provider · Mile End. Helps with: Washing' in page
    assert re.search(r'<link rel="canonical" href="http://localhost/services/\w{13}">', page)
    assert "noindex" not in page


def test_a_personal_assistants_page_asks_not_to_be_indexed(pages):
    assert '<meta name="robots" content="noindex">' in pages["Josephina, Bow"]
    assert 'name="description"' not in pages["Josephina, Bow"]


def test_a_coarse_place_has_no_point_and_an_area_has_its_own_words(real):
    with real.test_request_context():
        told = linked_data(folded(a_community_group(place=BOW_CELL)))
        assert "geo" not in told
        assert "streetAddress" not in told["address"]
        areas = [ServiceArea("councils", codes=("E09000030",)), ServiceArea("national"), None]
        served = [linked_data(folded(a_care_home(service_area=area))).get("areaServed") for area in areas]
    assert [each and each[0]["name"] for each in served] == ["Tower Hamlets", "England", None]


def test_an_example_is_told_to_nobody(real, app):
    with real.test_request_context():
        assert linked_data(replace(folded(a_care_home()), example=True)) is None
    assert app.test_client().get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_robots_are_kept_from_answers_and_shown_the_sitemap(real):
    text = real.test_client().get("/robots.txt").text
    for path in ("/results/", "/find/", "/search/", "/shortlist/", "/s/", "/plan/"):
        assert f"Disallow: {path}\n" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /\n" not in text


def test_the_sitemap_names_public_services_and_no_personal_assistant(real, pages):
    client = real.test_client()
    parts = [address.removeprefix("http://localhost") for address in addresses(client, "/sitemap.xml")]
    assert parts == ["/sitemap/0.xml", "/sitemap/1.xml"]
    services = addresses(client, parts[1])
    titles = [client.get(address.removeprefix("http://localhost")).text for address in services]
    assert len(services) == 4
    assert not any("Josephina" in title for title in titles)
    assert "http://localhost/" in addresses(client, parts[0])
    assert re.search(r"<lastmod>\d{4}-\d\d-\d\d</lastmod>", client.get(parts[1]).text)
    assert client.get("/sitemap/2.xml").status_code == 404


def test_what_is_hidden_leaves_the_sitemap_at_once(tmp_path):
    options = [folded(a_community_group(source_id=str(number))) for number in range(3)]
    market, store = a_small_market(tmp_path, options)
    assert len(public_numbers(market, store)) == 3
    store.hide(options[1])
    numbers = public_numbers(market, store)
    assert options[1].option_number not in numbers
    assert ids_of_part(numbers, 1) == sorted((options[0].option_id, options[2].option_id))
    market.search_index.close()


def test_a_part_holds_as_many_addresses_as_the_protocol_allows():
    numbers = np.arange(PART_SIZE + 1)
    assert parts_of(numbers) == 2
    assert [len(ids_of_part(numbers, part)) for part in (0, 1, 2, 3)] == [0, PART_SIZE, 1, 0]
