import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { SettingsError } from "./settings.ts";
import { startFailure } from "./start_failure.ts";
import { connect } from "./store/sql.ts";

const SETTINGS = { host: "203.0.113.1", port: 5001 };

describe("a companion that cannot start", () => {
  it("names the setting to mend", async () => {
    const sql = connect("postgres://u:p@127.0.0.1:1/d", { max: 1 });
    const unreachable = await sql`select 1`.catch((error) => error);
    await sql.end();
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { hostname, port } = listener.addr;
    const taken = await attempt(() => Deno.listen({ hostname, port }));
    listener.close();
    const foreign = await attempt(() =>
      Deno.listen({ hostname: SETTINGS.host, port: 0 })
    );

    const said = [unreachable, taken, foreign].map((error) =>
      startFailure(error, SETTINGS)
    );

    assertMatch(said[0]!, /^DATABASE_URL does not lead to a database: /);
    assertEquals(said.slice(1), [
      "PORT is taken: 5001",
      "HOST is no address of this machine: 203.0.113.1",
    ]);
    assertEquals(startFailure(new SettingsError("A\nB"), null), "A\nB");
  });

  it("hides no bug", () => {
    assertEquals(startFailure(new TypeError("x"), SETTINGS), null);
    assertEquals(startFailure(null, null), null);
  });
});

async function attempt(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return error;
  }
}
