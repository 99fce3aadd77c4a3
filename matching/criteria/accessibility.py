"""What makes a place or a service usable for someone (Equality Act 2010 s20)."""

from matching.criteria.stated_list import StatedList

ACCESSIBILITY = StatedList("accessibility", "accessibility", lambda needs: needs.accessibility)
