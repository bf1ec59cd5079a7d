export { secrets } from "@wix/secrets";
