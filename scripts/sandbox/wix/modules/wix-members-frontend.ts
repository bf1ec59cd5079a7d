/** While the server draws a page, nobody is signed in. */
export const authentication = {
  loggedIn: () => false,
  promptLogin: () => Promise.reject(new Error("Only in a browser")),
  logout: () => {},
};

export const currentMember = { getMember: () => Promise.resolve(undefined) };

export default { authentication, currentMember };
