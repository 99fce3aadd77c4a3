"""An import killed at each statement on either database: all of it is stored, or none."""

import signal
from functools import partial
from itertools import count

from directory.store.session import open_store
from importers.pipeline import Orders, run
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import PEOPLE, another_person, write_csv
from tests.importers.taking_in import fingerprint, people
from tests.steps import in_a_child, killed_at


def imported(settings, path):
    """The fingerprint of what is stored then."""
    store = open_store(settings)
    try:
        return run(store, PEOPLE, path, a_reading_context(), Orders()).fingerprint
    finally:
        store.close()


def test_until_an_import_is_kept_whole_nothing_of_it_is_seen(settings, tmp_path):
    def stored():
        store = open_store(settings)
        try:
            with store.reading() as reader:
                return fingerprint(store), len(reader.runs()), reader.last_change()
        finally:
            store.close()

    later = [*people(1, 2), another_person(3, Languages="Polish"), another_person(4, Consent_to_list="no")]
    imported(settings, write_csv(tmp_path / "people.csv", people(1, 2, 3, 4)))
    path = write_csv(tmp_path / "people.csv", later)
    before = stored()
    for step in count(1):
        assert in_a_child(partial(imported, settings, path), killed_at(step)).status == -signal.SIGKILL
        if stored() != before:
            break
    assert step > 10
    after = stored()
    assert (after[1], after[0]) == (2, imported(settings, path))
