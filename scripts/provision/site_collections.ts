/** How the site's collections should be. Fields are in the order in which the CMS shows them. */

/** Nobody but the site's own backend: every right is the administrator's. */
const CLOSED = {
  insert: "ADMIN",
  update: "ADMIN",
  remove: "ADMIN",
  read: "ADMIN",
} as const;

type FieldType = "TEXT" | "NUMBER" | "BOOLEAN" | "DATETIME" | "ARRAY";

/** A column. */
export interface WantedField {
  key: string;
  displayName: string;
  type: FieldType;
}

/** A collection as it should be; one that exists may hold more. */
export interface WantedCollection {
  _id: string;
  displayName: string;
  displayField: string;
  fields: WantedField[];
  permissions: typeof CLOSED;
}

/** An index as it should be. */
export interface WantedIndex {
  name: string;
  unique: boolean;
  fields: { path: string; order: "ASC" | "DESC" }[];
}

/** The collections with their indexes. */
export const COLLECTIONS: {
  collection: WantedCollection;
  indexes: WantedIndex[];
}[] = [
  {
    collection: {
      _id: "CHATBOT",
      displayName: "CHATBOT",
      displayField: "userId",
      fields: [
        field("userId", "Cliente", "TEXT"),
        field("nombre", "Nombre", "TEXT"),
        field("agente", "Agente", "TEXT"),
        field("stopBot", "Bot detenido", "BOOLEAN"),
        field("observaciones", "Observaciones", "TEXT"),
        field("ultimoMensajeBot", "Último mensaje del bot", "TEXT"),
        field("threadId", "Hilo del bot", "TEXT"),
        field("mensajes", "Mensajes más recientes", "ARRAY"),
        field("conversationId", "Conversación (Relevo)", "TEXT"),
        field("version", "Versión (Relevo)", "NUMBER"),
        field("marca", "Última escritura (Relevo)", "TEXT"),
      ],
      permissions: CLOSED,
    },
    indexes: [{
      name: "relevo_user",
      unique: true,
      fields: [{ path: "userId", order: "ASC" }],
    }],
  },
  {
    collection: {
      _id: "CHATBOT_MENSAJES",
      displayName: "CHATBOT: todos los mensajes",
      displayField: "mensaje",
      fields: [
        field("userId", "Cliente", "TEXT"),
        field("from", "De", "TEXT"),
        field("mensaje", "Mensaje", "TEXT"),
        field("timestamp", "Hora", "DATETIME"),
        field("orden", "Orden", "NUMBER"),
        field("original", "Otros datos", "TEXT"),
      ],
      permissions: CLOSED,
    },
    indexes: [{
      name: "relevo_user_time",
      unique: false,
      fields: [{ path: "userId", order: "ASC" }, {
        path: "timestamp",
        order: "DESC",
      }],
    }, {
      name: "relevo_time",
      unique: false,
      fields: [{ path: "timestamp", order: "ASC" }],
    }],
  },
  {
    collection: {
      _id: "CHATBOT_BORRADOS",
      displayName: "CHATBOT: conversaciones borradas",
      displayField: "_id",
      fields: [field("hasta", "Hasta", "DATETIME")],
      permissions: CLOSED,
    },
    indexes: [],
  },
];

function field(key: string, displayName: string, type: FieldType): WantedField {
  return { key, displayName, type };
}
