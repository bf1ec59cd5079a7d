/** Counts unread messages in the document's title, beside whatever the page calls itself. */
export function pageTitle(): { show(unread: number): void; restore(): void } {
  const own = document.title.replace(/^\(\d+\+?\) /, "");
  return {
    show(unread) {
      const title = unread > 0 ? `(${Math.min(unread, 999)}) ${own}` : own;
      if (document.title !== title) document.title = title;
    },
    restore() {
      document.title = own;
    },
  };
}
