/** On the server there is nowhere to go. */
export function to(_url: string): void {}

export const url = "";
export const baseUrl = "";

export default { url, baseUrl, to };
