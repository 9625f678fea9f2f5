"""pins of places that are nobody's home; a household has one pin, of whatever category"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1000"
down_revision = "20261123_2100"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("pins") as table:
        table.add_column(sa.Column("title", sa.String(length=120), nullable=True))
        table.alter_column("household_id", existing_type=ID, nullable=True)
        table.drop_constraint("uq_pins_household_id_category", type_="unique")
        table.create_unique_constraint("uq_pins_household_id", ["household_id"])


def downgrade() -> None:
    """Places that are nobody's home go."""
    op.execute("DELETE FROM pins WHERE household_id IS NULL")
    with op.batch_alter_table("pins") as table:
        table.drop_constraint("uq_pins_household_id", type_="unique")
        table.create_unique_constraint(
            "uq_pins_household_id_category", ["household_id", "category"]
        )
        table.alter_column("household_id", existing_type=ID, nullable=False)
        table.drop_column("title")
