import { auth } from "@wix/essentials";
import { secrets } from "@wix/secrets";

/** A secret of the site. The older interface: it needs no elevation. */
export async function getSecret(name: string): Promise<string> {
  const answer = await auth.elevate(secrets.getSecretValue)(name);
  return answer.value ?? "";
}
