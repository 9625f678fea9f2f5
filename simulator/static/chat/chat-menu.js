// The menu of a chat: members and leaving in a group, friend and block with the bot.
import { choices, openSheet } from "../compose/sheet.js";
import { avatar } from "../lib/avatar.js";
import { api } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { store } from "../lib/store.js";

export function chatMenu(view) {
  const group = store.group(view.chat);
  openSheet(
    view.screen,
    group?.groupName ?? store.state.bot.displayName,
    (close) => (group ? groupMenu(view, group, close) : botMenu(view, close)),
    { testid: "chat-actions" },
  );
}

function groupMenu(view, group, close) {
  const members = group.members.map((id) => store.person(id)).filter(Boolean);
  const faces = h(
    "ul",
    { class: "members", "data-testid": "members" },
    group.bot && h("li", {}, avatar(store.state.bot, { bot: true }), `${store.state.bot.displayName} (บอต)`),
    members.map((it) => h("li", {}, avatar(it), it.displayName, it.userId === view.as && " (คุณ)")),
  );
  const outside = store.state.people.filter((it) => !group.members.includes(it.userId));
  return [
    faces,
    choices(
      [
        ...outside.map((it) => ({
          icon: "plus",
          label: `เชิญ ${it.displayName}`,
          run: () => view.phone.attempt(() => api.group(group.groupId, { join: [it.userId] })),
        })),
        {
          icon: "robot",
          label: group.bot ? "เอาบอตออกจากกลุ่ม" : "เชิญบอตเข้ากลุ่ม",
          testid: "toggle-bot",
          run: () => view.phone.attempt(() => api.group(group.groupId, { bot: !group.bot })),
        },
        {
          icon: "undo",
          label: "ออกจากกลุ่ม",
          danger: true,
          run: () => view.phone.attempt(() => api.group(group.groupId, { leave: [view.as] })),
        },
      ],
      close,
    ),
  ];
}

function botMenu(view, close) {
  const person = store.person(view.as);
  const run = (work) => () => view.phone.attempt(work);
  return choices(
    [
      (person.blocked || !person.following) && {
        icon: "plus",
        label: person.blocked ? "เลิกบล็อก" : "เพิ่มเพื่อน",
        testid: "menu-follow",
        run: run(() => api.follow(view.as)),
      },
      !person.blocked && {
        icon: "close",
        label: "บล็อกบัญชีนี้",
        danger: true,
        testid: "menu-block",
        run: run(() => api.block(view.as)),
      },
    ],
    close,
  );
}
