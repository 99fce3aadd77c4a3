"""The rules of matching as expressions over one row of market.sql: listed or not, sure or not, and its worth.

Verdicts are 2 yes, 1 not known, 0 no. An expression is written for one question, with only what it asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.match.postgresql.availability import UNKNOWN_SHARE, Availability
from benchmarks.match.postgresql.codes import A_LISTS, Codes
from benchmarks.match.postgresql.rows import SETTING_COLUMNS
from matching.needs import SupportNeeds

STATED: Mapping[str, str] = {
    "user_bands": "user_bands", "faith": "faith", "culture": "culture", "diet": "diet",
    "staff_gender": "staff_gender", "lgbt_affirming": "flags", "accessibility": "accessibility",
    "times": "times", "funding": "funding",
}  # fmt: skip
"""Criteria that are a list of codes, and the list each is of; languages have columns of their own."""
CLOSE_LANGUAGES: tuple[tuple[str, str, float], ...] = (("syl", "ben", 0.5), ("ben", "syl", 0.5))
NOT_PAID_DIRECTLY: tuple[str, ...] = ("nursing", "care_home")
UNKNOWN_DISTANCE = 0.25
UNKNOWN_COST = 0.5
MILES_HALVING: Mapping[str, float] = {"own_home": 15.0, "go_to": 3.0, "move_in": 3.0}


def number(value: float) -> str:
    """A double precision constant; a plain decimal would make PostgreSQL calculate in numeric."""
    return f"{float(value)!r}::float8"


def conjunction(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions) if conditions else "true"


@dataclass(frozen=True)
class Judging:
    """One question against the bits of ``codes``."""

    needs: SupportNeeds
    codes: Codes

    @cached_property
    def settings(self) -> tuple[str, ...]:
        unknown = set(self.needs.settings_asked) - set(SETTING_COLUMNS)
        if unknown:
            raise ValueError(f"The table has no columns for the settings {sorted(unknown)}.")
        return self.needs.settings_asked

    @cached_property
    def asked(self) -> int:
        return self.codes.bits("needs", self.needs.needs)

    @cached_property
    def payable(self) -> int:
        """The needs asked for that the person's money may buy."""
        if self.needs.funding != "direct_payment":
            return self.asked
        return self.asked & ~self.codes.bits("needs", NOT_PAID_DIRECTLY)

    def stated(self, criterion: str) -> tuple[str, ...]:
        """The codes asked for under a criterion of ``STATED`` or of languages."""
        needs = self.needs
        if criterion == "staff_gender":
            return (needs.staff_gender,) if needs.staff_gender and needs.wants_staff_gender else ()
        if criterion == "lgbt_affirming":
            return ("lgbt_affirming",) if needs.lgbt_affirming else ()
        if criterion == "funding":
            return (needs.funding,) if needs.funding else ()
        codes: tuple[str, ...] = getattr(needs, criterion)
        return codes

    def word(self, criterion: str) -> str:
        return "a" if STATED[criterion] in A_LISTS else "b"

    def setting_bits(self) -> int:
        return self.codes.bits("setting", self.settings)

    def fixed(self, sure: bool) -> list[str]:
        """Conditions that don't depend on where the person is: YES to all if ``sure``, else NO to none."""
        bits = self.setting_bits()
        conditions = [f"a_yes & {bits} <> 0" if sure else f"a_no & {bits} <> {bits}"]
        if self.needs.provider_kinds:
            kinds = [self.codes.place_in("provider_kind", kind) for kind in self.needs.provider_kinds]
            conditions.append(f"kind IN ({', '.join(map(str, kinds))})")
        if self.needs.funding == "direct_payment":
            barred = ["nhs_service"] + ["council_service"] * sure
            kinds = [self.codes.place_in("provider_kind", kind) for kind in barred]
            conditions.append(f"kind NOT IN ({', '.join(map(str, kinds))})")
        conditions += self._must_lists(sure)
        for yes, no in self._room.items() if "availability" in self.needs.must else ():
            conditions.append(f"({yes}) AND NOT ({no})" if sure else f"NOT ({no})")
        return conditions

    @property
    def _room(self) -> Availability:
        return Availability(self.needs, self.codes)

    def _must_lists(self, sure: bool) -> list[str]:
        conditions = []
        for criterion in sorted(self.needs.must & set(STATED)):
            if codes := self.stated(criterion):
                bits, word = self.codes.bits(STATED[criterion], codes), self.word(criterion)
                conditions.append(f"{word}_yes & {bits} = {bits}" if sure else f"{word}_no & {bits} = 0")
        if "languages" in self.needs.must:
            spoken = conjunction([self.speaks(code) for code in self.needs.languages])
            conditions.append(spoken if sure else f"(languages_complete = 0 OR {spoken})")
        return conditions

    def speaks(self, code: str) -> str:
        at = self.codes.languages.get(code)
        return "false" if at is None else f"language_{at // 63} & {1 << at % 63} <> 0"

    def utility(self, weights: Mapping[str, float], distance: str, cost: str | None) -> str:
        """The weighted sum of values; ``yes`` and ``open`` are the row's needs met and not ruled out."""
        council = self.needs.here.council if self.needs.here else None
        known = {"quality": "quality", "evidence": "backing", "freshness": "freshness"}
        parts = [f"{number(weights[name])} * {column}" for name, column in known.items()]
        parts.append(f"{number(weights['distance'])} * ({distance})")
        if cost is not None:
            parts.append(f"{number(weights['cost'])} * ({cost})")
        share = weights["needs"] / len(self.needs.needs)
        for need in self.needs.needs:
            rate, bit = self.codes.base_rate("needs", need, council), self.codes.bit("needs", need)
            parts.append(
                f"CASE WHEN yes & {bit} <> 0 THEN {number(share)} "
                f"WHEN open & {bit} <> 0 THEN {number(share * rate)} ELSE 0::float8 END"
            )
        items = self._room.items()
        for yes, no in items:
            share = weights["availability"] / len(items)
            unknown = number(share * UNKNOWN_SHARE)
            parts.append(f"CASE WHEN {no} THEN 0::float8 WHEN {yes} THEN {number(share)} ELSE {unknown} END")
        parts += self._list_values(weights, council) + self._language_values(weights, council)
        return "\n  + ".join(parts)

    def _list_values(self, weights: Mapping[str, float], council: str | None) -> list[str]:
        parts = []
        for criterion, name in STATED.items():
            codes = self.stated(criterion) if criterion in weights else ()
            for code in codes:
                share, word = weights[criterion] / len(codes), self.word(criterion)
                bit, rate = self.codes.bit(name, code), self.codes.base_rate(name, code, council)
                parts.append(
                    f"CASE WHEN {word}_yes & {bit} <> 0 THEN {number(share)} "
                    f"WHEN {word}_no & {bit} <> 0 THEN 0::float8 ELSE {number(share * rate)} END"
                )
        return parts

    def _language_values(self, weights: Mapping[str, float], council: str | None) -> list[str]:
        """A language close to the one asked for gives part of the value, and the rest is as without it."""
        parts = []
        for code in self.needs.languages:
            share = weights["languages"] / len(self.needs.languages)
            rate = self.codes.base_rate("languages", code, council)
            close = [(other, part) for one, other, part in CLOSE_LANGUAGES if one == code]
            arms = [f"WHEN {self.speaks(code)} THEN {number(share)}"]
            for other, part in close:
                lifted = share * (part + (1 - part) * rate)
                arms.append(
                    f"WHEN {self.speaks(other)} THEN CASE WHEN languages_complete = 1 "
                    f"THEN {number(share * part)} ELSE {number(lifted)} END"
                )
            arms.append("WHEN languages_complete = 1 THEN 0::float8")
            parts.append(f"CASE {' '.join(arms)} ELSE {number(share * rate)} END")
        return parts

    def closeness(self, setting: str, miles: str) -> str:
        return f"power(2::float8, -{miles} / {number(MILES_HALVING[setting])})"
