/** Short and common, without accents or ñ, so that any keyboard can write them. */
const WORDS = [
  "abeja agua aire alba amigo anillo arbol arena arroz azul",
  "balcon barco bosque brisa bueno cactus cafe calle camino campo",
  "canto carta casa cielo cinta claro clavo cobre coco cometa",
  "coral cuento dado danza delfin dulce espejo estrella faro feria",
  "flauta flor fuego fuente gallo gato globo gota grano guitarra",
  "hoja hielo huerta iguana isla jardin juego lago lana lapiz",
  "leche limon llave lluvia loro luna luz mango mapa mar",
  "mesa miel monte musica nido nieve noche nube nuez ola",
  "olivo onda oro oveja pan papel pera perla pez piedra",
  "pino plata playa pluma puente puerto queso rama raton reloj",
  "rio risa roca rosa rueda sal selva silla sol sopa",
  "tambor tarde tela tierra tigre tinta torre trigo trueno uva",
  "vaca vela verde viento violin volcan zapato zorro",
].join(" ").split(" ");

/** A password that a person can read aloud and write once: about 40 bits. */
export function readablePassword(): string {
  const [first, second, third, digits] = crypto.getRandomValues(
    new Uint32Array(4),
  );
  const word = (at: number) => WORDS[at % WORDS.length];
  const number = String(digits! % 10_000).padStart(4, "0");
  return `${word(first!)}-${word(second!)}-${word(third!)}-${number}`;
}
