/**
 * Remembers what stands at the top of a scroller's view. Call the answer once the content has
 * changed: the same thing stands at the same height again.
 */
export function holdPlace(scroller: HTMLElement): () => void {
  const top = scroller.getBoundingClientRect().top;
  const nodes = [...scroller.querySelectorAll<HTMLElement>("[data-key]")];
  const held = nodes.filter((node) => node.getBoundingClientRect().bottom > top)
    .map((node) => ({
      key: node.dataset.key!,
      top: node.getBoundingClientRect().top,
    }));
  return () => {
    for (const { key, top: before } of held) {
      const node = scroller.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!node) continue;
      scroller.scrollTop += node.getBoundingClientRect().top - before;
      return;
    }
  };
}
