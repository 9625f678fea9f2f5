// Imagemap: one wide picture with places to tap.
import { h } from "../lib/dom.js";

export function imagemap(message, ctx) {
  const { width = 1040, height = 1040 } = message.baseSize ?? {};
  const share = (area) => ({
    left: `${(100 * area.x) / width}%`,
    top: `${(100 * area.y) / height}%`,
    width: `${(100 * area.width) / width}%`,
    height: `${(100 * area.height) / height}%`,
  });
  const root = h(
    "div",
    {
      class: "imagemap",
      role: "group",
      "aria-label": message.altText,
      style: { aspectRatio: `${width} / ${height}` },
    },
    h("img", { src: `${message.baseUrl}/1040`, alt: message.altText ?? "" }),
  );
  const film = message.video;
  if (film?.originalContentUrl) {
    root.append(
      h("video", {
        class: "imagemap-video",
        src: film.originalContentUrl,
        poster: film.previewImageUrl,
        controls: true,
        preload: "none",
        style: share(film.area ?? {}),
      }),
    );
  }
  for (const it of message.actions ?? []) {
    // An imagemap's uri action has its address in `linkUri`.
    const action = it.type === "uri" ? { ...it, uri: it.linkUri } : it;
    root.append(
      h("button", {
        type: "button",
        class: "tap-area",
        style: share(it.area ?? {}),
        "data-testid": "imagemap-area",
        "aria-label": it.label ?? it.text ?? it.linkUri,
        onclick: (event) => ctx.onAction(action, event.currentTarget),
      }),
    );
  }
  return root;
}
