"""A council's own name, logo and colours: shown on every page, and never such that people can't read them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.app import create_app
from directory.errors import FileRefused
from directory.settings import read_settings
from directory.web.brand import COLOURS, Brand, brand_of, contrast, read_brand
from tests.journeys.small_market import OpenedHere, published_market

LOGO = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEXES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.fixture
def branded(tmp_path):
    (tmp_path / "logo.svg").write_text(LOGO)

    def written(**told):
        path = tmp_path / "brand.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        return path

    return written


def test_without_a_file_the_brand_is_ours(tmp_path):
    brand = brand_of(read_settings({"CAREMARKET_DATA_DIR": str(tmp_path)}))
    assert brand == Brand()
    assert (brand.name, brand.style) == ("Caremarket", "")


def test_our_own_colours_can_be_read(branded):
    assert read_brand(branded(colours=dict(COLOURS))).colours == COLOURS


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"colours": {"deep": "#9fd8df"}}, "words in white (#ffffff) on deep (#9fd8df)"),
        ({"colours": {"glow": "#083a42"}}, "marks in glow"),
        ({"colours": {"deep": "red"}}, "“deep” must be like #0e5058"),
        ({"colours": {"shadow": "#000000"}}, "deep, deeper, mist, glow are"),
        ({"colours": ["#000000"]}, "“colours” must be an object"),
        ({"name": ""}, "“name” must be 1 to 60 letters"),
        ({"name": "x" * 61}, "“name” must be 1 to 60 letters"),
        ({"logo": "gone.svg", "logo_words": "Ours"}, "there must be a file “gone.svg”"),
        ({"logo": "../secret.key", "logo_words": "Ours"}, "an SVG or PNG file beside it"),
        ({"logo": "logo.svg"}, "“logo_words” must say in words"),
        ({"motto": "Care"}, "“motto” is nothing that can be set"),
        ([1], "it must be an object"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_mend(branded, tmp_path, told, said):
    path = branded()
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(FileRefused) as refusal:
        read_brand(path)
    assert said in refusal.value.sentence


def test_a_file_that_is_no_json_is_refused(branded):
    path = branded()
    path.write_text("{name: x}")
    with pytest.raises(FileRefused):
        read_brand(path)


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.005)


@given(HEXES, HEXES)
def test_contrast_has_no_direction_and_is_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


def test_every_page_wears_it_and_the_logo_runs_nothing(branded, tmp_path):
    settings = published_market(tmp_path)
    branded(name="Bow & Co", logo="logo.svg", logo_words="Bow council", colours={"deep": "#4a1a5c"})
    client = create_app(settings, OpenedHere(settings)).test_client()
    for path in ("/", "/nowhere", "/market/"):
        page = client.get(path).text
        assert "– Bow &amp; Co</title>" in page
        assert 'alt="Bow council"' in page
    mark = page.partition('href="/brand/')[2].partition(".css")[0]
    style = client.get(f"/brand/{mark}.css")
    assert style.text == ":root { --deep: #4a1a5c; }\n"
    assert "immutable" in style.headers["Cache-Control"]
    logo = client.get(f"/brand/{mark}/logo")
    assert (logo.text, logo.mimetype) == (LOGO, "image/svg+xml")
    assert "default-src 'none'" in logo.headers["Content-Security-Policy"]


def test_without_a_logo_there_is_none(client):
    assert client.get("/brand/x/logo").status_code == 404
