"""Rows of a table that a load found unchanged, so that undoing an earlier load leaves them.

Loads of before have no runs; for them `db.vouching` goes by the bytes, as it did then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vouched_run",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("first_record", sa.Integer(), nullable=False),
        sa.Column("last_record", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.id"], name=op.f("fk_vouched_run_load_id_load"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("load_id", "first_record", name=op.f("pk_vouched_run")),
    )


def downgrade() -> None:
    op.drop_table("vouched_run")
