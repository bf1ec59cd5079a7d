import type { Hono } from "hono";
import { requirePower } from "./caller.ts";
import type { CollectionDefinition } from "./collection.ts";
import { changed } from "./collection_routes.ts";
import { badRequest, DataError } from "./data_error.ts";
import { collectionOf } from "./database.ts";
import { type DataEnv, type DataService, newRoutes } from "./data_request.ts";

type Field = NonNullable<CollectionDefinition["fields"]>[number];

interface Asked {
  dataCollectionId?: string;
  field?: Field;
  fieldKey?: string;
}

/** The fields that a collection is described with. They bind nobody: Wix takes rows with any others. */
export function fieldRoutes({ database }: DataService): Hono<DataEnv> {
  const app = newRoutes();

  app.post("/collections/create-field", async (c) => {
    requirePower(c.var.caller, { what: "fields", rules: database.rules });
    const asked: Asked = await c.req.json();
    return c.json(answer(asked, (fields, field) => {
      if (fields.some(({ key }) => key === field.key)) {
        throw new DataError(
          { status: 409, code: "WDE0104" },
          `Field [${field.key}] already exists.`,
        );
      }
      return [...fields, field];
    }));
  });
  app.post("/collections/update-field", async (c) => {
    requirePower(c.var.caller, { what: "fields", rules: database.rules });
    const asked: Asked = await c.req.json();
    return c.json(
      answer(asked, (fields, field) => replaced(fields, field.key, field)),
    );
  });
  app.patch("/collections/:id/patch-field", async (c) => {
    requirePower(c.var.caller, { what: "fields", rules: database.rules });
    const asked: Asked = await c.req.json();
    return c.json(answer(asked, (fields, field) => {
      const before = fields.find(({ key }) => key === field.key);
      return replaced(fields, field.key, { ...before, ...field });
    }));
  });
  app.post("/collections/delete-field", async (c) => {
    requirePower(c.var.caller, { what: "fields", rules: database.rules });
    const asked: Asked = await c.req.json();
    const key = asked.fieldKey ?? "";
    const meant = { ...asked, field: { key, type: "ANY" } };
    return c.json(answer(meant, (fields) => replaced(fields, key, null)));
  });
  return app;

  function answer(
    { dataCollectionId, field }: Asked,
    change: (fields: Field[], field: Field) => Field[],
  ) {
    const { definition } = collectionOf(database, dataCollectionId);
    if (!field?.key) throw badRequest("WDE0007", "A field needs a key.");
    const fields = change(definition.fields ?? [], field);
    return { dataCollection: changed(database, definition, { fields }) };
  }
}

/** @throws {DataError} WDE0024 when there is no such field */
function replaced(
  fields: Field[],
  key: string,
  field: Field | null,
): Field[] {
  if (!fields.some((each) => each.key === key)) {
    throw badRequest("WDE0024", `There is no field [${key}].`);
  }
  return fields.flatMap((each) => each.key === key ? field ?? [] : each);
}
