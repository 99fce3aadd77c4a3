"""The lock file holds what setup.cfg asks for: in range, hashed, and no test tool where the service runs."""

import re
from configparser import ConfigParser

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.repository import ROOT

TO_RUN, FOR_TESTS = (ROOT / "requirements.lock").read_text().split("# For tests and checks\n")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def asked_for() -> tuple[list[str], list[str]]:
    """The requirements of the service, and those of its extras."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    extras = "\n".join(setup["options.extras_require"].values())
    return setup["options"]["install_requires"].split("\n")[1:], [line for line in extras.split("\n") if line]


SERVICE, EXTRAS = asked_for()


@pytest.mark.parametrize("line", SERVICE)
def test_what_the_service_needs_is_locked_in_the_first_part(line):
    wanted = Requirement(line)
    assert dict(PIN.findall(TO_RUN))[canonicalize_name(wanted.name)] in wanted.specifier


@pytest.mark.parametrize("line", EXTRAS)
def test_what_an_extra_needs_is_locked_in_the_second_part(line):
    wanted = Requirement(line)
    assert dict(PIN.findall(FOR_TESTS))[canonicalize_name(wanted.name)] in wanted.specifier


def test_every_pin_has_its_hashes():
    blocks = re.split(r"^(?=[a-z])", TO_RUN + FOR_TESTS, flags=re.MULTILINE)
    pins = [block for block in blocks if PIN.match(block)]
    assert len(pins) == len(PIN.findall(TO_RUN + FOR_TESTS))
    assert [block for block in pins if "--hash=sha256:" not in block] == []
