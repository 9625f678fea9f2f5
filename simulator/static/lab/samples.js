// Everything the gallery of flex-lab.html shows, by name.
import { badge, film, menu, passbook } from "./cards.js";
import { everySize, texts } from "./corners.js";
import { longLabels } from "./labels.js";
import { messages } from "./messages.js";
import { receipt, weights } from "./receipt.js";

const flex = (altText, contents) => ({ type: "flex", altText, contents });

export const samples = {
  ใบแลกของรางวัล: flex("ใบแลกของรางวัล", receipt),
  สมุดความดี: flex("สมุดความดี", passbook),
  เมนูความดี: flex("เมนูความดี", menu),
  ผู้สมัครพร้อมป้าย: flex("บ้านป้าสมศรี", badge),
  วิดีโอ: flex("วิดีโอ", film),
  ป้ายยาว: flex("ป้ายยาว", longLabels),
  "น้ำหนัก 1:2:3": flex("น้ำหนัก", weights),
  ตัวหนังสือทุกขนาด: flex("ตัวหนังสือ", texts),
  การ์ดทุกขนาด: flex("ทุกขนาด", everySize),
  ...messages,
};
