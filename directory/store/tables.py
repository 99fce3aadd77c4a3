"""Every table there is, by database."""

from sqlalchemy import MetaData

from directory.store import changes, looks, option_models, record_models  # noqa: F401 - importing defines the tables
from directory.store.answer_models import AnswersBase
from directory.store.engines import Database

METADATA: dict[Database, MetaData] = {
    "market": record_models.Base.metadata,
    "answers": AnswersBase.metadata,
}
