"""A second opinion on what we send: a schema made from LINE's own, where it lies beside us."""

from functools import cache
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).parents[2] / "shared" / "line" / "openapi" / "messaging-api.limits.yml"


@cache
def _validator() -> Any:
    import jsonschema_rs
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = yaml.load(SCHEMA.read_text(encoding="utf-8"), loader)
    schema = {"$ref": "#/components/schemas/Message", "components": document["components"]}
    return jsonschema_rs.validator_for(schema)


def complaint(message: dict[str, Any]) -> str | None:
    """Why LINE's schema would refuse the message; None if it would not, or is not here."""
    if not SCHEMA.exists():
        return None
    found = next(iter(_validator().iter_errors(message)), None)
    return None if found is None else str(found)[:2000]
