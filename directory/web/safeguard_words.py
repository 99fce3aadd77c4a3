"""What the law bars or leaves to be asked, in plain words, by the id of each safeguard."""

from directory.web.translation import _l

SAFEGUARDS = {
    "personal_care_unregistered": _l(
        "At home they may not wash, dress or toilet you. Only people whom you "
        "direct yourself, or a provider registered with the Care Quality Commission, may do that."
    ),
    "personal_care_legal_form": _l(
        "Ask if they work for themselves. Only then may they give personal care at "
        "home without being registered."
    ),
    "personal_care_registration": _l(
        "Ask if the Care Quality Commission has registered them for personal care. "
        "Only then may they give it at home."
    ),
    "direct_payment_care_home": _l(
        "A direct payment can't pay for more than 4 weeks in a row in a care home."
    ),
    "direct_payment_nhs": _l("A direct payment can't pay for care that the NHS must give you."),
    "direct_payment_council_service": _l(
        "A direct payment can buy a council's own service only now and then: ask the council."
    ),
}
ASKED_BY_LAW = {
    "personal_care_legal_form": _l("Do you work for yourself, or for a company?"),
    "personal_care_registration": _l("Has the Care Quality Commission registered you for personal care?"),
}
