"""Which article an item of a feed was, so that one whose link or id changes is known again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COLUMNS = {"name": 64, "told": 64, "story": None, "words": None}


def upgrade() -> None:
    with op.batch_alter_table("feed_item") as table:
        for name, length in _COLUMNS.items():
            table.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
        for name in ("name", "told"):
            table.create_index(op.f(f"ix_feed_item_{name}"), [name])


def downgrade() -> None:
    with op.batch_alter_table("feed_item") as table:
        for name in ("name", "told"):
            table.drop_index(op.f(f"ix_feed_item_{name}"))
        for name in _COLUMNS:
            table.drop_column(name)
