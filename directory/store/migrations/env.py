"""Alembic's way in. ``directory.store.migrate`` hands over the connection and says which database it is."""

from alembic import context

from directory.store.tables import METADATA

database = context.config.attributes["database"]
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA[database],
    version_table=f"{database}_version",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
