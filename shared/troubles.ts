import type { TaskKind } from "./task_kind.ts";

/** `GET /api/atascos`: what is not well, for a supervisor. */
export interface Troubles {
  success: true;
  carriles: StuckLane[];
  webhooks: {
    clave: string;
    tipo: "message" | "status" | "wix";
    motivo: "unknown_line" | "unreadable" | "unmatched";
    /** ISO 8601, UTC. */
    recibido: string;
  }[];
  lineas: { linea: string; motivo: string | null }[];
}

/** Promised work of one conversation that is tried again, or waits for a person. */
export interface StuckLane {
  tipo: TaskKind;
  conversacion: string;
  /** It can't succeed by itself: a person releases it. */
  detenido: boolean;
  problema: string | null;
  /** ISO 8601, UTC. */
  desde: string;
  intentos: number;
  en_espera: number;
}
