"""Being free when needed, as expressions over a row: each thing asked is YES, NO or (-1 told) not known."""

from dataclasses import dataclass

from benchmarks.match.postgresql.codes import Codes
from benchmarks.match.postgresql.rows import day_number
from matching.needs import SupportNeeds, Visits

UNKNOWN_SHARE = 0.5


@dataclass(frozen=True)
class Availability:
    """What one question asks of an option's room."""

    needs: SupportNeeds
    codes: Codes

    def items(self) -> list[tuple[str, str]]:
        """For each thing asked when it is YES and when it is NO; NO wins."""
        if "availability" not in self.needs.stated():
            return []
        visits, hours = self.needs.visits or Visits(), self.needs.hours_per_week
        items = []
        if self.needs.start is not None:
            items.append(self._start(day_number(max(self.needs.start, self.codes.as_of))))
        if hours is not None:
            items.append(
                (f"hours_free >= {hours}::float8", f"hours_free >= 0 AND hours_free < {hours}::float8")
            )
        if visits.minutes is not None:
            items.append(_figure("shortest_visit", f"shortest_visit <= {visits.minutes}"))
        if visits.per_day is not None:
            items.append(_figure("most_visits", f"most_visits >= {visits.per_day}"))
        if visits.workers == 2:
            alone = self.codes.place_in("provider_kind", "personal_assistant")
            items.append(("two_workers = 1", f"two_workers = 0 OR (kind = {alone} AND two_workers <> 1)"))
        return items

    def _start(self, day: int) -> tuple[str, str]:
        in_time = f"CASE WHEN free_day >= 0 THEN free_day <= {day} ELSE taking_new = 1 END"
        return in_time, f"taking_new = 0 OR free_day > {day}"


def _figure(column: str, enough: str) -> tuple[str, str]:
    return f"{column} >= 0 AND {enough}", f"{column} >= 0 AND NOT ({enough})"
