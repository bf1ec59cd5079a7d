import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import {
  validateRequest,
  validateRequestWithBody,
} from "twilio/lib/webhooks/webhooks.js";
import { sign } from "../../scripts/sandbox/twilio/signature.ts";

const TOKEN = "12345";
const PAGE = "https://mycompany.com/myapp.php";
const URL_ = `${PAGE}?foo=1&bar=2`;
const CALL = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+14158675309",
  Digits: "1234",
  From: "+14158675309",
  To: "+18005551212",
};
const BODY = '{"property": "value", "boolean": true}';
const HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
const EMPTY_HASH =
  "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

interface Vector {
  url: string;
  params?: Record<string, string | string[]>;
  body?: string;
  signature: string;
  /** The form of the address that was signed, where it differs from the one asked for. */
  signed?: string;
}

/** Source: twilio-node's spec/validation.spec.js; the last one from vercel/chat's Twilio adapter. */
const VECTORS: Record<string, Vector> = {
  "a form": {
    url: URL_,
    params: CALL,
    signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
  },
  "a port that was not signed": {
    url: "https://mycompany.com:1234/myapp.php?foo=1&bar=2",
    params: CALL,
    signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    signed: URL_,
  },
  "a body after other parameters": {
    url: `${URL_}&bodySHA256=${HASH}`,
    body: BODY,
    signature: "a9nBmqA0ju/hNViExpshrM61xv4=",
  },
  "an empty body, signed with the port": {
    url: `${URL_}&bodySHA256=${EMPTY_HASH}`,
    body: "{}",
    signature: "Ldidvp12m26NI7eqEvxnEpkd9Hc=",
    signed:
      `https://mycompany.com:443/myapp.php?foo=1&bar=2&bodySHA256=${EMPTY_HASH}`,
  },
  "a body alone": {
    url: `${PAGE}?bodySHA256=${HASH}`,
    body: BODY,
    signature: "y77kIzt2vzLz71DgmJGsen2scGs=",
  },
  "http with a port": {
    url: "http://mycompany.com:1234/myapp.php?foo=1&bar=2",
    params: CALL,
    signature: "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
  },
  "the usual port of https, signed": {
    url: URL_,
    params: CALL,
    signature: "kvajT1Ptam85bY51eRf/AJRuM3w=",
    signed: "https://mycompany.com:443/myapp.php?foo=1&bar=2",
  },
  "the usual port of http, signed": {
    url: "http://mycompany.com/myapp.php?foo=1&bar=2",
    params: CALL,
    signature: "0ZXoZLH/DfblKGATFgpif+LLRf4=",
    signed: "http://mycompany.com:80/myapp.php?foo=1&bar=2",
  },
  "a user and a password": {
    url: "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2",
    params: CALL,
    signature: "CukzLTc1tT5dXEDIHm/tKBanW10=",
  },
  "a user": {
    url: "https://user@mycompany.com/myapp.php?foo=1&bar=2",
    params: CALL,
    signature: "2YRLlVAflCqxaNicjMpJcSTgzSs=",
  },
  "a user, a password and the port, signed": {
    url: "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2",
    params: CALL,
    signature: "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
    signed: "https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2",
  },
  "an apostrophe that was signed encoded": {
    url: `${URL_}&Body=It's+amazing`,
    params: CALL,
    signature: "TfZzewPq8wqrGlMfyAud8+/IvJ0=",
    signed: `${URL_}&Body=It%27s+amazing`,
  },
  "a repeated parameter": {
    url: URL_,
    params: { "MessagingBinding.Address": ["+1325xxxxxxx", "+1415xxxxxxx"] },
    signature: "83O6e2vORAoJHUNzJjDWN1jz+BA=",
  },
  "a repeated parameter in the other order": {
    url: URL_,
    params: { "MessagingBinding.Address": ["+1415xxxxxxx", "+1325xxxxxxx"] },
    signature: "83O6e2vORAoJHUNzJjDWN1jz+BA=",
  },
  "keys that begin alike, and a value given twice": {
    url: URL_,
    params: {
      Sid: "CA123",
      SidAccount: "AC123",
      Digits: ["5678", "1234", "1234"],
    },
    signature: "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
  },
  "no query": {
    url: "https://mycompany.com/myapp",
    params: { ...CALL, Caller: "+12349013030", From: "+12349013030" },
    signature: "3KI2uRuYyAdhZIJXcpU0izDUzWI=",
  },
};

describe("Twilio's published signatures", () => {
  for (const [name, vector] of Object.entries(VECTORS)) {
    it(`hold for ${name}`, () => {
      assert(isValid(vector));
      assertEquals(
        sign(TOKEN, vector.signed ?? vector.url, vector.params ?? {}),
        vector.signature,
        "the stand-in signs the same",
      );
    });
  }

  it("refuse every change", () => {
    for (const vector of Object.values(VECTORS)) {
      const { url, signature } = vector;
      assert(!isValid({ ...vector, signature: "WRONG_SIGNATURE" }));
      assert(!isValid({ ...vector, signature: "" }));
      assert(!isValid({ ...vector, signature: signature.slice(1) }));
      assert(
        !isValid({
          ...vector,
          url: `${url}${url.includes("?") ? "&" : "?"}more=1`,
        }),
      );
      if (!vector.body) continue;
      assert(!isValid({ ...vector, body: `${vector.body} ` }));
      assert(!isValid({ ...vector, url: url.slice(0, -1) }));
    }
  });

  it("and the stand-in's agree on ports and apostrophes", () => {
    for (
      const path of ["/a", "/a?b=1", "/a?b=It's", "/a?b=It%27s", "/a?b=1&b=2"]
    ) {
      for (const host of ["https://x.test", "https://x.test:8443"]) {
        const signature = sign("s3cr3t", host + path, CALL);
        assert(validateRequest("s3cr3t", signature, host + path, CALL));
        assert(!validateRequest("other", signature, host + path, CALL));
      }
    }
  });
});

function isValid({ url, params, body, signature }: Vector): boolean {
  return body === undefined
    ? validateRequest(TOKEN, signature, url, params ?? {})
    : validateRequestWithBody(TOKEN, signature, url, body);
}
