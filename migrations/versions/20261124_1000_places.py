"""pins of places that are nobody's home; a household has one pin, of whatever category; how many
lie in each cell of the map"""

import math
from collections import Counter, defaultdict
from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "20261124_1000"
down_revision = "20261123_2100"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("household", "model", "learning", "sage", "market", "nature", "meeting")


def upgrade() -> None:
    with op.batch_alter_table("pins") as table:
        table.add_column(sa.Column("title", sa.String(length=120), nullable=True))
        table.alter_column("household_id", existing_type=ID, nullable=True)
        table.drop_constraint("uq_pins_household_id_category", type_="unique")
        table.create_unique_constraint("uq_pins_household_id", ["household_id"])
    op.create_index(op.f("ix_pins_lat_lon"), "pins", ["lat", "lon"])
    op.create_table(
        "pin_cells",
        sa.Column("zoom", sa.SmallInteger(), nullable=False),
        sa.Column("area", sa.String(length=4), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("lat_sum", sa.BigInteger(), nullable=False),
        sa.Column("lon_sum", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        *(sa.Column(kind, sa.Integer(), nullable=False) for kind in KINDS),
        sa.PrimaryKeyConstraint("zoom", "area", "x", "y", name=op.f("pk_pin_cells")),
    )
    _count()


def _count() -> None:
    """Those that are on the map already."""
    pins = sa.text("SELECT village_code, category, lat, lon FROM pins WHERE public")
    cells: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for village_code, category, lat, lon in op.get_bind().execute(pins):
        here = {"lat_sum": round(lat * 10**6), "lon_sum": round(lon * 10**6)}
        for zoom, area in product(range(5, 15), ("", village_code[:4])):
            across = 2 ** (zoom + 2)
            x = int((lon + 180) / 360 * across)
            y = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * across)
            cells[zoom, area, x, y].update({**here, "total": 1, category: 1})
    columns = ("zoom", "area", "x", "y", "lat_sum", "lon_sum", "total", *KINDS)
    table = sa.table("pin_cells", *(sa.column(name) for name in columns))
    none = dict.fromkeys(columns[4:], 0)
    rows = [dict(zip(columns, key, strict=False)) | none | sums for key, sums in cells.items()]
    if rows:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    """Places that are nobody's home go."""
    op.drop_table("pin_cells")
    op.drop_index(op.f("ix_pins_lat_lon"), "pins")
    op.execute("DELETE FROM pins WHERE household_id IS NULL")
    with op.batch_alter_table("pins") as table:
        table.drop_constraint("uq_pins_household_id", type_="unique")
        table.create_unique_constraint(
            "uq_pins_household_id_category", ["household_id", "category"]
        )
        table.alter_column("household_id", existing_type=ID, nullable=False)
        table.drop_column("title")
