/** Room for bodies that are still arriving. */
export interface BodyRoom {
  /** A body begins to arrive; `giveUp` is called when others need its room. */
  enter(giveUp: () => void): BodyPlace;
}

/** What one body takes of the room. */
export interface BodyPlace {
  grow(bytes: number): void;
  leave(): void;
}

/**
 * Keeps what half-arrived bodies hold below so many bytes. When there is too much, whoever has
 * been arriving for longest is given up: a body that is honest is through in a blink, so it is
 * never the oldest for long.
 */
export function bodyRoom(mostBytes: number): BodyRoom {
  const arriving = new Set<{ bytes: number; giveUp(): void }>();
  let all = 0;
  return {
    enter(giveUp) {
      const body = { bytes: 0, giveUp };
      arriving.add(body);
      const leave = () => {
        if (arriving.delete(body)) all -= body.bytes;
      };
      return {
        leave,
        grow(bytes) {
          if (!arriving.has(body)) return;
          body.bytes += bytes;
          all += bytes;
          for (const oldest of arriving) {
            if (all <= mostBytes) return;
            arriving.delete(oldest);
            all -= oldest.bytes;
            oldest.giveUp();
          }
        },
      };
    },
  };
}
