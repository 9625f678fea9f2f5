"""deeds count their wordings, and know the messages that put them right"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1200"
down_revision = "20261123_1100"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("deeds", sa.Column("revision", ID, nullable=False, server_default="0"))
    op.create_table(
        "corrections",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("deed_id", ID, nullable=False),
        sa.Column("line_user_id", ID, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deed_id"], ["deeds.id"], name=op.f("fk_corrections_deed_id")),
        sa.ForeignKeyConstraint(
            ["line_user_id"],
            ["line_users.id"],
            name=op.f("fk_corrections_line_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", "deed_id", name=op.f("pk_corrections")),
    )


def downgrade() -> None:
    op.drop_table("corrections")
    with op.batch_alter_table("deeds", table_kwargs={"sqlite_autoincrement": True}) as deeds:
        deeds.drop_column("revision")
