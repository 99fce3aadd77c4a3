"""Rows of people, and what the store holds once they were taken in."""

from tests.importers.sheets import another_person


def people(*numbers, **changes):
    return [another_person(number, **changes) for number in numbers]


def listed(store):
    with store.reading() as reader:
        return reader.listed()["total"]


def fingerprint(store):
    with store.reading() as reader:
        return reader.fingerprint()


def counts(report):
    return report.added, report.changed, report.unchanged, report.ended
