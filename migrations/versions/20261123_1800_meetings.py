"""meetings: who is called where and when, and which reminders were seen to"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1800"
down_revision = "20261123_1700"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", ID, nullable=False),
        sa.Column("area_code", sa.String(length=8), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("called_by", sa.String(), nullable=False),
        sa.Column("called_at", TIME, nullable=False),
        sa.Column("told_eve", TIME, nullable=True),
        sa.Column("told_soon", TIME, nullable=True),
        sa.Column("cancelled_at", TIME, nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meetings_at"), "meetings", ["at"])


def downgrade() -> None:
    op.drop_table("meetings")
    # nothing could draw them any more
    op.execute(
        "DELETE FROM notices WHERE kind IN ('meeting_called','meeting_remind','meeting_off')"
    )
