import { attachmentProblem, MAX_FILES } from "./attachment_rules.ts";
import { texts } from "./texts.ts";

/** Those of the chosen files that go with a reply which has `have` already; those that WhatsApp would refuse are named. */
export function chooseFiles(
  files: readonly File[],
  have: number,
): { added: File[]; problems: string[] } {
  const words = texts().composer;
  const problems: string[] = [];
  const fine = files.filter((file) => {
    const problem = attachmentProblem(file);
    if (problem) problems.push(words[problem](file.name));
    return !problem;
  });
  const room = MAX_FILES - have;
  if (fine.length > room) problems.push(words.tooMany(MAX_FILES));
  return { added: fine.slice(0, room), problems };
}
