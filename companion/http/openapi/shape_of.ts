import type { z } from "@hono/zod-openapi";

/**
 * Holds a schema to the interface that it describes, both ways: `shapeOf<Answer>()(schema)` does
 * not compile while the two differ.
 */
export function shapeOf<T>() {
  return <S extends z.ZodType<T>>(
    schema: S & ([T] extends [z.output<S>] ? unknown : never),
  ): S => schema;
}
