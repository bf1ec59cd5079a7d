/** The server draws a page and is gone: it may not listen. */
export function subscribe(): Promise<string> {
  return Promise.reject(new Error("Only in a browser"));
}

export function unsubscribe(): Promise<void> {
  return Promise.resolve();
}

export default { subscribe, unsubscribe };
