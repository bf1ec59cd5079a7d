import { Refusal } from "../../../shared/refusal.ts";
import type { SitePerson } from "../../../shared/site_person.ts";
import { errorCode } from "./data_error.ts";
import { query } from "./wix_data.ts";

/** Wix's own: the members of the site. Source: https://dev.wix.com/docs/velo/api-reference/wix-members-backend/full-data-collection-fields */
const MEMBERS = "Members/FullData";
/** Wix's own: the orders of its shop. Source: https://dev.wix.com/docs/velo/api-reference/wix-stores-v2/orders-collection-fields */
const ORDERS = "Stores/Orders";
/** The site's own, where it keeps its bookings in one: `telefono`, `titulo`, `fecha`, `estado`. Wix Bookings has none that code can read by a number. */
const BOOKINGS = "RESERVAS";

/** Wix lets no more be read of its own collections at once, and filters no order by its buyer's number. */
const NEWEST_ORDERS = 100;
const SHOWN = 20;
const NO_SUCH_COLLECTION = "WDE0025";

type Row = Record<string, unknown>;

/**
 * What the site knows of whoever has this number. A collection that the site hasn't is none.
 * @throws {Refusal} `invalid`
 */
export async function readPerson(
  { numero = "" }: Record<string, string | undefined>,
): Promise<SitePerson & { success: true }> {
  if (!/^\d{6,17}$/.test(numero)) {
    throw new Refusal(
      "invalid",
      'Cannot read person: "numero" must be digits',
      "numero",
    );
  }
  const spellings = spellingsOf(numero);
  const [members, bookings, orders] = await Promise.all([
    rowsOf(() => query(MEMBERS).hasSome("phone", spellings).limit(1).find()),
    rowsOf(() =>
      query(BOOKINGS).hasSome("telefono", spellings).descending("fecha")
        .limit(SHOWN).find()
    ),
    rowsOf(() =>
      query(ORDERS).descending("number").limit(NEWEST_ORDERS).find()
    ),
  ]);
  const [member] = members ?? [];
  return {
    success: true,
    miembro: member ? toMember(member) : null,
    reservas: (bookings ?? []).map(toBooking),
    pedidos: (orders ?? []).filter((order) => isOf(order, spellings, member))
      .slice(0, SHOWN).map(toOrder),
    disponible: [members, bookings, orders].some((rows) => rows !== null),
  };
}

/** As people and Wix write a number: with its country, and as it is dialled there. */
function spellingsOf(number: string): string[] {
  return [...new Set([number, `+${number}`, number.slice(-10)])];
}

async function rowsOf(
  find: () => Promise<{ items: unknown[] }>,
): Promise<Row[] | null> {
  try {
    return (await find()).items as Row[];
  } catch (error) {
    if (errorCode(error) === NO_SUCH_COLLECTION) return null;
    throw error;
  }
}

function isOf(
  { buyerInfo }: Row,
  spellings: readonly string[],
  member: Row | undefined,
): boolean {
  const { phone, id } = (buyerInfo ?? {}) as Row;
  const digits = text(phone).replace(/\D/g, "");
  return spellings.includes(digits) || Boolean(member && id === member._id);
}

function toMember(member: Row): Record<string, string> {
  const name = [member.firstName, member.lastName].map(text).filter(Boolean);
  const shown = {
    nombre: name.join(" "),
    correo: text(member.loginEmail),
    desde: day(member._createdDate),
  };
  return Object.fromEntries(
    Object.entries(shown).filter(([, value]) => value !== ""),
  );
}

function toBooking({ titulo, fecha, estado }: Row) {
  return { titulo: text(titulo), fecha: moment(fecha), estado: text(estado) };
}

function toOrder(order: Row) {
  const { total } = (order.totals ?? {}) as Row;
  return {
    numero: text(order.number),
    total: [text(total), text(order.currency)].filter(Boolean).join(" "),
    fecha: moment(order._dateCreated ?? order._createdDate),
    estado: text(order.fulfillmentStatus),
  };
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number"
    ? String(value)
    : "";
}

function moment(value: unknown): string {
  return value instanceof Date ? value.toISOString() : text(value);
}

function day(value: unknown): string {
  return moment(value).slice(0, "2026-01-31".length);
}
