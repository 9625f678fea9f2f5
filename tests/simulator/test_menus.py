"""Rich menus, through the real SDK."""

import json
import struct
from typing import Any

import pytest
from linebot.v3.messaging import (
    CreateRichMenuAliasRequest,
    MessagingApi,
    MessagingApiBlob,
    PostbackAction,
    RichMenuArea,
    RichMenuBatchRequest,
    RichMenuBatchUnlinkAllOperation,
    RichMenuBounds,
    RichMenuBulkLinkRequest,
    RichMenuBulkUnlinkRequest,
    RichMenuRequest,
    RichMenuSize,
    RichMenuSwitchAction,
    UpdateRichMenuAliasRequest,
)

from simulator.errors import LineError
from simulator.model import Content, Person
from simulator.platform import Platform
from tests.simulator.asking import NOT_FOUND, invalid, refused

NOBODY = "U" + "0" * 32


def png(width: int = 2500, height: int = 1686, size: int = 100) -> bytes:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)
    return head.ljust(size, b"\0")


def menu_request(action: Any = None) -> RichMenuRequest:
    bounds = RichMenuBounds(x=0, y=0, width=2500, height=1686)
    area = RichMenuArea(bounds=bounds, action=action or PostbackAction(data="menu"))
    return RichMenuRequest(
        size=RichMenuSize(width=2500, height=1686),
        selected=True,
        name="ชาวบ้าน",
        chat_bar_text="เมนู",
        areas=[area],
    )


def upload(blob: MessagingApiBlob, menu_id: str, data: bytes = png()) -> None:
    blob.set_rich_menu_image(menu_id, body=data, _headers={"Content-Type": "image/png"})


@pytest.fixture
def menu(api: MessagingApi, blob: MessagingApiBlob) -> str:
    """A rich menu with its picture."""
    menu_id = str(api.create_rich_menu(menu_request()).rich_menu_id)
    upload(blob, menu_id)
    return menu_id


def test_a_menu_is_made_listed_and_deleted(
    line: Platform, api: MessagingApi, blob: MessagingApiBlob, menu: str
) -> None:
    api.validate_rich_menu_object(menu_request())
    kept = api.get_rich_menu(menu)
    assert (kept.rich_menu_id, kept.name) == (menu, "ชาวบ้าน")
    assert [one.rich_menu_id for one in api.get_rich_menu_list().richmenus] == [menu]
    assert blob.get_rich_menu_image(menu) == png()
    api.delete_rich_menu(menu)
    assert refused(lambda: api.get_rich_menu(menu)) == NOT_FOUND
    assert refused(lambda: api.delete_rich_menu(menu)) == NOT_FOUND
    assert refused(lambda: blob.get_rich_menu_image(menu)) == NOT_FOUND


def test_a_bad_menu_is_refused_with_its_place(http: Any) -> None:
    body = json.loads(menu_request().to_json())
    body["areas"][0]["action"] = {"type": "uri", "uri": "ftp://a.th"}
    for path in ("/v2/bot/richmenu", "/v2/bot/richmenu/validate"):
        status, told, _ = http.line("POST", path, body)
        assert status == 400
        assert told["details"] == [{"message": "invalid uri", "property": "areas[0].action.uri"}]


SIZE = (400, {"message": "The image size is not allowed for richmenu"})


@pytest.mark.parametrize(
    ("data", "accepted"),
    [
        (png(800, 540), True),
        (png(2500, 1724), True),
        (png(size=1024 * 1024), True),
        (png(799, 540), False),
        (png(2501, 1686), False),
        (png(800, 249), False),
        (png(2500, 1725), False),
        (png(size=1024 * 1024 + 1), False),
        (b"GIF89a", False),
    ],
)
def test_pictures_of_menus(
    api: MessagingApi, blob: MessagingApiBlob, data: bytes, accepted: bool
) -> None:
    menu_id = api.create_rich_menu(menu_request()).rich_menu_id
    if accepted:
        upload(blob, menu_id, data)
    else:
        assert refused(lambda: upload(blob, menu_id, data)) == SIZE


