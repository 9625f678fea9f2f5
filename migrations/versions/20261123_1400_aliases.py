"""a tambon's own words for deeds"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1400"
down_revision = "20261123_1300"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", ID, nullable=False),
        sa.Column("tambon_code", sa.String(length=6), nullable=False),
        sa.Column("phrase", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("times", ID, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
        sa.UniqueConstraint(
            "tambon_code", "phrase", "kind", name=op.f("uq_aliases_tambon_code_phrase_kind")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alias_tellers",
        sa.Column("alias_id", ID, nullable=False),
        sa.Column("line_user_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["alias_id"], ["aliases.id"],
            name=op.f("fk_alias_tellers_alias_id"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["line_user_id"], ["line_users.id"],
            name=op.f("fk_alias_tellers_line_user_id"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_alias_tellers_household_id")
        ),
        sa.PrimaryKeyConstraint("alias_id", "line_user_id", name=op.f("pk_alias_tellers")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("alias_tellers")
    op.drop_table("aliases")
