"""the bank: shares and days in the ledger, local menus, goals, rewards, decisions, witnesses"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1500"
down_revision = "20261123_1400"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _rewards()
    _ledger()
    op.create_table(
        "menu_changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("tambon_code", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("points", ID, nullable=False),
        sa.Column("per_day", ID, nullable=False),
        sa.Column("times", ID, nullable=True),
        sa.Column("period", sa.String(length=10), nullable=True),
        sa.Column("evidence", sa.String(length=60), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_changes")),
    )
    op.create_index("ix_menu_changes_tambon_since", "menu_changes", ["tambon_code", "since"])
    op.create_table(
        "household_goals",
        sa.Column("household_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("set_by", ID, nullable=True),
        sa.Column("set_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_household_goals_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["line_users.id"],
            name=op.f("fk_household_goals_set_by"), ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint(
            "household_id", "kind", "month", name=op.f("pk_household_goals")
        ),
    )  # fmt: skip
    _checking()
    with op.batch_alter_table("households") as households:
        households.add_column(sa.Column("merged_into", ID, nullable=True))
        households.create_foreign_key(
            op.f("fk_households_merged_into"), "households", ["merged_into"], ["id"]
        )
    op.add_column(
        "notices", sa.Column("pushes", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def _rewards() -> None:
    op.create_table(
        "rewards",
        sa.Column("id", ID, nullable=False),
        sa.Column("area_code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("price", ID, nullable=False),
        sa.Column("stock", ID, nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=True),
        sa.Column("added_at", TIME, nullable=False),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_rewards_in_stock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rewards")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rewards_area", "rewards", ["area_code"])
    op.create_table(
        "redemptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("reward_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("village_code", sa.String(length=8), nullable=False),
        sa.Column("asked_by", ID, nullable=True),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("price", ID, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", TIME, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("code", sa.String(length=6), nullable=True),
        sa.Column("handed_by", sa.String(), nullable=True),
        sa.Column("handed_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["reward_id"], ["rewards.id"], name=op.f("fk_redemptions_reward_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_redemptions_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["line_users.id"],
            name=op.f("fk_redemptions_asked_by"), ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemptions")),
        sa.UniqueConstraint("code", name=op.f("uq_redemptions_code")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_redemptions_household_id", "redemptions", ["household_id"])
    op.create_index("ix_redemptions_village_state", "redemptions", ["village_code", "state"])


def _ledger() -> None:
    with op.batch_alter_table("entries") as entries:
        entries.add_column(sa.Column("day", sa.Date(), nullable=True))
        entries.add_column(sa.Column("member_id", ID, nullable=True))
        entries.add_column(sa.Column("kind", sa.String(length=10), nullable=True))
        entries.add_column(sa.Column("redemption_id", ID, nullable=True))
        entries.add_column(sa.Column("bonus_month", sa.Date(), nullable=True))
        entries.create_foreign_key(
            op.f("fk_entries_member_id"), "members", ["member_id"], ["id"], ondelete="SET NULL"
        )
        entries.create_foreign_key(
            op.f("fk_entries_redemption_id"), "redemptions", ["redemption_id"], ["id"]
        )
    op.execute(
        "UPDATE entries SET kind = (SELECT kind FROM deeds WHERE deeds.id = entries.deed_id)"
    )
    op.execute(
        "UPDATE entries SET"
        " day = COALESCE("
        "  (SELECT done_on FROM deeds WHERE deeds.id = entries.deed_id), CAST(at AS DATE)),"
        " member_id = CASE WHEN household_id IS NULL THEN NULL ELSE"
        "  (SELECT member_id FROM deeds WHERE deeds.id = entries.deed_id) END"
        if op.get_bind().dialect.name == "postgresql"
        else "UPDATE entries SET"
        " day = COALESCE((SELECT done_on FROM deeds WHERE deeds.id = entries.deed_id), date(at)),"
        " member_id = CASE WHEN household_id IS NULL THEN NULL ELSE"
        "  (SELECT member_id FROM deeds WHERE deeds.id = entries.deed_id) END"
    )
    with op.batch_alter_table("entries") as entries:
        entries.alter_column("day", existing_type=sa.Date(), nullable=False)
    of_houses = sa.text("household_id IS NOT NULL")
    op.create_index(
        "ix_entries_household_day", "entries",
        ["household_id", "day", "id", "amount", "reason", "kind", "member_id", "redemption_id",
         "bonus_month", "deed_id", "transfer"],
        sqlite_where=of_houses, postgresql_where=of_houses,
    )  # fmt: skip
    op.create_index("ix_entries_redemption_id", "entries", ["redemption_id"])
    with op.batch_alter_table("balances") as balances:
        balances.add_column(sa.Column("earned", ID, nullable=False, server_default="0"))
        balances.create_check_constraint("not_overdrawn", "amount >= 0")
    op.execute("UPDATE balances SET earned = amount")
    op.create_table(
        "member_balances",
        sa.Column("household_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_member_balances_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"],
            name=op.f("fk_member_balances_member_id"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("household_id", "member_id", name=op.f("pk_member_balances")),
    )  # fmt: skip
    op.execute(
        "INSERT INTO member_balances (household_id, member_id, amount)"
        " SELECT household_id, member_id, SUM(amount) FROM entries"
        " WHERE household_id IS NOT NULL AND member_id IS NOT NULL"
        " GROUP BY household_id, member_id"
    )


def _checking() -> None:
    with op.batch_alter_table("deeds") as deeds:
        deeds.add_column(sa.Column("kind_name", sa.String(length=120), nullable=True))
        deeds.add_column(sa.Column("kind_unit", sa.String(length=20), nullable=True))
        deeds.add_column(sa.Column("doubt", sa.String(length=20), nullable=True))
        deeds.add_column(sa.Column("appealed_at", TIME, nullable=True))
    waits = sa.text("status = 'recorded'")
    op.create_index(
        "ix_deeds_waiting", "deeds", ["household_id"], sqlite_where=waits, postgresql_where=waits
    )
    with op.batch_alter_table("photos") as photos:
        photos.add_column(sa.Column("print", sa.String(length=32), nullable=True))
        photos.add_column(sa.Column("twin_id", ID, nullable=True))
        photos.create_foreign_key(
            op.f("fk_photos_twin_id"), "photos", ["twin_id"], ["id"], ondelete="SET NULL"
        )
    op.create_table(
        "print_bands",
        sa.Column("tambon_code", sa.String(length=6), nullable=False),
        sa.Column("band", ID, nullable=False),
        sa.Column("value", ID, nullable=False),
        sa.Column("photo_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_print_bands_photo_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "tambon_code", "band", "value", "photo_id", name=op.f("pk_print_bands")
        ),
    )
    op.create_index("ix_print_bands_photo_id", "print_bands", ["photo_id"])
    op.create_table(
        "decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("deed_id", ID, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("points", ID, nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", TIME, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["deeds.id"], name=op.f("fk_decisions_deed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_deed_id", "decisions", ["deed_id"])
    op.create_table(
        "witnesses",
        sa.Column("deed_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("line_user_id", ID, nullable=True),
        sa.Column("revision", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["deed_id"], ["deeds.id"], name=op.f("fk_witnesses_deed_id")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_witnesses_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_user_id"], ["line_users.id"],
            name=op.f("fk_witnesses_line_user_id"), ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("deed_id", "household_id", name=op.f("pk_witnesses")),
    )  # fmt: skip
    op.create_table(
        "questions",
        sa.Column("id", ID, nullable=False),
        sa.Column("deed_id", ID, nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["deeds.id"], name=op.f("fk_questions_deed_id")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["line_users.id"],
            name=op.f("fk_questions_answered_by"), ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_questions_deed_id", "questions", ["deed_id"])


def downgrade() -> None:
    """What the bank has booked since goes with it: withdrawals and bonuses cannot stand without."""
    op.drop_column("notices", "pushes")
    with op.batch_alter_table("households") as households:
        households.drop_constraint(op.f("fk_households_merged_into"), type_="foreignkey")
        households.drop_column("merged_into")
    for table in ("questions", "witnesses", "decisions", "print_bands"):
        op.drop_table(table)
    with op.batch_alter_table("photos") as photos:
        photos.drop_constraint(op.f("fk_photos_twin_id"), type_="foreignkey")
        photos.drop_column("twin_id")
        photos.drop_column("print")
    op.drop_index("ix_deeds_waiting", table_name="deeds")
    with op.batch_alter_table("deeds") as deeds:
        for column in ("appealed_at", "doubt", "kind_unit", "kind_name"):
            deeds.drop_column(column)
    for table in ("household_goals", "menu_changes", "member_balances"):
        op.drop_table(table)
    with op.batch_alter_table("balances") as balances:
        balances.drop_constraint("not_overdrawn", type_="check")
        balances.drop_column("earned")
    op.drop_index("ix_entries_redemption_id", table_name="entries")
    op.drop_index("ix_entries_household_day", table_name="entries")
    with op.batch_alter_table("entries") as entries:
        entries.drop_constraint(op.f("fk_entries_redemption_id"), type_="foreignkey")
        entries.drop_constraint(op.f("fk_entries_member_id"), type_="foreignkey")
        for column in ("bonus_month", "redemption_id", "kind", "member_id", "day"):
            entries.drop_column(column)
    op.drop_table("redemptions")
    op.drop_table("rewards")
