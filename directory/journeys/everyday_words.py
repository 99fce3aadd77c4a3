"""Words people use that no code list has: ways to say a need, who a word is about, words that say nothing."""

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEED_WORDS: Mapping[str, tuple[str, ...]] = {
    "personal_care": (
        "wash", "washed", "bathe", "bath", "shower", "dress", "dressed", "get dressed", "toilet", "the loo",
        "going to the toilet", "getting up", "get up and dressed", "wash and dress", "bathing and dressing",
    ),
    "medication": ("take medicine", "take my medicine", "take her medicine", "take his medicine", "pills"),
    "meals": ("cook", "cooks", "eat", "make food", "making food", "make meals", "making meals", "breakfast"),
    "household_tasks": ("clean", "tidy", "tidying", "hoover", "hoovering", "housekeeping", "chores"),
    "shopping": ("shop", "shops", "do the shopping", "do my shopping", "go to the shops", "get food in"),
    "companionship": (
        "talk to", "talk", "chat to", "chatting", "lonely", "sit with", "keep me company",
        "keep her company", "keep him company", "a friend", "to visit me", "spend time with",
    ),
    "getting_out": (
        "go out", "get out", "get about", "take me out", "take her out", "take him out", "out and about",
        "a lift", "to appointments", "to the doctor", "drive me",
    ),
    "day_activities": ("something to do", "something to do in the day", "meet people", "a club", "a class"),
    "work_learning": ("get a job", "a job", "volunteer work", "learn", "study"),
    "money_paperwork": ("read letters", "read my letters", "fill in forms", "filling in forms"),
    "waking_night": ("awake all night", "stay awake", "up at night", "care at night"),
    "sleep_in": ("sleep over", "sleeps over", "stay the night", "stay overnight"),
    "live_in": ("live with me", "lives with me", "move in with me", "lives in", "live in my home"),
    "short_break": ("a rest", "time off", "give me a break", "give us a break"),
    "moving_handling": ("out of bed", "in and out of bed", "hoist", "hoisting", "lifting", "help to move"),
    "health_tasks": ("peg feeding", "tube feeding", "stoma", "catheter", "injections"),
    "end_of_life": ("dying", "palliative", "end of life"),
    "communication": ("sign", "signing"),
    "parenting": ("look after my children", "help with my children", "my kids"),
    "repairs_garden": ("garden", "the garden", "odd jobs", "fix things"),
    "rights_advice": ("benefits", "my rights", "pip", "attendance allowance"),
    "advocacy": ("speak up for me", "stand up for me", "an advocate"),
    "urgent_cover": ("urgent", "urgently", "short notice", "emergency", "straight away"),
    "faith_practice": ("mosque", "temple", "pray", "prayers", "synagogue", "gurdwara", "go to church"),
    "supported_housing": ("a home of my own", "my own flat with support"),
}  # fmt: skip
SETTING_WORDS: Mapping[str, tuple[str, ...]] = {
    "own_home": ("at home", "in my home", "in my own home", "in her home", "in his home", "comes to me",
                 "come to me", "come to my home", "in her own home", "in his own home"),
    "move_in": ("care home", "care homes", "nursing home", "nursing homes", "residential home"),
    "go_to": ("lunch club", "lunch clubs", "day centre", "day centres", "day center", "coffee morning"),
    "online": ("online", "by phone", "on the phone", "video call"),
}  # fmt: skip
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "personal_assistant": ("pa", "pas", "personal assistant", "personal assistants"),
    "volunteer_scheme": ("volunteer", "volunteers"),
    "regulated_provider": ("care agency", "home care agency", "cqc registered", "registered provider"),
    "introductory_agency": ("introductory agency", "introduction agency"),
    "micro_provider": ("micro provider", "micro enterprise", "micro business"),
    "voluntary_organisation": ("charity", "charities"),
    "community_group": ("community group", "community groups", "faith group", "local group"),
    "council_service": ("council service", "council run"),
}  # fmt: skip
WORKER_SEX: Mapping[str, str] = {
    "woman": "female", "women": "female", "female": "female", "females": "female", "lady": "female",
    "ladies": "female", "man": "male", "men": "male", "male": "male", "males": "male", "gentleman": "male",
}  # fmt: skip
HELPERS = _words(
    "carer carers pa pas assistant assistants personal worker workers helper helpers staff companion "
    "cleaner nurse nurses support volunteer volunteers befriender driver only care"
)
ASKING = _words("want wants need needs prefer prefers like find looking seeking seek by from only speaking")
AFTER_WORKER = _words("who to that can speaking")
ABOUT_SOMEONE = _words(
    "am im i'm is she's he's shes hes are for old aged elderly older disabled year years my mother "
    "father mum dad mam wife husband partner son daughter nan gran grandma grandad brother sister aunt "
    "uncle as"
)
WISHING = _words("prefer prefers preferably ideally possible rather nice maybe")
PLACE_WORDS = ("near", "around", "nearby", "close to", "lives in", "live in", "living in", "based in")
MAYBE_PLACE_WORDS = ("in", "at", "from", "by")
CULTURE_NOUNS = _words("culture community background heritage elders families customs traditions")
FOOD_NOUNS = _words("food meals meal cooking diet dishes kitchen")
SAYS_NOTHING = _words(
    "am a about after all also an and any anyone are as at be because been being but by can carer "
    "carers care close could day do does doing each else every find for from get gets give go good has "
    "have having he hello help helped helper helping helps her hers hi him his hour hours how i id if "
    "in into is it its just kind ive im like live lives living local look looking make many me mile "
    "miles months more most much mum mother my near nearby need needed needs next not now of off old on "
    "once one or our out over own pay paid people per person place please pound pounds provide really "
    "service services she should so some somebody someone something speak speaker speakers speaking "
    "speaks support than that the their them then there they thing things this time times to too under "
    "until up us use very want wanted wants was we week weeks well were what when where which while who "
    "will with within without work worker works would year years you your dad father wife husband "
    "partner son daughter language languages able friendly prefer preferably ideally possible max "
    "maximum least less only around assistant seeking seek experience knows know"
)
TOO_PLAIN = _words(
    "am pm all other money home work break holiday holidays car social training education courses admin "
    "anyone private privately adult adults people everyone night day art games letters forms "
    "appointments community club older younger disabled children child young la nhs dp ld pd m f soft "
    "asian veg meal care nurse activities carers carer support trips employment age family families"
) | {"older people", "all adults"}
"""Aliases that files may use, too plain to read into a sentence."""
IDENTITIES = _words("gay lesbian bisexual bi trans transgender queer straight lgbt black white asian brown")
"""Words for who somebody is that no list of ours holds alone."""
