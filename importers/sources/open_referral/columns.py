"""The columns a service becomes: what HSDS-UK keeps in nested objects, as texts that people can read."""

from importers.source import Column

SERVICE_ID = "Service id"
LOCATION_ID = "Location id"
NAME = "Name"
STATUS = "Status"
DESCRIPTION = "Description"
ORGANIZATION = "Organization"
IDENTIFIERS = "Organization identifiers"
WEBSITE = "Website"
EMAIL = "Email"
TELEPHONE = "Telephone"
ADDRESS = "Address"
POSTCODE = "Postcode"
COUNTRY = "Country"
LATITUDE = "Latitude"
LONGITUDE = "Longitude"
SERVICE_AREAS = "Service areas"
ATTENDING = "Attending"
TERMS = "Taxonomy terms"
ELIGIBILITY = "Eligibility"
MINIMUM_AGE = "Minimum age"
MAXIMUM_AGE = "Maximum age"
LANGUAGES = "Languages"
COSTS = "Cost options"
FEES = "Fees"
SCHEDULES = "Schedules"
WHEN = "Schedule descriptions"
ACCESS = "Accessibility"
ASSURED_ON = "Assured date"
MODIFIED = "Last modified"

REQUIRED = (SERVICE_ID, NAME)
PRIVATE = (EMAIL, TELEPHONE, ADDRESS, POSTCODE)
"""Of a small group these may be somebody's own: no report repeats them."""
COLUMNS = tuple(
    Column(name, required=name in REQUIRED, private=name in PRIVATE)
    for name in (
        *(SERVICE_ID, LOCATION_ID, NAME, STATUS, DESCRIPTION, ORGANIZATION, IDENTIFIERS, WEBSITE, EMAIL),
        *(TELEPHONE, ADDRESS, POSTCODE, COUNTRY, LATITUDE, LONGITUDE, SERVICE_AREAS, ATTENDING, TERMS),
        *(ELIGIBILITY, MINIMUM_AGE, MAXIMUM_AGE, LANGUAGES, COSTS, FEES, SCHEDULES, WHEN, ACCESS),
        *(ASSURED_ON, MODIFIED),
    )
)
