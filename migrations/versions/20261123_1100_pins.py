"""pins"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1100"
down_revision = "20261123_1000"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pins",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("household_id", NUMBER, nullable=False),
        sa.Column("village_code", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("precision", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("pinned_by", NUMBER, nullable=True),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_pins_household_id_households")
        ),
        sa.ForeignKeyConstraint(
            ["pinned_by"], ["line_users.id"], name=op.f("fk_pins_pinned_by_line_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pins")),
        sa.UniqueConstraint("household_id", "category", name=op.f("uq_pins_household_id_category")),
    )
    op.create_index(op.f("ix_pins_village_code"), "pins", ["village_code"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_pins_village_code"), table_name="pins")
    op.drop_table("pins")
