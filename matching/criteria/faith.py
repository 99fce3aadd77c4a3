"""Faith the service provides for (Census 2021 TS030); never a worker's own."""

from matching.criteria.stated_list import StatedList

FAITH = StatedList("faith", "faith", lambda needs: needs.faith)
