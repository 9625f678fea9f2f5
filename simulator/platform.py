"""`Platform`: LINE in memory, and everything people can do in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator import membership, talk
from simulator.errors import NotPossibleError
from simulator.model import BOT, ChatMessage, Group, Person, Said
from simulator.world import World

Message = str | Mapping[str, Any]
Who = str | Person
Where = str | Group | Person


class Platform(World):
    """Its methods take people and groups as values or by id, and give back new values."""

    # People and groups

    def person(
        self,
        name: str,
        *,
        agreed: bool = True,
        device: str = "android",
        picture_url: str | None = None,
    ) -> Person:
        """Somebody new, not yet a friend of the bot."""
        with self.lock:
            return self.keep_person(
                Person(self.ids.user(), name, picture_url, agreed=agreed, device=device)
            )

    def follow(self, who: Who) -> Person:
        return membership.follow(self, self.find_person(who))

    def block(self, who: Who) -> Person:
        return membership.block(self, self.find_person(who))

    def group(
        self, name: str, members: Sequence[Who], *, bot: bool = True, kind: str = "group"
    ) -> Group:
        """A new group of these people; with the bot, it is told that it joined."""
        people = [self.find_person(who) for who in members]
        return membership.found(self, name, people, bot=bot, kind=kind)

    def join(self, which: str | Group, *people: Who) -> Group:
        """These people enter the group."""
        return membership.join(self, self.find_group(which), [self.find_person(p) for p in people])

    def leave(self, which: str | Group, *people: Who) -> Group:
        """These people leave the group."""
        return membership.leave(self, self.find_group(which), [self.find_person(p) for p in people])

    def invite_bot(self, which: str | Group) -> Group:
        return membership.invite_bot(self, self.find_group(which))

    def remove_bot(self, which: str | Group) -> Group:
        return membership.remove_bot(self, self.find_group(which))

    # What people do in a chat

    def say(self, who: Who, message: Message, chat: Where | None = None) -> Said:
        """Write a text, or a message as the control API takes it, in 1:1 or in a group."""
        return self.say_at_once(who, [message], chat)[0]

    def say_at_once(
        self, who: Who, messages: Sequence[Message], chat: Where | None = None
    ) -> tuple[Said, ...]:
        """Several messages in one go; several pictures become an image set."""
        full = [{"type": "text", "text": m} if isinstance(m, str) else m for m in messages]
        return talk.say(self, self.find_person(who), _chat_id(chat), full)

    def postback(
        self,
        who: Who,
        data: str,
        chat: Where | None = None,
        *,
        display_text: str | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> str | None:
        """Tap a button; the event's id, if the bot was told."""
        person = self.find_person(who)
        return talk.postback(self, person, _chat_id(chat), data, display_text, params)

    def unsend(self, who: Who, message: str | Said) -> None:
        talk.unsend(self, self.find_person(who), _message_id(message))

    def edit(self, who: Who, message: str | Said, text: str) -> None:
        talk.edit(self, self.find_person(who), _message_id(message), text)

    def read(self, who: Who, chat: Where | None = None) -> None:
        """Look at a chat. The bot is told nothing."""
        person = self.find_person(who)
        self.chats.read(_chat_id(chat) or person.user_id, person.user_id)

    # What there is to see

    def messages(self, chat: Where) -> list[ChatMessage]:
        """All lines of a chat, those of a 1:1 chat by its person."""
        return self.chats.lines(_chat_id(chat) or "")

    def answers(self, chat: Where) -> list[ChatMessage]:
        """What the bot said there."""
        return [line for line in self.messages(chat) if line.sender == BOT]

    # The channel, and what is done to it

    def set_faults(self, **switches: Any) -> None:
        """See `faults`. What `reorder` still holds back comes when it is switched off."""
        self.faults.set(**switches)
        self.chats.touch()
        if switches.get("reorder") == 0:
            self.courier.release()

    def set_quota(self, limit: int | None, used: int | None = None) -> None:
        """The month's limit (None is no limit) and what of it is used up."""
        for number in (limit, used):
            if number is not None and (type(number) is not int or number < 0):
                raise NotPossibleError("a quota is a whole number or nothing")
        with self.lock:
            self.quota.limit = limit
            if used is not None:
                self.quota.set_used(used, self.now())
            self.chats.touch()

    def set_webhook(self, *, url: str | None = None, secret: str | None = None) -> None:
        with self.lock:
            self.courier.url = self.courier.url if url is None else url or None
            self.courier.secret = secret or self.courier.secret
            self.chats.touch()

    def redeliver(self) -> int:
        """Deliver now what waits for its redelivery; how many POSTs that were."""
        return self.courier.redeliver(everything=True)

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait until every webhook posted from the background has been answered."""
        return self.courier.settle(seconds)


def _chat_id(chat: Where | None) -> str | None:
    if isinstance(chat, Group):
        return chat.group_id
    return chat.user_id if isinstance(chat, Person) else chat


def _message_id(message: str | Said) -> str:
    return message.message_id if isinstance(message, Said) else message
