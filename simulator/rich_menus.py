"""Rich menus: made, given a picture, shown to all or to one, switched by alias."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator import pictures
from simulator.errors import LineError
from simulator.ids import Ids
from simulator.limits.rich_menu import FLATTEST, LOWEST, NARROWEST, WIDEST
from simulator.model import Content, Person

MOST = 1000
PICTURE_BYTES = 1024 * 1024
NO_PICTURE = "must upload richmenu image before applying it to user"


class RichMenus:
    """Shown is the person's own menu, else the default one."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self.menus: dict[str, dict[str, Any]] = {}
        self.images: dict[str, Content] = {}
        self.default: str | None = None
        self.by_user: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.batches: dict[str, str] = {}

    def create(self, menu: Mapping[str, Any]) -> str:
        if len(self.menus) >= MOST:
            raise LineError(400, "The maximum number of rich menus has been reached")
        menu_id = self._ids.rich_menu()
        self.menus[menu_id] = {"richMenuId": menu_id, **menu}
        return menu_id

    def get(self, menu_id: str) -> dict[str, Any]:
        if menu_id not in self.menus:
            raise LineError(404, "Not found")
        return self.menus[menu_id]

    def delete(self, menu_id: str) -> None:
        self.get(menu_id)
        del self.menus[menu_id]
        self.images.pop(menu_id, None)
        self.by_user = {user: menu for user, menu in self.by_user.items() if menu != menu_id}
        if self.default == menu_id:
            self.default = None

    def upload(self, menu_id: str, picture: Content) -> None:
        """JPEG or PNG, at most 1 MB, 800 to 2500 wide, 250 high or more; set once and for all."""
        self.get(menu_id)
        if menu_id in self.images:
            raise LineError(400, "An image has already been uploaded to the richmenu")
        width, height = pictures.size(picture.data) or (0, 0)
        fits = NARROWEST <= width <= WIDEST and height >= LOWEST and width / height >= FLATTEST
        if not fits or len(picture.data) > PICTURE_BYTES:
            raise LineError(400, "The image size is not allowed for richmenu")
        self.images[menu_id] = picture

    def image(self, menu_id: str) -> Content:
        if menu_id not in self.images:
            raise LineError(404, "Not found")
        return self.images[menu_id]

    def _ready(self, menu_id: str) -> None:
        self.get(menu_id)
        if menu_id not in self.images:
            raise LineError(400, NO_PICTURE)

    def set_default(self, menu_id: str) -> None:
        self._ready(menu_id)
        self.default = menu_id

    def link(self, menu_id: str, people: Iterable[Person]) -> None:
        """Friends get the menu; for others nothing happens, and nobody is told."""
        self._ready(menu_id)
        for person in people:
            if person.is_friend():
                self.by_user[person.user_id] = menu_id

    def unlink(self, people: Iterable[Person]) -> None:
        for person in people:
            if person.is_friend():
                self.by_user.pop(person.user_id, None)

    def create_alias(self, alias: str, menu_id: str) -> None:
        if alias in self.aliases:
            raise LineError(400, "conflict richmenu alias id")
        if len(self.aliases) >= MOST:
            raise LineError(400, "The maximum number of rich menu aliases has been reached")
        self._point(alias, menu_id)

    def update_alias(self, alias: str, menu_id: str) -> None:
        self.alias(alias)
        self._point(alias, menu_id)

    def _point(self, alias: str, menu_id: str) -> None:
        if menu_id not in self.images:
            raise LineError(400, "richmenu not found")
        self.aliases[alias] = menu_id

    def alias(self, alias: str) -> dict[str, str]:
        if alias not in self.aliases:
            raise LineError(404, "richmenu alias not found")
        return {"richMenuAliasId": alias, "richMenuId": self.aliases[alias]}

    def delete_alias(self, alias: str) -> None:
        self.alias(alias)
        del self.aliases[alias]

    def switch(self, person: Person, alias: str) -> dict[str, str]:
        """A tap on another tab: the person has that menu from now on; what the bot is told."""
        menu_id = self.aliases.get(alias)
        if menu_id is None:
            return {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
        if menu_id not in self.menus:
            return {"status": "RICHMENU_NOTFOUND"}
        self.by_user[person.user_id] = menu_id
        return {"newRichMenuAliasId": alias, "status": "SUCCESS"}

    def batch(self, operations: Sequence[Mapping[str, str]]) -> None:
        """All operations see the menus as they were: A to B and B to C moves nobody twice."""
        before = dict(self.by_user)
        for operation in operations:
            for user, menu_id in before.items():
                if operation["type"] == "unlinkAll" or operation.get("from") == menu_id:
                    if operation["type"] == "link":
                        self.by_user[user] = operation["to"]
                    else:
                        self.by_user.pop(user, None)
