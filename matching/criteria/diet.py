"""Food the service can provide."""

from matching.criteria.stated_list import StatedList

DIET = StatedList("diet", "diet", lambda needs: needs.diet)
