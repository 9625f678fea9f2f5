// What a tap does. `view` is the chat in which it happened: the person, the phone, the composer.
import { copy } from "./chat/message-menu.js";
import { pickDate } from "./compose/datetime.js";
import { pickPlace } from "./compose/place.js";
import { pickPhoto } from "./compose/photo.js";
import { store } from "./lib/store.js";
import { toast } from "./lib/toast.js";

const DO = {
  message: (action, view) => view.say({ type: "text", text: action.text }),
  postback,
  uri: (action, view) => openUri(action.uri ?? "", view),
  datetimepicker: async (action, view) => {
    const params = await pickDate(view.screen, action);
    if (params) view.postback({ data: action.data, params });
  },
  camera: (action, view) => pickPhoto(view, "ถ่ายรูป"),
  cameraRoll: (action, view) => pickPhoto(view, "เลือกรูป"),
  location: (action, view) => pickPlace(view),
  clipboard: (action, view) => copy(view, action.clipboardText ?? ""),
  // The platform links the other menu and tells the bot.
  richmenuswitch: (action, view) =>
    view.postback({
      data: action.data,
      params: { newRichMenuAliasId: action.richMenuAliasId, status: "SUCCESS" },
    }),
};

export function perform(action, view) {
  const act = DO[action?.type];
  if (act) return act(action, view);
  return toast(view.screen, `แตะแล้ว แต่ LINE ไม่รู้จักคำสั่ง ${action?.type ?? "?"}`);
}

async function postback(action, view) {
  switch (action.inputOption) {
    case "closeRichMenu":
      view.richMenu.set(false);
      break;
    case "openRichMenu":
      view.richMenu.set(true);
      break;
    case "openKeyboard":
      view.richMenu.set(false);
      view.composer.fill(action.fillInText ?? "");
      break;
    case "openVoice":
      view.richMenu.set(false);
      view.composer.voice();
      break;
    default:
  }
  // `text` is the old name of `displayText`.
  await view.postback({ data: action.data, displayText: action.displayText ?? action.text });
}

function openUri(uri, view) {
  const inside = /^(?:line:\/\/(?:app\/)?|https?:\/\/line\.me\/R\/)(.*)$/i.exec(uri);
  if (inside) return openInside(inside[1], view);
  if (/^https?:\/\//i.test(uri)) return window.open(uri, "_blank", "noopener");
  if (/^tel:/i.test(uri)) return toast(view.screen, `โทรไปที่ ${uri.slice(4)}`);
  return toast(view.screen, `เปิดลิงก์นี้ไม่ได้: ${uri}`);
}

// Links into LINE itself work on phones only, and most in a few places only.
function openInside(path, view) {
  if (view.device === "pc") return toast(view.screen, "LINE บนคอมพิวเตอร์เปิดลิงก์นี้ไม่ได้");
  const [, kind, rest = ""] = /^(nv\/[a-zA-Z]+|oaMessage|ti\/p|msg\/text)\/?(.*)$/.exec(path) ?? [];
  switch (kind) {
    case "nv/location":
      // LINE: "only in one-on-one chats with an official account"; in a group the link does nothing.
      return view.isGroup
        ? toast(view.screen, "ลิงก์ส่งตำแหน่งของ LINE ใช้ได้เฉพาะแชต 1:1 กับบัญชีทางการ")
        : pickPlace(view);
    case "nv/camera":
      return pickPhoto(view, "ถ่ายรูป");
    case "nv/cameraRoll":
      return pickPhoto(view, "เลือกรูป");
    case "oaMessage": {
      const [id, words = ""] = rest.split(/\/?\?/);
      return openBot(id, view, decode(words));
    }
    case "ti/p":
      return openBot(rest.replace(/[/?].*$/, ""), view);
    default:
      return toast(view.screen, `LINE เปิด ${path} (ระบบจำลองไม่มีหน้านี้)`);
  }
}

function openBot(id, view, words) {
  const { basicId = "" } = store.state.bot;
  const plain = (it) => decode(it).replace(/^@/, "").toLowerCase();
  if (plain(id) !== plain(basicId)) return toast(view.screen, `บัญชี ${decode(id)} ไม่ใช่บอตนี้ (${basicId})`);
  return view.phone.openChat(view.as, words);
}

function decode(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}
