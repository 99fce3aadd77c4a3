"""A woman or a man for personal care, and for nothing else.

Equality Act 2010 Sch 9 para 1: being of one sex is a requirement of the work where it is intimate personal
care. Without personal care among the needs the wish is not applied.
"""

from matching.criteria.stated_list import StatedList
from matching.needs import SupportNeeds


def _stated(needs: SupportNeeds) -> tuple[str, ...]:
    return (needs.staff_gender,) if needs.wants_staff_gender and needs.staff_gender else ()


STAFF_GENDER = StatedList("staff_gender", "staff_gender", _stated)
