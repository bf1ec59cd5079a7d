/** A small drawn landscape, always the same for the same name: a picture that no customer sent. */
export function scriptedPicture(name: string): string {
  let seed = 7;
  for (const letter of name) seed = (seed * 31 + letter.charCodeAt(0)) % 360;
  const sky = `hsl(${seed} 60% 82%)`;
  const hill = (shift: number, light: number) =>
    `hsl(${(seed + shift) % 360} 38% ${light}%)`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">
<rect width="800" height="600" fill="${sky}"/>
<circle cx="${160 + seed}" cy="170" r="70" fill="#fff6d8"/>
<path d="M0 420 Q200 250 420 380 T800 330 V600 H0Z" fill="${hill(60, 58)}"/>
<path d="M0 480 Q260 350 480 460 T800 420 V600 H0Z" fill="${hill(80, 44)}"/>
<path d="M0 560 Q300 470 520 540 T800 520 V600 H0Z" fill="${hill(100, 32)}"/>
</svg>`;
}
