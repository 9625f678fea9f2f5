"""Template messages: buttons, confirm, carousel, image carousel."""

from typing import Any

from simulator.limits.actions import IN_IMAGE_CAROUSEL, IN_TEMPLATE
from simulator.limits.common import COMMON
from simulator.limits.media import ALT_TEXT
from simulator.limits.shape import FINE, Check, Kinds, Mistake, Mistakes, Shape, list_of, wrong
from simulator.limits.values import clusters, https, matching, one_of, text

COLOR = matching(r"#[0-9A-Fa-f]{6}", "invalid color")
PICTURE_FORM: dict[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}
HEADING: dict[str, Check] = {
    "thumbnailImageUrl": https,
    "imageBackgroundColor": COLOR,
    "title": text(40, least=0, counted=clusters),
    "defaultAction": IN_TEMPLATE,
}


def shorter_below_heading(part: dict[str, Any]) -> Mistakes:
    """With a picture or a title only 60 characters of text fit."""
    if (part.get("thumbnailImageUrl") or part.get("title")) and clusters(part["text"]) > 60:
        return wrong("Length must be between 0 and 60 with an image or a title", "text")
    return FINE


def columns_alike(template: dict[str, Any]) -> Mistakes:
    """Columns have the same number of actions; a picture or a title in one means in all."""
    columns = template["columns"]
    first = columns[0]
    mistakes: list[Mistake] = []
    for place, column in enumerate(columns):
        if len(column["actions"]) != len(first["actions"]):
            mistakes.append(
                Mistake("must have the same size in all columns", f"columns[{place}].actions")
            )
        mistakes += [
            Mistake("must be consistent in all columns", f"columns[{place}].{name}")
            for name in ("thumbnailImageUrl", "title")
            if bool(column.get(name)) != bool(first.get(name))
        ]
    return tuple(mistakes)


COLUMN = Shape(
    {"text": text(120, counted=clusters), "actions": list_of(IN_TEMPLATE, 1, 3)},
    HEADING,
    shorter_below_heading,
)
TEMPLATES = Kinds(
    {
        "buttons": Shape(
            {"text": text(160, counted=clusters), "actions": list_of(IN_TEMPLATE, 1, 4)},
            PICTURE_FORM | HEADING,
            shorter_below_heading,
        ),
        "confirm": Shape(
            {"text": text(240, counted=clusters), "actions": list_of(IN_TEMPLATE, 2, 2)}
        ),
        "carousel": Shape({"columns": list_of(COLUMN, 1, 10)}, PICTURE_FORM, columns_alike),
        "image_carousel": Shape(
            {"columns": list_of(Shape({"imageUrl": https, "action": IN_IMAGE_CAROUSEL}), 1, 10)}
        ),
    }
)
TEMPLATE = Shape({"altText": ALT_TEXT, "template": TEMPLATES}, COMMON)
