"""the clock: notices with a latest time and a price, area settings, the message budget"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1700"
down_revision = "20261123_1600"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
WAITING = sa.text("delivered_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("chat_id", existing_type=sa.String(), nullable=True)
        notices.add_column(sa.Column("household_id", ID, nullable=True))
        notices.add_column(
            sa.Column("area_code", sa.String(length=8), server_default="", nullable=False)
        )
        notices.add_column(
            sa.Column("urgency", sa.SmallInteger(), server_default="1", nullable=False)
        )
        for name in ("earliest", "expires_at", "look_at", "failed_at"):
            notices.add_column(sa.Column(name, TIME, nullable=True))
        notices.add_column(sa.Column("saved", ID, server_default="0", nullable=False))
        notices.add_column(sa.Column("why", sa.String(length=10), nullable=True))
        notices.create_foreign_key(
            op.f("fk_notices_household_id"), "households", ["household_id"], ["id"]
        )
        notices.create_unique_constraint(
            op.f("uq_notices_household_id_kind_about"), ["household_id", "kind", "about"]
        )
    op.execute("UPDATE notices SET look_at = due_at WHERE delivered_at IS NULL")
    for name, column in (("ix_notices_household", "household_id"), ("ix_notices_look", "look_at")):
        columns = [column] if column == "look_at" else [column, "id"]
        op.create_index(name, "notices", columns, sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_index("ix_notices_failed", "notices", ["area_code", "failed_at"])
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("own", ID, nullable=True))
        outbox.add_column(sa.Column("carries", sa.JSON(), nullable=True))
    with op.batch_alter_table("announcements") as announcements:
        announcements.add_column(
            sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.create_table(
        "area_settings",
        sa.Column("area_code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("set_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("area_code", "name", name=op.f("pk_area_settings")),
    )
    op.create_table(
        "group_people",
        sa.Column("chat_id", sa.String(), nullable=False),
        sa.Column("line_user_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["line_user_id"], ["line_users.id"],
            name=op.f("fk_group_people_line_user_id"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "line_user_id", name=op.f("pk_group_people")),
    )  # fmt: skip
    op.create_index(op.f("ix_group_people_line_user_id"), "group_people", ["line_user_id"])
    _money()


def _money() -> None:
    op.create_table(
        "message_costs",
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("area_code", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("people", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_message_costs")),
    )
    op.create_index(op.f("ix_message_costs_at"), "message_costs", ["at"])
    op.create_table(
        "quota_readings",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("quota", ID, nullable=True),
        sa.Column("used", ID, nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_readings")),
    )
    op.create_index(op.f("ix_quota_readings_at"), "quota_readings", ["at"])


def downgrade() -> None:
    for table in ("quota_readings", "message_costs", "group_people", "area_settings"):
        op.drop_table(table)
    with op.batch_alter_table("announcements") as announcements:
        announcements.drop_column("urgent")
    with op.batch_alter_table("outbox") as outbox:
        for name in ("carries", "own"):
            outbox.drop_column(name)
    for name in ("ix_notices_failed", "ix_notices_look", "ix_notices_household"):
        op.drop_index(name, "notices")
    # a house's own notices have no place in the older shape
    op.execute("DELETE FROM notices WHERE household_id IS NOT NULL OR chat_id IS NULL")
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f("uq_notices_household_id_kind_about"), type_="unique")
        notices.drop_constraint(op.f("fk_notices_household_id"), type_="foreignkey")
        for name in (
            "why", "saved", "failed_at", "look_at", "expires_at", "earliest", "urgency",
            "area_code", "household_id",
        ):  # fmt: skip
            notices.drop_column(name)
        notices.alter_column("chat_id", existing_type=sa.String(), nullable=False)
