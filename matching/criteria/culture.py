"""Cultures the service is shaped for (Census 2021 ethnic groups as audiences)."""

from matching.criteria.stated_list import StatedList

CULTURE = StatedList("culture", "culture", lambda needs: needs.culture)
