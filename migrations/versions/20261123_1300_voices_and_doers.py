"""voices are kept beside pictures, and a deed may have been done by several of the house"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_1300"
down_revision = "20261123_1200"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "photos", sa.Column("sort", sa.String(8), nullable=False, server_default="picture")
    )
    op.create_table(
        "deed_doers",
        sa.Column("deed_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["deed_id"], ["deeds.id"], name=op.f("fk_deed_doers_deed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_deed_doers_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("deed_id", "member_id", name=op.f("pk_deed_doers")),
    )
    op.create_index(op.f("ix_deed_doers_member_id"), "deed_doers", ["member_id"])


def downgrade() -> None:
    op.drop_table("deed_doers")
    with op.batch_alter_table("photos", table_kwargs={"sqlite_autoincrement": True}) as photos:
        photos.drop_column("sort")
