"""Pages of a feed's items that were refused or are gone, so that they are left alone for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refused_page",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("n_times", sa.Integer(), nullable=False),
        sa.Column("ask_again_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "sha256", name=op.f("pk_refused_page")),
    )


def downgrade() -> None:
    op.drop_table("refused_page")
