"""What holds for every test: nobody's own market is touched, and a slow machine fails no property."""

import os

import hypothesis
import pytest

hypothesis.settings.register_profile("house", deadline=None, max_examples=40)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def a_data_folder_of_the_tests_own(tmp_path_factory):
    """Settings of the developer's shell never reach a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("CAREMARKET_")]:
            if name != "CAREMARKET_REAL_FILES":
                patch.delenv(name)
        patch.setenv("CAREMARKET_DATA_DIR", str(tmp_path_factory.mktemp("caremarket")))
        yield


@pytest.fixture(scope="session")
def reference_dir(tmp_path_factory):
    """One postcode table for all tests of a run, shared by its processes and built by the first."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return shared / "reference"


@pytest.fixture(scope="session")
def gazetteer(reference_dir):
    """The gazetteer of England as installed."""
    from directory.geography.gazetteer import Gazetteer
    from directory.geography.lookup import PostcodeTable

    return Gazetteer(PostcodeTable.open(reference_dir))
