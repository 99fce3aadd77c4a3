"""The groups of people a service is for (CQC service user bands)."""

from matching.criteria.stated_list import StatedList

USER_BANDS = StatedList("user_bands", "user_bands", lambda needs: needs.user_bands)
