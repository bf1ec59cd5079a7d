const kept = (storage) => ({
  getItem: (key) => storage.getItem(key),
  setItem: (key, value) => storage.setItem(key, value),
  removeItem: (key) => storage.removeItem(key),
  clear: () => storage.clear(),
});

export const local = kept(localStorage);
export const session = kept(sessionStorage);

export default { local, session };
