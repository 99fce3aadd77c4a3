"""Objects of a JSON file, one by one: their shapes, their places, and what is refused where it breaks."""

import gzip
import json

import pytest

from directory.errors import FileRefused
from importers.files.json_records import json_records
from tests.real_files import real_file

GOOD = '{"id": 1, "name": "Zoë 😀", "taxonomies": [{"term": "a"}], "free": true, "fee": 17.5, "notes": null}'


def read(tmp_path, text, **bounds):
    path = tmp_path / "feed.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(json_records(path, **bounds))


@pytest.mark.parametrize(
    "text",
    [
        f"[{GOOD},{GOOD}]",
        f"\ufeff [ {GOOD} ,\r\n {GOOD} ] \n",
        f'{{"totalItems": 2, "links": ["a"], "contents": [{GOOD},{GOOD}], "number": 1}}',
        f'{{"content": [{GOOD},{GOOD}]}}',
        json.dumps([json.loads(GOOD)] * 2),
        json.dumps([json.loads(GOOD)] * 2, indent=4),
    ],
)
def test_a_list_or_a_page_around_one_gives_its_objects_by_number(tmp_path, text):
    assert read(tmp_path, text) == [(1, json.loads(GOOD)), (2, json.loads(GOOD))]


def test_objects_on_lines_of_their_own_are_known_by_their_line(tmp_path):
    assert read(tmp_path, f"{GOOD}\n\n{GOOD}\n") == [(1, json.loads(GOOD)), (3, json.loads(GOOD))]


def test_one_object_is_one_record_with_lists_of_its_own(tmp_path):
    assert read(tmp_path, '{"id": "s", "locations": [{"id": "l"}]}') == [
        (1, {"id": "s", "locations": [{"id": "l"}]})
    ]


def test_a_packed_feed_is_read_too(tmp_path):
    assert read(tmp_path, gzip.compress(GOOD.encode())) == [(1, json.loads(GOOD))]


@pytest.mark.parametrize("text", ["[]", '{"contents": []}'])
def test_an_empty_list_has_no_records(tmp_path, text):
    assert read(tmp_path, text) == []


BROKEN = {
    "cut short": ("bad_json", f"[{GOOD},{GOOD}", "record 3"),
    "cut inside an object": ("bad_json", f"[{GOOD},{GOOD[:40]}", "record 2"),
    "cut on a line": ("bad_json", f"{GOOD}\n{GOOD[:40]}", "line 2"),
    "half of a letter at the end of the file": ("bad_json", '{"a":"\\ud83d"}', "Line 1"),
    "nothing": ("not_json", "", "not JSON"),
    "more behind the end": ("bad_json", f"[{GOOD}] x", "record 2"),
    "another list behind the end": ("bad_json", f"[{GOOD}][{GOOD}]", "record 1"),
    "a comma too many": ("bad_json", f"[{GOOD},]", "record 2"),
    "no number": ("bad_json", '[{"a": NaN}]', "record 1"),
    "a number without bounds": ("bad_json", '[{"a": 1e999}]', "record 1"),
    "a number of 5,000 digits": ("bad_json", f'[{{"a": {"9" * 5000}}}]', "record 1"),
    "a comment": ("bad_json", f"[{GOOD}, // x\n{GOOD}]", "line 1"),
    "half of a letter": ("bad_json", '[{"a": "\\ud83dx"}]', "Line 1"),
    "the other half of a letter": ("bad_json", '[{"a": "\\ude00x"}]', "ine 1"),
    "half of a letter at the very end": ("bad_json", '{"a":"\\ud83d"}\n\n', "Line 1"),
    "half of a letter behind backslashes": ("bad_json", '{"a":"\\\\\\\\\\ud83d."}', "Line 1"),
    "a key twice": ("duplicate_column", '[{"a": 1, "a": 2}]', "Record 1"),
    "a key twice further in": ("duplicate_column", '[{"b": {"a": 1, "a": 2}}]', "Record 1"),
    "10,000 brackets": ("too_deep", '[{"a":' + "[" * 10_000, "60 deep"),
    "10,000 braces": ("too_deep", '{"a":' * 10_000, "60 deep"),
    "a text of 10 MB": ("record_too_long", f'[{{"a": "{"x" * 10_000_000}"}}]', "Record 1"),
    "numbers": ("not_records", "[1, 2]", "Record 1"),
    "lists": ("not_records", '[["a"], ["b"]]', "Record 1"),
    "a table": ("not_json", "Name,Phone\r\n", "not JSON"),
    "wrong letters": ("unknown_encoding", b'[{"a": "caf\xe9"}]', "UTF-8"),
    "half of a letter in its bytes": ("unknown_encoding", b'[{"a": "\xed\xa0\x80"}]', "UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_json_is_refused_with_the_place_where_it_breaks(tmp_path, kind):
    code, text, place = BROKEN[kind]
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path, text)
    assert refusal.value.code == code
    assert place in refusal.value.sentence
    assert "Zoë" not in str(refusal.value)


def test_letters_in_two_halves_come_out_whole_wherever_the_file_is_read_in_pieces(tmp_path):
    text = json.dumps([{"a": "\\" * 3 + "😀" * 40_000}])
    for shift in range(12):
        assert read(tmp_path, " " * shift + text) == [(1, {"a": "\\" * 3 + "😀" * 40_000})]


def test_more_records_than_may_be_are_refused(tmp_path):
    assert len(read(tmp_path, f"[{GOOD},{GOOD}]", at_most=2)) == 2
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path, f"[{GOOD},{GOOD}]", at_most=1)
    assert refusal.value.code == "too_many_rows"


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "records"), [("service_full", 1), ("service_list", None), ("organization_list", None)]
)
def test_the_example_feeds_of_hsds_uk_are_read(name, records):
    path = real_file(f"oruk/examples_hsds_uk_3.0/{name}.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    expected = [found] if records else found["contents"]
    assert [record for _, record in json_records(path)] == expected
