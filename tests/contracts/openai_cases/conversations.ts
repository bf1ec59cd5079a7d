import { assert, assertEquals } from "@std/assert";
import { assertRefused, type Case } from "./case.ts";

const said = (content: string) => ({ role: "user" as const, content });

/** Conversations by themselves. */
export const CONVERSATIONS: readonly Case[] = [
  {
    name: "a conversation is made, changed, fetched and deleted",
    holds: ["conversation_exists"],
    async run({ client }) {
      const made = await client.conversations.create({
        metadata: { linea: "1" },
      });
      const changed = await client.conversations.update(made.id, {
        metadata: { linea: "2" },
      });
      const fetched = await client.conversations.retrieve(made.id);
      const deleted = await client.conversations.delete(made.id);

      assert(/^conv_/.test(made.id));
      assertEquals(made.metadata, { linea: "1" });
      assertEquals(changed.metadata, { linea: "2" });
      assertEquals(fetched, changed);
      assertEquals(deleted, {
        id: made.id,
        object: "conversation.deleted",
        deleted: true,
      });
      await assertRefused(() => client.conversations.retrieve(made.id), {
        status: 404,
      });
    },
  },
  {
    name: "items are added, fetched and removed",
    holds: [],
    async run({ client }) {
      const { id } = await client.conversations.create({
        items: [said("Hola")],
      });
      const added = await client.conversations.items.create(id, {
        items: [
          { role: "assistant", content: "¿En qué te ayudo?" },
          { role: "developer", content: "Sé breve" },
        ],
      });
      const [answer] = added.data;
      const place = { conversation_id: id };
      const fetched = await client.conversations.items.retrieve(
        answer!.id!,
        place,
      );
      const left = await client.conversations.items.delete(answer!.id!, place);

      assertEquals(added.data.length, 2);
      assertEquals(added.first_id, answer!.id);
      assert(fetched.type === "message");
      assertEquals(fetched.content[0]?.type, "output_text");
      assertEquals(left.id, id);
      assertEquals(
        (await client.conversations.items.list(id)).data.length,
        2,
      );
      await assertRefused(
        () => client.conversations.items.retrieve(answer!.id!, place),
        { status: 404 },
      );
    },
  },
  {
    name: "items are listed by pages, newest first",
    holds: ["paging"],
    async run({ client }) {
      const { id } = await client.conversations.create({
        items: ["1", "2", "3", "4", "5"].map(said),
      });
      const first = await client.conversations.items.list(id, { limit: 2 });
      const all = await Array.fromAsync(
        client.conversations.items.list(id, { limit: 2 }),
      );

      assertEquals(first.data.length, 2);
      assertEquals(first.has_more, true);
      assertEquals(
        all.map((item) =>
          item.type === "message" && "text" in item.content[0]! &&
          item.content[0].text
        ),
        ["5", "4", "3", "2", "1"],
      );
    },
  },
  {
    name: "no more than 20 items come at a time",
    holds: ["item_limit"],
    async run({ client }) {
      const items = Array.from({ length: 21 }, (_, at) => said(String(at)));

      await assertRefused(() => client.conversations.create({ items }), {
        status: 400,
        param: "items",
        code: "array_above_max_length",
      });
    },
  },
  {
    name: "metadata has its bounds",
    holds: ["metadata"],
    async run({ client }) {
      const metadata = { nota: "x".repeat(513) };

      await assertRefused(() => client.conversations.create({ metadata }), {
        status: 400,
        param: "metadata.nota",
        code: "string_above_max_length",
      });
    },
  },
];
