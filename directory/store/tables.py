"""Every table there is, by database."""

from sqlalchemy import MetaData

from directory.store import (  # noqa: F401 - importing defines the tables
    changes,
    live_sum,
    look_keys,
    option_models,
    record_models,
)
from directory.store.answer_models import AnswersBase
from directory.store.engines import Database

METADATA: dict[Database, MetaData] = {
    "market": record_models.Base.metadata,
    "answers": AnswersBase.metadata,
}
