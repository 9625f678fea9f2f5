"""deeds count their wordings, and know the messages that put them right"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1100"
down_revision = "20261123_1000"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("deeds", sa.Column("revision", ID, nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("deeds") as deeds:
        deeds.drop_column("revision")
