"""The homes of England, from the postcode table all tests share."""

import pytest

from benchmarks.match.homes import Homes
from directory.geography.lookup import PostcodeTable


@pytest.fixture(scope="session")
def homes(reference_dir):
    return Homes.of(PostcodeTable.open(reference_dir))
