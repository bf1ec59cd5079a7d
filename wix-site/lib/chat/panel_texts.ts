import { spoken } from "./language_words.ts";

const es = {
  rename: "Cambiar el nombre",
  name: "Nombre",
  save: "Guardar",
  cancel: "Cancelar",
  edit: "Editar",
  labels: "Etiquetas",
  noLabels: "Sin etiquetas.",
  lastSeen: "Último mensaje",
  botOn: "El bot responde",
  notes: "Notas internas",
  noNotes: "Ninguna en los mensajes cargados.",
  writeNote: "Escribir una nota",
  others: "En otras líneas",
  noOthers: "No ha escrito a otras líneas.",
  site: "En el sitio",
  siteAway: "El sitio no tiene datos de clientes, o no responde ahora.",
  siteNothing: "El sitio no conoce este número.",
  bookings: "Reservas",
  orders: "Pedidos",
  member: "Miembro",
  moreFiles: "Ver más",
  loading: "Cargando…",
  failed: "No se pudo cargar.",
  data: "Sus datos",
  export: "Exportar todo lo que sabemos",
  erase: "Borrar al cliente…",
  fields: {
    nombre: "Nombre",
    apellido: "Apellido",
    correo: "Correo",
    email: "Correo",
    telefono: "Teléfono",
    desde: "Miembro desde",
  } as Readonly<Record<string, string>>,
  states: {
    CONFIRMED: "Confirmada",
    PENDING: "Pendiente",
    CANCELED: "Cancelada",
    DECLINED: "Rechazada",
    WAITING_LIST: "En lista de espera",
    PAID: "Pagado",
    NOT_PAID: "Sin pagar",
    UNPAID: "Sin pagar",
    PARTIALLY_PAID: "Pagado en parte",
    REFUNDED: "Devuelto",
    FULFILLED: "Entregado",
    NOT_FULFILLED: "Sin entregar",
    APPROVED: "Aprobado",
  } as Readonly<Record<string, string>>,
};

/** The shape that every language of the panel fills. */
export type PanelWords = typeof es;

/** The sentences of the customer's panel. */
export function panelWords(): PanelWords {
  return spoken("panel", es);
}
