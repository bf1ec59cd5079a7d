import type { Content } from "./content.ts";

/** The filters and orders of version 2 of the lists. Source: Twilio's OpenAPI, `content_v2`. */
export function searchContents(
  contents: readonly Content[],
  query: URLSearchParams,
): Content[] {
  const name = pattern(query.get("ContentName"));
  const words = pattern(query.get("Content"));
  const languages = query.getAll("Language");
  const kinds = query.getAll("ContentType");
  const standings = query.getAll("ChannelEligibility");
  const from = time(query.get("DateCreatedAfter"), -Infinity);
  const until = time(query.get("DateCreatedBefore"), Infinity);
  const found = contents.filter((content) =>
    name.test(content.friendlyName) &&
    words.test(JSON.stringify(content.types)) &&
    isAmong(languages, [content.language]) &&
    isAmong(kinds, Object.keys(content.types)) &&
    isAmong(standings, [
      `whatsapp:${content.approval?.status ?? "unsubmitted"}`,
    ]) &&
    content.createdAt >= from && content.createdAt <= until
  );
  return sort(found, query);
}

function sort(found: Content[], query: URLSearchParams): Content[] {
  const byDate = query.get("SortByDate");
  const byName = query.get("SortByContentName");
  const way = (byDate ?? byName) === "desc" ? -1 : 1;
  if (byDate) {
    return found.toSorted((a, b) => way * (a.updatedAt - b.updatedAt));
  }
  if (!byName) return found;
  return found.toSorted((a, b) =>
    way * a.friendlyName.localeCompare(b.friendlyName)
  );
}

function isAmong(wanted: readonly string[], actual: readonly string[]) {
  return wanted.length === 0 || actual.some((one) => wanted.includes(one));
}

function pattern(text: string | null): RegExp {
  try {
    return new RegExp(text ?? "", "i");
  } catch {
    return /$^/;
  }
}

function time(text: string | null, otherwise: number): number {
  return text ? Date.parse(text) : otherwise;
}
