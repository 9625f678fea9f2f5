"""the outbox knows what is urgent, and what is worth nothing without its token"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1600"
down_revision = "20261123_1500"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "outbox", sa.Column("urgency", sa.SmallInteger(), nullable=False, server_default="1")
    )
    op.add_column(
        "outbox", sa.Column("fleeting", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("outbox", "fleeting")
    op.drop_column("outbox", "urgency")
