// Velo's `$w` in the browser: enough of it for page code that talks to a custom element.

/** @type {(() => unknown)[]} */
const waiting = [];
let isReady = false;

/** @param {string} selector */
function $w(selector) {
  const element = document.querySelector(selector);
  return {
    // Page code runs apart from the page on Wix, so an attribute arrives a moment later, in order.
    setAttribute(name, value) {
      queueMicrotask(() => element?.setAttribute(name, String(value)));
    },
    on(name, handler) {
      element?.addEventListener(
        name,
        (event) => handler({ type: name, target: this, detail: event.detail }),
      );
    },
    show: () => element?.removeAttribute("hidden"),
    hide: () => element?.setAttribute("hidden", ""),
  };
}

$w.onReady = (work) => {
  if (isReady) queueMicrotask(work);
  else waiting.push(work);
};

globalThis.$w = $w;

addEventListener("DOMContentLoaded", () => {
  isReady = true;
  for (const work of waiting) work();
});
