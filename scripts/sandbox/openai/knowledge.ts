/** Something that people ask about. */
export interface Topic {
  /** Beginnings of words, without accents and in lower case; any of them calls for the topic. */
  words: readonly string[];
  answer: string;
}

/** All that the model knows, and all that it will not talk about. */
export interface Knowledge {
  /** In the order in which they are answered when a message asks about several. */
  topics: readonly Topic[];
  /** Matters that it refuses; checked first. */
  refused: readonly Topic[];
  greeting: Topic;
  thanks: Topic;
  /** What it says when it knows nothing of a matter. */
  fallback: string;
  /** What voice messages say, chosen by their bytes. */
  heard: readonly string[];
}

/** A clinic's. */
export const CLINIC: Knowledge = {
  topics: [
    {
      words: ["horario", "abren", "abiert", "atienden", "cierran", "sabado"],
      answer:
        "Atendemos de lunes a viernes de 7:00 a 18:00 y los sábados de 8:00 a 13:00. Domingos y festivos no abrimos.",
    },
    {
      words: ["precio", "cuesta", "vale", "valor", "tarifa", "cuanto"],
      answer:
        "La consulta general cuesta 90.000 pesos y la de especialista 160.000. La limpieza dental está en 120.000.",
    },
    {
      words: ["cancel", "reprogram", "reagend", "mover mi cita", "aplaz"],
      answer:
        "Puedes cancelar o mover tu cita sin costo hasta 24 horas antes. Dime tu documento y la fecha que tenías.",
    },
    {
      words: ["cita", "agend", "reserv", "turno", "consulta para"],
      answer:
        "Con gusto te ayudo con la cita. Dime qué especialidad necesitas, tu número de documento y qué día te queda bien.",
    },
    {
      words: ["direccion", "donde queda", "donde estan", "ubicad", "llegar"],
      answer:
        "Estamos en la carrera 43A # 18-95, piso 4, a dos cuadras de la estación del metro.",
    },
    {
      words: ["parquea", "estaciona", "parking"],
      answer:
        "El edificio tiene parqueadero; la primera hora es gratis si sellas el tiquete en recepción.",
    },
    {
      words: ["seguro", "eps", "prepagada", "convenio", "poliza"],
      answer:
        "Tenemos convenio con Sura, Colsanitas y Coomeva. Trae tu carné y la autorización, si tu plan la pide.",
    },
    {
      words: ["pagar", "pago", "tarjeta", "efectivo", "transferencia", "nequi"],
      answer:
        "Puedes pagar en efectivo, con tarjeta, por transferencia o con Nequi.",
    },
    {
      words: ["resultado", "examen", "examenes", "laboratorio", "ayuno"],
      answer:
        "Los resultados de laboratorio están listos en dos días hábiles y te llegan por correo. Para los exámenes de sangre ven con ocho horas de ayuno.",
    },
    {
      words: ["especialidad", "especialista", "pediatr", "dermatol", "odontol"],
      answer:
        "Tenemos medicina general, pediatría, dermatología, ginecología y odontología.",
    },
    {
      words: ["emergencia", "urgencia", "grave", "accidente"],
      answer:
        "Si es una emergencia, llama ya al 123 o ve a urgencias del hospital más cercano: aquí solo atendemos con cita.",
    },
    {
      words: ["persona", "asesor", "humano", "recepcion"],
      answer:
        "Claro, te paso con alguien del equipo. Te escribe en un momento.",
    },
  ],
  refused: [{
    words: ["dosis", "recetame", "diagnostic", "automedic"],
    answer:
      "Lo siento, no puedo dar diagnósticos ni indicar medicamentos. Eso debe verlo un médico.",
  }],
  greeting: {
    words: ["hola", "buenas", "buenos dias", "saludos"],
    answer: "¡Hola! Soy el asistente de la clínica. ¿En qué te puedo ayudar?",
  },
  thanks: {
    words: ["gracias", "listo", "perfecto"],
    answer: "¡Con gusto! Que tengas un buen día.",
  },
  fallback:
    "No tengo ese dato. Si quieres, te paso con alguien del equipo que te lo pueda confirmar.",
  heard: [
    "Hola, quisiera pedir una cita para mañana en la tarde.",
    "Buenas, ¿a qué hora abren los sábados?",
    "¿Me pueden decir cuánto cuesta la consulta con el dermatólogo?",
    "Necesito cancelar la cita que tenía para el viernes.",
  ],
};