def test_a_picture_stays(api: MessagingApi, blob: MessagingApiBlob, http: Any, menu: str) -> None:
    again = (400, {"message": "An image has already been uploaded to the richmenu"})
    assert refused(lambda: upload(blob, menu)) == again
    assert refused(lambda: upload(blob, "richmenu-1")) == NOT_FOUND
    path = f"/v2/bot/richmenu/{menu}/content"
    assert http.line("POST", path, b"GIF89a", {"Content-Type": "image/gif"})[0] == 415


def test_a_thousand_menus_and_a_thousand_aliases(line: Platform) -> None:
    for number in range(1000):
        menu_id = line.menus.create({})
        line.menus.images[menu_id] = Content(b"", "image/png")
        line.menus.create_alias(f"a{number}", menu_id)
    with pytest.raises(LineError, match="400 The maximum number of rich menus"):
        line.menus.create({})
    with pytest.raises(LineError, match="400 The maximum number of rich menu aliases"):
        line.menus.create_alias("a1000", menu_id)


def test_the_default_menu(api: MessagingApi, menu: str) -> None:
    none = (404, {"message": "no default richmenu"})
    assert refused(api.get_default_rich_menu_id) == none
    api.set_default_rich_menu(menu)
    assert api.get_default_rich_menu_id().rich_menu_id == menu
    api.cancel_default_rich_menu()
    assert refused(api.get_default_rich_menu_id) == none
    api.set_default_rich_menu(menu)
    api.delete_rich_menu(menu)
    assert refused(api.get_default_rich_menu_id) == none


def test_a_menu_without_a_picture_is_shown_to_nobody(api: MessagingApi, malee: Person) -> None:
    bare = api.create_rich_menu(menu_request()).rich_menu_id
    no_picture = (400, {"message": "must upload richmenu image before applying it to user"})
    assert refused(lambda: api.set_default_rich_menu(bare)) == no_picture
    assert refused(lambda: api.link_rich_menu_id_to_user(malee.user_id, bare)) == no_picture
    assert refused(lambda: api.set_default_rich_menu("richmenu-1")) == NOT_FOUND


def test_a_menu_of_ones_own(
    line: Platform, api: MessagingApi, malee: Person, somchai: Person, menu: str
) -> None:
    none = (404, {"message": "the user has no richmenu"})
    for user in (malee.user_id, somchai.user_id, NOBODY):
        api.link_rich_menu_id_to_user(user, menu)
    assert api.get_rich_menu_id_of_user(malee.user_id).rich_menu_id == menu
    for user in (somchai.user_id, NOBODY):
        assert refused(lambda user=user: api.get_rich_menu_id_of_user(user)) == none
    api.unlink_rich_menu_id_from_user(malee.user_id)
    assert refused(lambda: api.get_rich_menu_id_of_user(malee.user_id)) == none
    assert refused(lambda: api.get_rich_menu_id_of_user("malee")) == invalid("userId")


def test_menus_in_bulk(api: MessagingApi, malee: Person, somchai: Person, menu: str) -> None:
    both = [malee.user_id, somchai.user_id]
    api.link_rich_menu_id_to_users(RichMenuBulkLinkRequest(rich_menu_id=menu, user_ids=both))
    assert api.get_rich_menu_id_of_user(malee.user_id).rich_menu_id == menu
    api.unlink_rich_menu_id_from_users(RichMenuBulkUnlinkRequest(user_ids=both))
    assert refused(lambda: api.get_rich_menu_id_of_user(malee.user_id))[0] == 404
    bad = RichMenuBulkLinkRequest(rich_menu_id=menu, user_ids=[malee.user_id, "x"])
    status, told = refused(lambda: api.link_rich_menu_id_to_users(bad))
    assert (status, told["message"][:30]) == (400, "The property, 'userIds[1]', in")
    unknown = RichMenuBulkLinkRequest(rich_menu_id="richmenu-" + "0" * 32, user_ids=both)
    assert refused(lambda: api.link_rich_menu_id_to_users(unknown))[0] == 404


