import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { CannotStart } from "../cannot_start.ts";
import {
  hasRealOpenAi,
  hasRealSite,
  hasRealTwilio,
  readSettings,
} from "./settings.ts";

const TWILIO = {
  TWILIO_ACCOUNT_SID: "AC00000000000000000000000000000000",
  TWILIO_AUTH_TOKEN: "token",
  TWILIO_WHATSAPP_NUMBER: "whatsapp:+573001112233",
};

describe("the settings of a start", () => {
  it("need nothing to be set", () => {
    const settings = readSettings({});

    assertEquals(settings.ports, {
      companion: 5001,
      site: 8080,
      twilio: 5002,
      openai: 5003,
    });
    assertEquals(hasRealTwilio(settings), false);
    assertEquals(hasRealSite(settings), false);
    assertEquals(hasRealOpenAi(settings), false);
  });

  it("take an empty variable for none", () => {
    assertEquals(
      readSettings({ PORT: "", DATABASE_URL: " ", SITE_SECRET: "" }),
      readSettings({}),
    );
  });

  it("let the real ones take the stand-ins' places", () => {
    assertEquals(hasRealTwilio(readSettings(TWILIO)), true);
    assertEquals(
      hasRealTwilio(readSettings({ TWILIO_API_URL: "http://127.0.0.1:9" })),
      true,
    );
    assertEquals(
      hasRealSite(readSettings({ WIX_BASE_URL: "https://a.co/_functions" })),
      true,
    );
    assertEquals(hasRealOpenAi(readSettings({ OPENAI_API_KEY: "sk-a" })), true);
    assertEquals(
      hasRealOpenAi(readSettings({ OPENAI_BASE_URL: "http://127.0.0.1:9/v1" })),
      true,
    );
  });

  it("keep the stand-in of Twilio for an account that is only half given", () => {
    const { TWILIO_AUTH_TOKEN } = TWILIO;

    assertEquals(hasRealTwilio(readSettings({ TWILIO_AUTH_TOKEN })), false);
  });

  it("name the variable that is malformed, and repeat no secret", () => {
    const wrong: Record<string, string> = {
      PORT: "80800",
      SITE_PORT: "eighty",
      DATABASE_URL: "mysql://root:secreta@127.0.0.1/relevo",
      PUBLIC_URL: "relevo.example.com",
      WIX_BASE_URL: "ftp://a.co",
      OPENAI_BASE_URL: "localhost:11434",
      SITE_SECRET: "secreta",
    };

    for (const [name, value] of Object.entries(wrong)) {
      const { message } = assertThrows(
        () => readSettings({ [name]: value }),
        CannotStart,
        name,
      );
      assertEquals(message.includes("secreta"), false);
    }
  });
});
