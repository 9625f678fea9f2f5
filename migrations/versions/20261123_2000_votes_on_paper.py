"""votes on paper and by raised hands: sheets, who was on their roll, what they add to the count"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_2000"
down_revision = "20261123_1900"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sheets",
        sa.Column("id", ID, nullable=False),
        sa.Column("election_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sort", sa.String(length=6), nullable=False),
        sa.Column("begun_at", TIME, nullable=False),
        sa.Column("held_at", TIME, nullable=True),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_house", ID, nullable=True),
        sa.Column("entered_at", TIME, nullable=True),
        sa.Column("second_by", sa.String(), nullable=True),
        sa.Column("second_totals", sa.JSON(), nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("confirmed_at", TIME, nullable=True),
        sa.Column("withdrawn_at", TIME, nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("why", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name=op.f("fk_sheets_election_id_elections")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sheets_election_id"), "sheets", ["election_id"])
    op.create_index(op.f("ix_sheets_entered_by"), "sheets", ["entered_by"])
    op.create_table(
        "sheet_houses",
        sa.Column("sheet_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("election_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheets.id"], name=op.f("fk_sheet_houses_sheet_id_sheets")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"],
            name=op.f("fk_sheet_houses_household_id_households"),
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name=op.f("fk_sheet_houses_election_id_elections")
        ),
        sa.PrimaryKeyConstraint("sheet_id", "household_id", name=op.f("pk_sheet_houses")),
        sa.UniqueConstraint(
            "election_id", "household_id", name=op.f("uq_sheet_houses_election_id_household_id")
        ),
    )  # fmt: skip
    op.create_table(
        "box_counts",
        sa.Column("sheet_id", ID, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("election_id", ID, nullable=False),
        sa.Column("votes", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheets.id"], name=op.f("fk_box_counts_sheet_id_sheets")
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name=op.f("fk_box_counts_election_id_elections")
        ),
        sa.PrimaryKeyConstraint("sheet_id", "number", name=op.f("pk_box_counts")),
    )
    op.create_index(op.f("ix_box_counts_election_id"), "box_counts", ["election_id"])
    with op.batch_alter_table("ballots") as table:
        table.add_column(sa.Column("sheet_id", ID, nullable=True))
        table.create_foreign_key("fk_ballots_sheet_id_sheets", "sheets", ["sheet_id"], ["id"])
    op.add_column("elections", sa.Column("on_paper", ID, nullable=True))
    with op.batch_alter_table("photos", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("sheet_id", ID, nullable=True))
        table.create_foreign_key("fk_photos_sheet_id_sheets", "sheets", ["sheet_id"], ["id"])
    op.create_index(op.f("ix_photos_sheet_id"), "photos", ["sheet_id"])


def downgrade() -> None:
    """Ballots that lie in a box lose their sheet, and with it what was counted."""
    op.drop_index(op.f("ix_photos_sheet_id"), "photos")
    with op.batch_alter_table("photos", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint("fk_photos_sheet_id_sheets", type_="foreignkey")
        table.drop_column("sheet_id")
    op.drop_column("elections", "on_paper")
    op.execute("DELETE FROM ballots WHERE sheet_id IS NOT NULL")
    with op.batch_alter_table("ballots") as table:
        table.drop_constraint("fk_ballots_sheet_id_sheets", type_="foreignkey")
        table.drop_column("sheet_id")
    op.drop_table("box_counts")
    op.drop_table("sheet_houses")
    op.drop_table("sheets")
