"""Loads that name every event of their source, so that only what such a load brought is ever withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("load", sa.Column("is_complete", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Until now only the shipped events were loaded as a whole, with their coverage.
    op.execute(
        "UPDATE load SET is_complete = TRUE WHERE source_id = 'asia-pacific' AND coverage_from IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("load", "is_complete")
