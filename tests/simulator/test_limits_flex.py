"""Flex: components where they may be, values in LINE's formats, and nothing else."""

from typing import Any

import pytest

from simulator import limits

URL = "https://a.th/p.png"


def comp(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, **more}


def box(*contents: dict[str, Any], layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return comp("box", layout=layout, contents=list(contents), **more)


def text(words: str = "ก", **more: Any) -> dict[str, Any]:
    return comp("text", text=words, **more)


def bubble(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return comp("bubble", body=box(*contents), **more)


def flex(contents: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "ก", "contents": contents}


def carousel(*bubbles: dict[str, Any]) -> dict[str, Any]:
    return comp("carousel", contents=list(bubbles))


SAY = {"type": "message", "label": "ครับ", "text": "ครับ"}


BUTTON = comp("button", action=SAY)


IMAGE = comp("image", url=URL)


VIDEO = comp("video", url="https://a.th/v.mp4", previewUrl=URL, altContent=IMAGE)


GRADIENT = {
    "type": "linearGradient",
    "angle": "90deg",
    "startColor": "#FFFF00",
    "endColor": "#0080ff",
}


def all_properties() -> dict[str, Any]:
    """A bubble that has every property of every component once."""
    placed = {
        "margin": "md",
        "position": "relative",
        "offsetTop": "10px",
        "offsetBottom": "-4px",
        "offsetStart": "5%",
        "offsetEnd": "none",
    }
    letters = {
        "size": "xxs",
        "color": "#112233",
        "weight": "bold",
        "style": "italic",
        "decoration": "underline",
    }
    return comp(
        "bubble",
        size="giga",
        direction="rtl",
        action=SAY,
        styles={
            "header": {"backgroundColor": "#00ffff"},
            "footer": {"separator": True, "separatorColor": "#000000"},
        },
        header=box(text("หัว")),
        hero=comp(
            "image",
            url=URL,
            size="full",
            aspectRatio="1.91:1",
            aspectMode="cover",
            backgroundColor="#FFFFFF80",
            align="start",
            gravity="center",
            animated=True,
            flex=0,
            action={"type": "uri", "uri": "https://a.th/"},
            **placed,
        ),
        body=box(
            text(
                "เนื้อ",
                wrap=True,
                maxLines=0,
                lineSpacing="7.5px",
                align="end",
                gravity="top",
                adjustMode="shrink-to-fit",
                scaling=True,
                flex=2,
                action=SAY,
                **letters,
                **placed,
            ),
            comp("text", contents=[comp("span", text="ส่วน", **letters | {"size": "12px"})]),
            comp("separator", margin="none", color="#000000"),
            comp("filler", flex=1),
            box(
                comp("icon", url=URL, size="5xl", aspectRatio="1:3", scaling=False, **placed),
                text(),
                comp("filler"),
                layout="baseline",
            ),
            comp(
                "button",
                action=SAY | {"label": "ที่" * 40},
                style="primary",
                color="#00B900",
                height="sm",
                gravity="bottom",
                adjustMode="shrink-to-fit",
                scaling=True,
                flex=1,
                **placed,
            ),
            layout="horizontal",
            spacing="8px",
            backgroundColor="#00000000",
            borderColor="#ffffff",
            borderWidth="semi-bold",
            cornerRadius="xxl",
            width="50%",
            maxWidth="300px",
            height="12.5px",
            maxHeight="100%",
            paddingAll="5%",
            paddingTop="xl",
            paddingBottom="1px",
            paddingStart="none",
            paddingEnd="23.5%",
            justifyContent="space-evenly",
            alignItems="flex-end",
            background=GRADIENT | {"centerColor": "#ffffff", "centerPosition": "33.3%"},
            flex=3,
            action=SAY,
            **placed,
        ),
        footer=box(),
    )


@pytest.mark.parametrize(
    "contents",
    [
        all_properties(),
        bubble(text()),
        carousel(*[bubble(text(), size="kilo")] * 12),
        carousel(bubble(text()), bubble(text(), size="mega")),
        comp("bubble", hero=VIDEO | {"aspectRatio": "20:13"}, size="kilo"),
        comp("bubble", hero=box(IMAGE)),
        bubble(comp("text", text="ก", contents=[comp("span", text="ข")])),
    ],
)
def test_accepted(contents: dict[str, Any]) -> None:
    assert limits.check(flex(contents), limits.MESSAGE) == ()


def at(place: str) -> str:
    return f"contents.body.contents[0]{place}"


INVALID = "invalid property"


ONE_OF = "Must be one of the following values"


MISSING = "must be specified"


@pytest.mark.parametrize(
    ("component", "place", "reason"),
    [
        (text(""), ".text", "must be non-empty text"),
        (comp("text"), ".text", MISSING),
        (comp("text", contents=[]), ".text", MISSING),
        (comp("text", contents=[text()]), ".contents[0].type", ONE_OF),
        (text(colour="#fff"), ".colour", "unknown field"),
        (text(color="#fff"), ".color", INVALID),
        (text(color="red"), ".color", INVALID),
        (text(size="full"), ".size", INVALID),
        (text(size="50%"), ".size", INVALID),
        (text(size="6xl"), ".size", INVALID),
        (text(margin="5%"), ".margin", INVALID),
        (text(margin="10"), ".margin", INVALID),
        (text(flex=-1), ".flex", "Must be at least 0"),
        (text(flex="1"), ".flex", "must be an integer"),
        (text(wrap="true"), ".wrap", "must be a boolean"),
        (text(maxLines=-1), ".maxLines", "Must be at least 0"),
        (text(lineSpacing="md"), ".lineSpacing", INVALID),
        (text(align="left"), ".align", ONE_OF),
        (text(weight="heavy"), ".weight", ONE_OF),
        (text(position="fixed"), ".position", ONE_OF),
        (
            text(action=SAY | {"label": "ก" * 41}),
            ".action.label",
            "Length must be between 0 and 40",
        ),
        (comp("image"), ".url", MISSING),
        (comp("image", url="http://a.th/p.png"), ".url", "invalid uri"),
        (IMAGE | {"aspectRatio": "1:3.1"}, ".aspectRatio", INVALID),
        (IMAGE | {"aspectRatio": "0:1"}, ".aspectRatio", INVALID),
        (IMAGE | {"aspectRatio": "16/9"}, ".aspectRatio", INVALID),
        (IMAGE | {"size": "none"}, ".size", INVALID),
        (comp("button"), ".action", MISSING),
        (comp("button", action={"type": "message", "text": "ก"}), ".action.label", "May not be"),
        (BUTTON | {"action": SAY | {"label": "ก" * 41}}, ".action.label", "Length must be"),
        (BUTTON | {"action": {"type": "camera", "label": "ก"}}, ".action.type", ONE_OF),
        (
            BUTTON | {"action": {"type": "richmenuswitch", "richMenuAliasId": "a", "data": ""}},
            ".action.type",
            ONE_OF,
        ),
        (BUTTON | {"height": "lg"}, ".height", ONE_OF),
        (BUTTON | {"style": "danger"}, ".style", ONE_OF),
        (comp("box", layout="vertical"), ".contents", MISSING),
        (comp("box", contents=[]), ".layout", MISSING),
        (box(layout="grid"), ".layout", ONE_OF),
        (box(paddingAll="huge"), ".paddingAll", INVALID),
        (box(width="md"), ".width", INVALID),
        (box(borderWidth="thick"), ".borderWidth", INVALID),
        (box(cornerRadius="5%"), ".cornerRadius", INVALID),
        (box(background={"type": "radial"}), ".background.type", ONE_OF),
        (box(background={"type": "linearGradient"}), ".background.angle", MISSING),
        (box(background=GRADIENT | {"angle": "360deg"}), ".background.angle", INVALID),
        (
            box(background=GRADIENT | {"centerPosition": "101%"}),
            ".background.centerPosition",
            INVALID,
        ),
        (box(BUTTON, layout="baseline"), ".contents[0]", "button can't be used in a baseline box"),
        (box(comp("icon", url=URL)), ".contents[0]", "icon can't be used in a vertical box"),
        (comp("icon", url=URL), "", "icon can't be used in a vertical box"),
        (comp("span", text="ก"), "", "span can't be used in a vertical box"),
        (VIDEO, ".type", ONE_OF),
        (comp("icon", url=URL, flex=1), ".flex", "unknown field"),
        (comp("spacer"), ".type", ONE_OF),
        (comp("separator", size="md"), ".size", "unknown field"),
        ("text", "", "must be an object"),
    ],
)
def test_refused_component(component: Any, place: str, reason: str) -> None:
    found = limits.check(flex(bubble(component)), limits.MESSAGE)
    assert found[0].property == at(place)
    assert found[0].message.startswith(reason)


@pytest.mark.parametrize(
    ("contents", "place", "reason"),
    [
        (comp("bubble"), "contents", "at least one block must be specified"),
        ({}, "contents.type", "May not be empty"),
        ("{}", "contents", "must be an object"),
        (comp("bubble", body=text()), "contents.body.type", ONE_OF),
        (comp("bubble", hero=text()), "contents.hero.type", ONE_OF),
        (bubble(text(), size="tiny"), "contents.size", ONE_OF),
        (bubble(text(), direction="up"), "contents.direction", ONE_OF),
        (bubble(text(), styles={"type": "x"}), "contents.styles.type", "unknown field"),
        (comp("bubble", hero=VIDEO, size="nano"), "contents.hero", "video can be used only in"),
        (comp("bubble", hero=VIDEO | {"altContent": text()}), "contents.hero.altContent", ONE_OF),
        (comp("bubble", hero=VIDEO | {"action": SAY}), "contents.hero.action.type", ONE_OF),
        (carousel(), "contents.contents", "Size must be between 1 and 12"),
        (carousel(*[bubble(text())] * 13), "contents.contents", "Size must be between 1 and 12"),
        (carousel(carousel()), "contents.contents[0].type", ONE_OF),
        (
            carousel(bubble(text()), bubble(text(), size="kilo")),
            "contents.contents[1].size",
            "must be the same in all bubbles",
        ),
        (
            carousel(bubble(text()), comp("bubble", hero=VIDEO)),
            "contents.contents[1].hero",
            "video can't be used in a carousel",
        ),
    ],
)
def test_refused_container(contents: Any, place: str, reason: str) -> None:
    found = limits.check(flex(contents), limits.MESSAGE)
    assert found[0].property.startswith(place)
    assert found[0].message.startswith(reason)
