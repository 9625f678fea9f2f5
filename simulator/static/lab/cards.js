// Samples: a menu carousel, a passbook of baseline boxes, an absolute badge, a film.
import { garden, rubbish, star, starGrey, temple } from "./pictures.js";

const stars = (n) =>
  [1, 2, 3, 4, 5].map((i) => ({ type: "icon", size: "sm", url: i <= n ? star : starGrey }));

const dish = (url, title, text, points, n) => ({
  type: "bubble",
  size: "kilo",
  hero: {
    type: "image",
    url,
    size: "full",
    aspectRatio: "20:13",
    aspectMode: "cover",
    action: { type: "message", label: title, text: title },
  },
  body: {
    type: "box",
    layout: "vertical",
    spacing: "sm",
    contents: [
      { type: "text", text: title, weight: "bold", size: "lg", wrap: true },
      {
        type: "box",
        layout: "baseline",
        contents: [
          ...stars(n),
          { type: "text", text: `${n}.0`, size: "sm", color: "#767676", margin: "md", flex: 0 },
        ],
      },
      { type: "text", text, size: "sm", color: "#555555", wrap: true, maxLines: 3 },
      {
        type: "box",
        layout: "baseline",
        margin: "md",
        contents: [
          {
            type: "text",
            contents: [
              { type: "span", text: "ได้ ", size: "sm", color: "#555555" },
              { type: "span", text: String(points), size: "xl", weight: "bold", color: "#1DB446" },
              { type: "span", text: " แต้ม/ครั้ง", size: "sm", color: "#555555" },
            ],
            text: "แต้ม",
          },
        ],
      },
    ],
  },
  footer: {
    type: "box",
    layout: "vertical",
    spacing: "sm",
    contents: [
      {
        type: "button",
        style: "primary",
        height: "sm",
        action: { type: "message", label: "บันทึกความดีนี้", text: `ทำ${title}` },
      },
      {
        type: "button",
        height: "sm",
        action: { type: "uri", label: "อ่านวิธีทำ", uri: "https://example.com/" },
      },
    ],
  },
});

export const menu = {
  type: "carousel",
  contents: [
    dish(garden, "ปลูกผักสวนครัว", "ปลูกพริก กะเพรา โหระพา มะเขือ หรือผักอื่นที่กินได้ ไว้ข้างบ้านหรือในกระถางก็นับ", 5, 4),
    dish(rubbish, "คัดแยกขยะ", "แยกขยะเปียก ขยะรีไซเคิล และขยะอันตราย ก่อนนำไปทิ้งหรือขายเข้าธนาคารขยะของหมู่บ้าน", 3, 5),
    dish(temple, "ช่วยงานวัด", "ทำความสะอาดศาลา กวาดลานวัด", 8, 3),
  ],
};

const entry = (day, what, points) => ({
  type: "box",
  layout: "baseline",
  spacing: "sm",
  contents: [
    { type: "text", text: day, size: "xs", color: "#767676", flex: 3 },
    { type: "text", text: what, size: "sm", color: "#222222", flex: 6, wrap: true },
    {
      type: "text",
      text: points,
      size: "md",
      weight: "bold",
      align: "end",
      flex: 2,
      color: points.startsWith("-") ? "#C62828" : "#2E7D32",
    },
  ],
});

