"""Ways of paying that a service takes. It filters when demanded and never scores."""

from matching.criteria.stated_list import StatedList

FUNDING = StatedList("funding", "funding", lambda needs: (needs.funding,) if needs.funding else ())
