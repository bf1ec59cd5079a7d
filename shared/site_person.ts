/** What the site knows of a person, as `obtenerPersona` answers and the page gets it. */
export interface SitePerson {
  /** The member of the site with that number: what of it is worth showing, by its label. */
  miembro: Record<string, string> | null;
  reservas: { titulo: string; fecha: string; estado: string }[];
  pedidos: {
    numero: string;
    total: string;
    fecha: string;
    estado: string;
  }[];
  /** `false`: the site is away, or has neither members, bookings nor orders. */
  disponible: boolean;
}

/** Nothing is known. */
export const NOBODY: SitePerson = {
  miembro: null,
  reservas: [],
  pedidos: [],
  disponible: false,
};
