"""the whole shape: elections, announcements, notices to groups, closed months"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1000"
down_revision = "20261123_0500"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
WAITING = sa.text("delivered_at IS NULL")


def upgrade() -> None:
    op.add_column("villages", sa.Column("closed_through", sa.Date(), nullable=True))
    op.add_column("groups", sa.Column("members", ID, nullable=True))
    op.create_table(
        "announcements",
        sa.Column("id", ID, nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "elections",
        sa.Column("id", ID, nullable=False),
        sa.Column("area_code", sa.String(length=8), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("opens_at", TIME, nullable=False),
        sa.Column("closes_at", TIME, nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("decided_at", TIME, nullable=True),
        sa.Column("turnout", ID, nullable=True),
        sa.Column("households", ID, nullable=True),
        sa.Column("quorum_met", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections")),
        sa.UniqueConstraint("area_code", "month", name=op.f("uq_elections_area_code_month")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ballots",
        sa.Column("election_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("cast_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name=op.f("fk_ballots_election_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_ballots_household_id")
        ),
        sa.PrimaryKeyConstraint("election_id", "household_id", name=op.f("pk_ballots")),
    )
    op.create_table(
        "candidates",
        sa.Column("election_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("points", ID, nullable=False),
        sa.Column("dimensions", ID, nullable=False),
        sa.Column("days", ID, nullable=False),
        sa.Column("votes", ID, nullable=True),
        sa.Column("rank", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name=op.f("fk_candidates_election_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_candidates_household_id")
        ),
        sa.PrimaryKeyConstraint("election_id", "number", name=op.f("pk_candidates")),
    )
    op.drop_index("ix_notices_waiting", table_name="notices")
    op.add_column("notices", sa.Column("chat_id", sa.String(), nullable=True))
    op.add_column("notices", sa.Column("about", sa.String(length=40), nullable=True))
    op.execute(
        "UPDATE notices SET chat_id ="
        " (SELECT line_id FROM line_users WHERE line_users.id = notices.line_user_id)"
    )
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("chat_id", existing_type=sa.String(), nullable=False)
        notices.alter_column("line_user_id", existing_type=ID, nullable=True)
        notices.create_unique_constraint(
            op.f("uq_notices_chat_id_kind_about"), ["chat_id", "kind", "about"]
        )
    op.create_index(
        "ix_notices_waiting", "notices", ["chat_id", "id"],
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_notices_waiting", table_name="notices")
    op.execute("DELETE FROM notices WHERE line_user_id IS NULL")
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f("uq_notices_chat_id_kind_about"), type_="unique")
        notices.alter_column("line_user_id", existing_type=ID, nullable=False)
        notices.drop_column("about")
        notices.drop_column("chat_id")
    op.create_index(
        "ix_notices_waiting", "notices", ["line_user_id", "id"],
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip
    for table in ("candidates", "ballots", "elections", "announcements"):
        op.drop_table(table)
    with op.batch_alter_table("groups") as groups:
        groups.drop_column("members")
    with op.batch_alter_table("villages") as villages:
        villages.drop_column("closed_through")