def test_menus_in_batches(
    line: Platform, http: Any, api: MessagingApi, blob: MessagingApiBlob, malee: Person, menu: str
) -> None:
    other = api.create_rich_menu(menu_request()).rich_menu_id
    path = "/v2/bot/richmenu/validate/batch"

    def operations(*what: dict[str, str]) -> dict[str, Any]:
        return {"operations": list(what)}

    swap = {"type": "link", "from": menu, "to": other}
    for body, status in (
        (operations(swap), 400),  # no picture yet
        (operations({"type": "unlinkAll"}, {"type": "unlink", "from": menu}), 400),
        (operations({"type": "unlink", "from": menu}, {"type": "unlink", "from": menu}), 400),
        (operations({"type": "unlink", "from": "richmenu-" + "0" * 32}), 404),
        (operations({"type": "unlinkAll"}) | {"resumeRequestKey": "ก"}, 400),
    ):
        assert http.line("POST", path, body)[0] == status
    upload(blob, other)
    api.link_rich_menu_id_to_user(malee.user_id, menu)
    body = operations(swap, {"type": "link", "from": other, "to": menu})
    status, _, headers = http.line("POST", "/v2/bot/richmenu/batch", body)
    assert status == 202
    assert line.menus.by_user == {malee.user_id: other}
    progress = api.get_rich_menu_batch_progress(headers["x-line-request-id"])
    assert progress.phase == "succeeded"
    everything = RichMenuBatchRequest(operations=[RichMenuBatchUnlinkAllOperation()])
    api.validate_rich_menu_batch_request(everything)
    api.rich_menu_batch(everything)
    assert line.menus.by_user == {}


def test_aliases_and_switching(
    line: Platform,
    bot: Any,
    api: MessagingApi,
    blob: MessagingApiBlob,
    malee: Person,
    menu: str,
) -> None:
    def alias(name: str, menu_id: str) -> CreateRichMenuAliasRequest:
        return CreateRichMenuAliasRequest(rich_menu_alias_id=name, rich_menu_id=menu_id)

    switch = RichMenuSwitchAction(rich_menu_alias_id="officer", data="tab")
    officer = api.create_rich_menu(menu_request(switch)).rich_menu_id
    not_ready = (400, {"message": "richmenu not found"})
    assert refused(lambda: api.create_rich_menu_alias(alias("officer", officer))) == not_ready
    upload(blob, officer)
    api.create_rich_menu_alias(alias("officer", officer))
    twice = (400, {"message": "conflict richmenu alias id"})
    assert refused(lambda: api.create_rich_menu_alias(alias("officer", officer))) == twice
    assert api.get_rich_menu_alias("officer").rich_menu_id == officer
    assert len(api.get_rich_menu_alias_list().aliases) == 1

    line.postback(malee, "tab", params={"newRichMenuAliasId": "officer", "status": "?"})
    assert bot.last["postback"] == {
        "data": "tab",
        "params": {"newRichMenuAliasId": "officer", "status": "SUCCESS"},
    }
    assert api.get_rich_menu_id_of_user(malee.user_id).rich_menu_id == officer

    api.update_rich_menu_alias("officer", UpdateRichMenuAliasRequest(rich_menu_id=menu))
    assert api.get_rich_menu_alias("officer").rich_menu_id == menu
    api.delete_rich_menu(menu)
    line.postback(malee, "tab", params={"newRichMenuAliasId": "officer"})
    assert bot.last["postback"]["params"] == {"status": "RICHMENU_NOTFOUND"}
    api.delete_rich_menu_alias("officer")
    line.postback(malee, "tab", params={"newRichMenuAliasId": "officer"})
    assert bot.last["postback"]["params"] == {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    gone = (404, {"message": "richmenu alias not found"})
    assert refused(lambda: api.get_rich_menu_alias("officer")) == gone
    assert refused(lambda: api.delete_rich_menu_alias("officer")) == gone
    assert refused(lambda: api.get_rich_menu_alias("Officer")) == invalid("richMenuAliasId")
