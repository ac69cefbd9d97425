"""The tables of the documented layer: countries, sources, loads, events, proofs, edits, reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "country",
        sa.Column("iso3", sa.String(length=3), nullable=False),
        sa.Column("iso2", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("demonyms", sa.String(), nullable=False),
        sa.Column("capital", sa.String(), nullable=False),
        sa.Column("cow_code", sa.Integer(), nullable=True),
        sa.Column("gw_code", sa.Integer(), nullable=True),
        sa.Column("fips_code", sa.String(), nullable=False),
        sa.Column("cameo_code", sa.String(), nullable=False),
        sa.Column("exists_from", sa.Date(), nullable=True),
        sa.Column("exists_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("iso3", name=op.f("pk_country")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("coverage_from", sa.Date(), nullable=True),
        sa.Column("coverage_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "store_meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_store_meta")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("source_event_id", sa.String(), nullable=False),
        sa.Column("country_a", sa.String(length=3), nullable=False),
        sa.Column("country_b", sa.String(length=3), nullable=False),
        sa.Column("actor", sa.String(length=3), nullable=False),
        sa.Column("recipient", sa.String(length=3), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f("ck_event_confidence")),
        sa.CheckConstraint(
            "date_precision IN ('day', 'month', 'year')", name=op.f("ck_event_date_precision")
        ),
        sa.CheckConstraint("review IN ('accepted', 'proposed', 'rejected')", name=op.f("ck_event_review")),
        sa.CheckConstraint("status IN ('occurred', 'scheduled', 'cancelled')", name=op.f("ck_event_status")),
        sa.CheckConstraint("country_a < country_b", name=op.f("ck_event_dyad_sorted")),
        sa.ForeignKeyConstraint(["actor"], ["country.iso3"], name=op.f("fk_event_actor_country")),
        sa.ForeignKeyConstraint(["country_a"], ["country.iso3"], name=op.f("fk_event_country_a_country")),
        sa.ForeignKeyConstraint(["country_b"], ["country.iso3"], name=op.f("fk_event_country_b_country")),
        sa.ForeignKeyConstraint(["recipient"], ["country.iso3"], name=op.f("fk_event_recipient_country")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_event_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("source_id", "source_event_id", name=op.f("uq_event_source_id_source_event_id")),
    )
    op.create_index("ix_event_dyad_date", "event", ["country_a", "country_b", "date", "source_id"])

    op.create_table(
        "load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("input_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("n_read", sa.Integer(), nullable=False),
        sa.Column("n_added", sa.Integer(), nullable=False),
        sa.Column("n_updated", sa.Integer(), nullable=False),
        sa.Column("n_unchanged", sa.Integer(), nullable=False),
        sa.Column("n_merged", sa.Integer(), nullable=False),
        sa.Column("n_withdrawn", sa.Integer(), nullable=False),
        sa.Column("n_duplicate", sa.Integer(), nullable=False),
        sa.Column("n_rejected", sa.Integer(), nullable=False),
        sa.Column("coverage_from", sa.Date(), nullable=True),
        sa.Column("coverage_to", sa.Date(), nullable=True),
        sa.Column("code_version", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.CheckConstraint("status IN ('done', 'failed', 'undone')", name=op.f("ck_load_status")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_load_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load")),
    )
    op.create_table(
        "coverage",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("country_a", sa.String(length=3), nullable=False),
        sa.Column("country_b", sa.String(length=3), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("date_from", sa.Date(), nullable=False),
        sa.Column("date_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["country_a"], ["country.iso3"], name=op.f("fk_coverage_country_a_country")),
        sa.ForeignKeyConstraint(["country_b"], ["country.iso3"], name=op.f("fk_coverage_country_b_country")),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.id"], name=op.f("fk_coverage_load_id_load"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_coverage_source_id_source")),
        sa.PrimaryKeyConstraint("load_id", "country_a", "country_b", name=op.f("pk_coverage")),
    )
    op.create_table(
        "event_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_edit_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_edit")),
    )
    op.create_index("ix_event_edit_event_id", "event_edit", ["event_id"])

    op.create_table(
        "event_topic",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_topic_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "topic", name=op.f("pk_event_topic")),
    )
    op.create_table(
        "rejected_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("input_name", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.id"], name=op.f("fk_rejected_row_load_id_load"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejected_row")),
    )
    op.create_index("ix_rejected_row_load_id", "rejected_row", ["load_id"])

    op.create_table(
        "source_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("source_event_id", sa.String(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_source_record_event_id_event"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_source_record_load_id_load")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_record_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_record")),
        sa.UniqueConstraint(
            "source_id",
            "source_event_id",
            "load_id",
            name=op.f("uq_source_record_source_id_source_event_id_load_id"),
        ),
    )
    op.create_index("ix_source_record_event_id", "source_record", ["event_id"])
    op.create_index("ix_source_record_load_id", "source_record", ["load_id"])

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("quote", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_evidence_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_evidence_load_id_load")),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["source_record.id"],
            name=op.f("fk_evidence_record_id_source_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_evidence_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_event_id", "evidence", ["event_id"])
    op.create_index("ix_evidence_load_id", "evidence", ["load_id"])
    op.create_index("ix_evidence_record_id", "evidence", ["record_id"])

    op.create_table(
        "review_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.CheckConstraint("status IN ('open', 'accepted', 'rejected')", name=op.f("ck_review_item_status")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_review_item_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.id"], name=op.f("fk_review_item_load_id_load"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["source_record.id"],
            name=op.f("fk_review_item_record_id_source_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_item")),
    )
    op.create_index("ix_review_item_event_id", "review_item", ["event_id"])
    op.create_index("ix_review_item_record_id", "review_item", ["record_id"])
    op.create_index("ix_review_item_load_id", "review_item", ["load_id"])


def downgrade() -> None:
    op.drop_index("ix_review_item_record_id", table_name="review_item")
    op.drop_index("ix_review_item_load_id", table_name="review_item")
    op.drop_index("ix_review_item_event_id", table_name="review_item")

    op.drop_table("review_item")
    op.drop_index("ix_evidence_record_id", table_name="evidence")
    op.drop_index("ix_evidence_load_id", table_name="evidence")
    op.drop_index("ix_evidence_event_id", table_name="evidence")

    op.drop_table("evidence")
    op.drop_index("ix_source_record_load_id", table_name="source_record")
    op.drop_index("ix_source_record_event_id", table_name="source_record")

    op.drop_table("source_record")
    op.drop_index("ix_rejected_row_load_id", table_name="rejected_row")

    op.drop_table("rejected_row")
    op.drop_table("event_topic")
    op.drop_index("ix_event_edit_event_id", table_name="event_edit")

    op.drop_table("event_edit")
    op.drop_table("coverage")
    op.drop_table("load")
    op.drop_index("ix_event_dyad_date", table_name="event")

    op.drop_table("event")
    op.drop_table("store_meta")
    op.drop_table("source")
    op.drop_table("country")
