// Samples of messages other than Flex, for templates.js.
import { garden, rubbish, temple } from "./pictures.js";

const say = (label) => ({ type: "message", label, text: label });

const results = "สวัสดีครับ ดูผลโหวตได้ที่ https://example.com/results วันนี้ $ ถึงสองทุ่ม";

export const messages = {
  "ปุ่ม (buttons)": {
    type: "template",
    altText: "ปุ่ม",
    template: {
      type: "buttons",
      thumbnailImageUrl: temple,
      imageAspectRatio: "rectangle",
      imageSize: "cover",
      title: "เวทีประชาคมหมู่ 4",
      text: "วันเสาร์นี้ 9 โมงเช้า ที่ศาลาวัดบ้านหนองผือ",
      actions: [say("ไปร่วม"), say("ไปไม่ได้"), say("ขอดูกำหนดการประชุมทั้งหมด")],
    },
  },
  "ถามตอบ (confirm)": {
    type: "template",
    altText: "ถาม",
    template: {
      type: "confirm",
      text: "บันทึก “ปลูกผัก 10 ต้น” ให้บ้านเลขที่ 12/3 ถูกต้องไหม",
      actions: [say("ใช่"), say("ไม่ใช่")],
    },
  },
  "แถวการ์ด (carousel)": {
    type: "template",
    altText: "แถว",
    template: {
      type: "carousel",
      columns: [
        {
          thumbnailImageUrl: garden,
          title: "ปลูกผัก",
          text: "5 แต้มต่อครั้ง",
          actions: [say("บันทึก"), say("วิธีทำ")],
        },
        {
          thumbnailImageUrl: rubbish,
          title: "แยกขยะ",
          text: "3 แต้มต่อครั้ง ทุกบ้านทำได้",
          actions: [say("บันทึก"), say("วิธีทำ")],
        },
      ],
    },
  },
  "แถวรูป (image carousel)": {
    type: "template",
    altText: "แถวรูป",
    template: {
      type: "image_carousel",
      columns: [
        { imageUrl: garden, action: say("ปลูกผัก") },
        { imageUrl: rubbish, action: say("แยกขยะ") },
        { imageUrl: temple, action: say("ช่วยงานวัด") },
      ],
    },
  },
  ข้อความ: {
    type: "text",
    text: results,
    emojis: [{ index: results.indexOf("$"), productId: "5ac1bfd5040ab15980c9b435", emojiId: "001" }],
  },
  textV2: {
    type: "textV2",
    text: "ขอบคุณ {who} มากครับ {smile} วงเล็บ {{อย่างนี้}}",
    substitution: {
      who: { type: "mention", mentionee: { type: "user", userId: "U1" } },
      smile: { type: "emoji", productId: "p", emojiId: "001" },
    },
  },
  สติกเกอร์: { type: "sticker", packageId: "11537", stickerId: "52002738" },
  ตำแหน่ง: {
    type: "location",
    title: "ศาลาประชาคม หมู่ 4",
    address: "ต.นาใน อ.พรรณานิคม จ.สกลนคร",
    latitude: 17.3512,
    longitude: 103.8523,
  },
  ไฟล์: { type: "file", fileName: "รายชื่อครัวเรือน หมู่ 4.xlsx", fileSize: 24576 },
};
