"""faces: the picture and the story that a house shows beside its number in a vote"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_2100"
down_revision = "20261123_2000"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "faces",
        sa.Column("household_id", ID, nullable=False),
        sa.Column("photo_id", ID, nullable=True),
        sa.Column("story", sa.String(length=240), nullable=True),
        sa.Column("story_by", ID, nullable=True),
        sa.Column("story_message_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_faces_household_id_households")
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_faces_photo_id_photos"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["story_by"], ["line_users.id"], name=op.f("fk_faces_story_by_line_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_faces")),
    )  # fmt: skip
    for column in ("photo_id", "story_by", "story_message_id"):
        op.create_index(op.f(f"ix_faces_{column}"), "faces", [column])


def downgrade() -> None:
    """Pictures of houses belong to no deed: without this table nobody would ever remove them."""
    op.drop_table("faces")
    op.execute("UPDATE photos SET sort = 'picture' WHERE sort = 'face'")
