"""the vote: rules kept with it, rounds, times of its own, whose word decided, picks, awards"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1900"
down_revision = "20261123_1800"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

BEFORE = {
    "most": 5, "dimensions": 0, "days": 0, "picks": 0, "rest": 0, "officers_apart": False,
    "quorum": 30, "quorum_least": 10, "extend": 0, "committee_decides": True,
    "ties": ["dimensions", "days", "fewer-wins", "earlier-win", "points"],
}  # fmt: skip
"""By what votes were held until now."""

OPEN = sa.text("decided_at IS NULL AND cancelled_at IS NULL")
WAITING = sa.text("delivered_at IS NULL")
_NAMES = {"fewer wins": "fewer-wins", "earlier win": "earlier-win"}


def upgrade() -> None:
    with op.batch_alter_table("elections", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("round", sa.SmallInteger(), server_default="1", nullable=False))
        table.add_column(sa.Column("rules", sa.JSON(), nullable=True))
        table.add_column(
            sa.Column("loosened", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        table.add_column(sa.Column("results_at", TIME, nullable=True))
        table.add_column(
            sa.Column("own_times", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        table.add_column(sa.Column("extended_at", TIME, nullable=True))
        table.add_column(sa.Column("cancelled_at", TIME, nullable=True))
        table.add_column(sa.Column("why", sa.String(length=120), nullable=True))
        table.add_column(sa.Column("awaits", sa.String(length=10), nullable=True))
        table.add_column(sa.Column("winner", sa.SmallInteger(), nullable=True))
        table.drop_constraint("uq_elections_area_code_month", type_="unique")
        table.create_unique_constraint(
            "uq_elections_area_code_month_round", ["area_code", "month", "round"]
        )
    _keep_what_was()
    with op.batch_alter_table("elections", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("rules", nullable=False)
    op.create_index(
        "ix_elections_open", "elections", ["area_code"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    with op.batch_alter_table("candidates") as table:
        table.add_column(sa.Column("reason", sa.String(length=120), nullable=True))
        table.add_column(sa.Column("withdrawn_at", TIME, nullable=True))
    op.create_index(op.f("ix_candidates_household_id"), "candidates", ["household_id"])
    with op.batch_alter_table("ballots") as table:
        table.alter_column("number", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("voter_id", ID, nullable=True))
        table.add_column(sa.Column("message_id", sa.String(), nullable=True))
        table.create_foreign_key(
            "fk_ballots_voter_id_line_users", "line_users", ["voter_id"], ["id"],
            ondelete="SET NULL",
        )  # fmt: skip
    op.create_index(op.f("ix_ballots_voter_id"), "ballots", ["voter_id"])
    op.create_index(op.f("ix_ballots_message_id"), "ballots", ["message_id"])
    # each vote that is counted takes back what still waits to be said of it
    op.create_index(
        "ix_notices_about", "notices", ["about"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    _picks_and_awards()


def _keep_what_was() -> None:
    """Results that stood stand on, with the winner they named."""
    elections = sa.table(
        "elections", sa.column("id"), sa.column("rules", sa.JSON()), sa.column("decided_by"),
        sa.column("decided_at"), sa.column("quorum_met"), sa.column("turnout"),
        sa.column("winner"), sa.column("awaits"),
    )  # fmt: skip
    op.execute(elections.update().values(rules=BEFORE))
    for old, new in _NAMES.items():
        op.execute(elections.update().where(elections.c.decided_by == old).values(decided_by=new))
    op.execute(
        "UPDATE elections SET winner = (SELECT number FROM candidates"
        " WHERE election_id = elections.id AND rank = 1 AND votes > 0)"
        " WHERE decided_at IS NOT NULL AND quorum_met AND turnout > 0"
    )
    op.execute(
        "UPDATE elections SET awaits = 'committee' WHERE decided_at IS NOT NULL AND winner IS NULL"
    )


def _picks_and_awards() -> None:
    op.create_table(
        "picks",
        sa.Column("id", ID, nullable=False),
        sa.Column("area_code", sa.String(length=8), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("picked_by", sa.String(), nullable=False),
        sa.Column("picked_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_picks_household_id_households")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_picks_area_code"), "picks", ["area_code"])
    op.create_table(
        "awards",
        sa.Column("election_id", ID, nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("figure", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name=op.f("fk_awards_election_id_elections")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_awards_household_id_households")
        ),
        sa.PrimaryKeyConstraint("election_id", "sort", name=op.f("pk_awards")),
    )


def downgrade() -> None:
    """Votes that were called off and held again, and ballots on paper, cannot be told as before."""
    op.drop_table("awards")
    op.drop_table("picks")
    op.drop_index("ix_notices_about", "notices")
    op.execute("DELETE FROM ballots WHERE number IS NULL")
    op.drop_index(op.f("ix_ballots_message_id"), "ballots")
    op.drop_index(op.f("ix_ballots_voter_id"), "ballots")
    with op.batch_alter_table("ballots") as table:
        table.drop_constraint("fk_ballots_voter_id_line_users", type_="foreignkey")
        table.drop_column("message_id")
        table.drop_column("voter_id")
        table.alter_column("number", existing_type=sa.Integer(), nullable=False)
    op.drop_index(op.f("ix_candidates_household_id"), "candidates")
    with op.batch_alter_table("candidates") as table:
        table.drop_column("withdrawn_at")
        table.drop_column("reason")
    gone = "(SELECT id FROM elections WHERE cancelled_at IS NOT NULL)"
    for name in ("ballots", "candidates"):
        op.execute(f"DELETE FROM {name} WHERE election_id IN {gone}")  # noqa: S608 - our own words
    op.execute("DELETE FROM elections WHERE cancelled_at IS NOT NULL")
    op.drop_index("ix_elections_open", "elections")
    with op.batch_alter_table("elections", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint("uq_elections_area_code_month_round", type_="unique")
        for name in (
            "winner", "awaits", "why", "cancelled_at", "extended_at", "own_times", "results_at",
            "loosened", "rules", "round",
        ):  # fmt: skip
            table.drop_column(name)
        table.create_unique_constraint("uq_elections_area_code_month", ["area_code", "month"])
