"""Whether a service says that LGBT+ people are welcome; never a worker's own orientation."""

from matching.criteria.stated_list import StatedList

LGBT_AFFIRMING = StatedList(
    "lgbt_affirming", "flags", lambda needs: ("lgbt_affirming",) if needs.lgbt_affirming else ()
)
