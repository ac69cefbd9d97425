"""What feeds have brought, kept with the loads that read it, so that it is undone with them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("last_modified", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_feed")),
    )
    op.create_table(
        "feed_item",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("page_sha256", sa.String(length=64), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("event_keys", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.id"], name=op.f("fk_feed_item_load_id_load"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("load_id", "sha256", name=op.f("pk_feed_item")),
    )
    op.create_index("ix_feed_item_feed", "feed_item", ["feed"])
    op.create_index("ix_feed_item_sha256", "feed_item", ["sha256"])


def downgrade() -> None:
    op.drop_index("ix_feed_item_sha256", table_name="feed_item")
    op.drop_index("ix_feed_item_feed", table_name="feed_item")
    op.drop_table("feed_item")
    op.drop_table("feed")
