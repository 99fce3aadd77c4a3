"""Days and times of day when help is needed."""

from matching.criteria.stated_list import StatedList

TIMES = StatedList("times", "times", lambda needs: needs.times)
