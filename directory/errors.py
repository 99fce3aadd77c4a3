"""The one family of errors a person can meet: each has a code, a sentence and a remedy.

Mapped to HTTP statuses in ``directory.web`` and to exit codes in ``directory.cli``, nowhere else.
"""


class CareMarketError(Exception):
    """A refusal that leaves everything as it was.

    ``code`` never changes; ``sentence`` says what happened; ``remedy`` says what to do about it.
    """

    code = "refused"

    def __init__(self, sentence: str, remedy: str = "", *, code: str | None = None) -> None:
        super().__init__(f"{sentence} {remedy}".strip())
        self.sentence = sentence
        self.remedy = remedy
        self.code = code or self.code


class QuestionError(CareMarketError):
    """A question that can't be asked as it stands; ``field`` names the part to mend."""

    code = "bad_question"

    def __init__(self, sentence: str, remedy: str = "", *, field: str, code: str | None = None) -> None:
        super().__init__(sentence, remedy, code=code)
        self.field = field


class PlaceNotFound(CareMarketError):
    """A postcode, district or place name that the offline table does not hold."""

    code = "place_not_found"


class FileRefused(CareMarketError):
    """A file that can't be taken in as a whole: nothing of it was stored."""

    code = "file_refused"


class NotFound(CareMarketError):
    """Something asked for by an id that isn't there, or isn't there for you."""

    code = "not_found"


class HasLeft(NotFound):
    """A service that was in this directory and isn't any more."""

    code = "has_left"


class NotPublished(CareMarketError):
    """No market has been published yet in this data folder."""

    code = "not_published"


class PublishedVersionRefused(CareMarketError):
    """A published folder that is torn, foreign or of another format."""

    code = "published_version_refused"