export const passbook = {
  type: "bubble",
  header: {
    type: "box",
    layout: "vertical",
    paddingBottom: "16px",
    background: { type: "linearGradient", angle: "120deg", startColor: "#0B7A4B", endColor: "#48B86B" },
    contents: [
      { type: "text", text: "สมุดความดี", color: "#FFFFFF", size: "sm" },
      { type: "text", text: "บ้านเลขที่ 12/3 หมู่ 4", color: "#FFFFFF", size: "xl", weight: "bold" },
      {
        type: "box",
        layout: "baseline",
        margin: "md",
        contents: [
          { type: "text", text: "ยอดคงเหลือ", color: "#DFF5E6", size: "sm", flex: 0 },
          { type: "text", text: "1,284", color: "#FFFFFF", size: "3xl", weight: "bold", align: "end" },
          { type: "text", text: "แต้ม", color: "#FFFFFF", size: "md", flex: 0, margin: "sm" },
        ],
      },
    ],
  },
  body: {
    type: "box",
    layout: "vertical",
    spacing: "md",
    contents: [
      entry("23 พ.ย.", "ปลูกผักสวนครัว 10 ต้น", "+10"),
      entry("22 พ.ย.", "ร่วมเก็บขยะริมคลองกับเพื่อนบ้านทั้งคุ้ม", "+8"),
      entry("20 พ.ย.", "แลกข้าวสาร 5 กก.", "-120"),
      entry("19 พ.ย.", "ไปวัดฟังธรรม", "+3"),
      entry("17 พ.ย.", "สอนเด็กทำปุ๋ยหมัก", "+5"),
    ],
  },
  footer: {
    type: "box",
    layout: "horizontal",
    spacing: "sm",
    contents: [
      {
        type: "button",
        style: "secondary",
        height: "sm",
        action: { type: "postback", label: "เดือนก่อน", data: "page=2" },
      },
      {
        type: "button",
        style: "primary",
        height: "sm",
        action: { type: "uri", label: "เปิดทั้งเล่ม", uri: "https://example.com/" },
      },
    ],
  },
  styles: { footer: { separator: true } },
};

export const badge = {
  type: "bubble",
  size: "mega",
  hero: {
    type: "box",
    layout: "vertical",
    contents: [
      { type: "image", url: garden, size: "full", aspectRatio: "20:13", aspectMode: "cover" },
      {
        type: "box",
        layout: "vertical",
        position: "absolute",
        offsetTop: "18px",
        offsetStart: "18px",
        backgroundColor: "#E53935",
        cornerRadius: "20px",
        paddingTop: "2px",
        paddingBottom: "2px",
        paddingStart: "12px",
        paddingEnd: "12px",
        contents: [{ type: "text", text: "เบอร์ 3", color: "#FFFFFF", size: "sm", weight: "bold" }],
      },
      {
        type: "box",
        layout: "vertical",
        position: "absolute",
        offsetBottom: "0px",
        offsetStart: "0px",
        offsetEnd: "0px",
        paddingAll: "14px",
        backgroundColor: "#00000088",
        contents: [
          { type: "text", text: "บ้านป้าสมศรี เลขที่ 12/3", color: "#FFFFFF", weight: "bold", size: "lg" },
          { type: "text", text: "ปลูกผักแบ่งปันทั้งหมู่บ้าน", color: "#FFFFFFCC", size: "sm" },
        ],
      },
    ],
  },
  body: {
    type: "box",
    layout: "horizontal",
    spacing: "md",
    alignItems: "center",
    contents: [
      {
        type: "box",
        layout: "vertical",
        width: "56px",
        height: "56px",
        cornerRadius: "28px",
        flex: 0,
        contents: [{ type: "image", url: temple, size: "full", aspectMode: "cover" }],
      },
      {
        type: "box",
        layout: "vertical",
        contents: [
          { type: "text", text: "คะแนนความดีเดือนนี้", size: "xs", color: "#767676" },
          {
            type: "box",
            layout: "vertical",
            height: "8px",
            backgroundColor: "#E0E0E0",
            cornerRadius: "4px",
            margin: "sm",
            contents: [
              {
                type: "box",
                layout: "vertical",
                width: "72%",
                height: "8px",
                backgroundColor: "#17C950",
                cornerRadius: "4px",
                contents: [],
              },
            ],
          },
          { type: "text", text: "72 จาก 100 แต้ม", size: "sm", margin: "sm" },
        ],
      },
    ],
  },
  footer: {
    type: "box",
    layout: "vertical",
    contents: [
      {
        type: "button",
        style: "primary",
        action: { type: "postback", label: "โหวตเบอร์ 3", data: "vote=3", displayText: "โหวต 3" },
      },
    ],
  },
};

export const film = {
  type: "bubble",
  size: "mega",
  hero: {
    type: "video",
    url: "https://example.com/compost.mp4",
    previewUrl: garden,
    aspectRatio: "16:9",
    altContent: { type: "image", url: garden, size: "full", aspectRatio: "16:9", aspectMode: "cover" },
    action: { type: "uri", label: "ดูทั้งหมด", uri: "https://example.com/" },
  },
  body: {
    type: "box",
    layout: "vertical",
    contents: [{ type: "text", text: "วิธีทำปุ๋ยหมักใน 3 นาที", weight: "bold", wrap: true }],
  },
};
