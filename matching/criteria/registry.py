"""Every criterion, in the order reasons are given. A new one is a file of its own and a line here."""

from matching.criteria.accessibility import ACCESSIBILITY
from matching.criteria.availability import AVAILABILITY
from matching.criteria.cost import COST
from matching.criteria.criterion import Criterion
from matching.criteria.culture import CULTURE
from matching.criteria.diet import DIET
from matching.criteria.distance import DISTANCE
from matching.criteria.evidence import EVIDENCE
from matching.criteria.faith import FAITH
from matching.criteria.freshness import FRESHNESS
from matching.criteria.funding import FUNDING
from matching.criteria.languages import LANGUAGES
from matching.criteria.lgbt_affirming import LGBT_AFFIRMING
from matching.criteria.provider_kinds import PROVIDER_KINDS
from matching.criteria.quality import QUALITY
from matching.criteria.setting import SETTING
from matching.criteria.staff_gender import STAFF_GENDER
from matching.criteria.support_needs import NEEDS
from matching.criteria.times import TIMES
from matching.criteria.user_bands import USER_BANDS

CRITERIA: tuple[Criterion, ...] = (
    NEEDS, SETTING, PROVIDER_KINDS, DISTANCE, COST, USER_BANDS, LANGUAGES, FAITH, CULTURE, DIET, STAFF_GENDER,
    LGBT_AFFIRMING, ACCESSIBILITY, TIMES, AVAILABILITY, FUNDING, QUALITY, EVIDENCE, FRESHNESS,
)  # fmt: skip
