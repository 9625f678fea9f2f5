"""Who is whose friend and who is in which group, and what the bot is told about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator import events
from simulator.errors import NotPossibleError
from simulator.model import Group, Person

if TYPE_CHECKING:
    from simulator.world import World

KINDS = ("group", "room")


def chat_of(world: "World", person: Person, chat: str | None) -> Group | None:
    """The group somebody writes in, None for the 1:1 chat; only where they can."""
    if chat is None or chat == person.user_id:
        if person.blocked:
            raise NotPossibleError(f"{person.display_name} has blocked the account")
        return None
    group = world.find_group(chat)
    if person.user_id not in group.members:
        raise NotPossibleError(f"{person.display_name} is not in {group.group_name}")
    return join_if_due(world, group)


def follow(world: "World", person: Person) -> Person:
    """A friend, or one again: then the event says `isUnblocked`."""
    with world.acting() as acts:
        if person.is_friend():
            return person
        was_blocked = person.blocked
        person = world.change_person(person, following=True, blocked=False)
        world.note(person.user_id, f"{person.display_name} เพิ่มเป็นเพื่อน")
        event = world.event(
            person.user_id, "follow", events.user(person), follow={"isUnblocked": was_blocked}
        )
        acts.append((person.user_id, event))
        return person


def block(world: "World", person: Person) -> Person:
    """Blocked: the bot hears of it once, and can't answer."""
    with world.acting() as acts:
        if person.blocked:
            return person
        person = world.change_person(person, blocked=True)
        world.note(person.user_id, f"{person.display_name} บล็อกบัญชีนี้")
        event = world.event(person.user_id, "unfollow", events.user(person), replied=False)
        acts.append((person.user_id, event))
        return person


def found(world: "World", name: str, people: Sequence[Person], *, bot: bool, kind: str) -> Group:
    if kind not in KINDS:
        raise NotPossibleError(f"a chat of several is a {' or a '.join(KINDS)}")
    with world.lock:
        members = tuple(dict.fromkeys(person.user_id for person in people))
        group = Group(world.ids.group(kind), name, members=members, kind=kind)
        world.groups[group.group_id] = group
        world.chats.touch()
    return invite_bot(world, group) if bot else group


def join(world: "World", group: Group, people: Sequence[Person]) -> Group:
    """They see what is said from now on; who has not agreed is missing in what the bot is told."""
    with world.acting() as acts:
        new = [person for person in people if person.user_id not in group.members]
        if not new:
            return group
        if group.bot:
            group = join_if_due(world, group)
        ids = tuple(person.user_id for person in new)
        group = world.change_group(group, members=(*group.members, *ids))
        for person in new:
            world.chats.newcomer(group.group_id, person.user_id)
            world.note(group.group_id, f"{person.display_name} เข้าร่วมกลุ่ม")
        if group.bot:
            event = world.event(
                group.group_id, "memberJoined", events.within(group), joined=events.members(new)
            )
            acts.append((group.group_id, event))
        return group


def leave(world: "World", group: Group, people: Sequence[Person]) -> Group:
    with world.acting() as acts:
        gone = [person for person in people if person.user_id in group.members]
        if not gone:
            return group
        if group.bot:
            group = join_if_due(world, group)
        ids = {person.user_id for person in gone}
        left = tuple(member for member in group.members if member not in ids)
        group = world.change_group(group, members=left)
        for person in gone:
            world.note(group.group_id, f"{person.display_name} ออกจากกลุ่ม")
        if group.bot:
            event = world.event(
                group.group_id,
                "memberLeft",
                events.within(group),
                replied=False,
                left=events.members(gone),
            )
            acts.append((group.group_id, event))
        return group


def invite_bot(world: "World", group: Group) -> Group:
    """A group tells the bot at once; a room only when the first thing happens in it."""
    with world.acting() as acts:
        if group.bot:
            return group
        group = world.change_group(group, bot=True, join_due=group.kind == "room")
        world.note(group.group_id, f"{world.bot.display_name} เข้าร่วมกลุ่ม")
        if not group.join_due:
            acts.append((group.group_id, _joined(world, group)))
        return group


def join_if_due(world: "World", group: Group) -> Group:
    if not group.join_due:
        return group
    with world.acting() as acts:
        group = world.change_group(group, join_due=False)
        acts.append((group.group_id, _joined(world, group)))
    return group


def _joined(world: "World", group: Group) -> events.Event:
    return world.event(group.group_id, "join", events.within(group))


def remove_bot(world: "World", group: Group) -> Group:
    """Removed by a member, or gone by itself: the bot is told either way."""
    with world.acting() as acts:
        if not group.bot:
            return group
        group = world.change_group(group, bot=False, join_due=False)
        world.note(group.group_id, f"{world.bot.display_name} ออกจากกลุ่ม")
        event = world.event(group.group_id, "leave", events.within(group), replied=False)
        acts.append((group.group_id, event))
        return group
