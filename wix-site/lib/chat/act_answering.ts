import type { ActReports } from "./act_reports.ts";
import { actsWords } from "./acts_texts.ts";
import { type Chat, noteTrouble, toast } from "./chat.ts";
import { doAct } from "./do_acts.ts";
import { exportCustomer } from "./export_customer.ts";
import type { InboxColumns } from "./inbox-columns.ts";
import { loadContact, loadMoreFiles } from "./load_contact.ts";
import { loadInbox, refreshRow } from "./load_inbox.ts";
import {
  loadNewer,
  openThread,
  refreshThread,
  returnToNewest,
} from "./load_thread.ts";
import { dropQuickReply, keepQuickReply, needTeam } from "./load_team.ts";
import { bring } from "./on_demand.ts";
import type { Answers } from "./reports.ts";

/** What the page does about acts on a conversation, its customer and the team's things. */
export function actAnswers(
  page: InboxColumns,
): Pick<Answers, keyof ActReports> {
  const chat = () => page.running.chat;
  const withOpen = (act: (chat: Chat, openId: string) => unknown) => {
    const { openId } = chat().read();
    if (openId !== null) act(chat(), openId);
  };

  return {
    "thread-newer": () => withOpen(loadNewer),
    "thread-newest": () => withOpen(returnToNewest),
    "act": (act) => {
      const id = page.dialogFor ?? chat().read().openId;
      if (id !== null) return doAct(chat(), id, act);
    },
    "dialog-open": async ({ dialog, number = "" }) => {
      if (!await bring(chat(), "dialogs")) return;
      page.dialog = dialog;
      page.dialogNumber = number;
      if (dialog === "why") withOpen((chat, id) => askWhy(page, chat, id));
    },
    "dialog-close": () => {
      page.dialog = null;
      page.dialogFor = null;
      page.preset = null;
      page.decisions = null;
    },
    "team-need": (wanted) => needTeam(chat(), wanted),
    "typing": ({ typing }) => page.running.presence.typed(typing),
    "note-open": () => {
      page.panel = { ...page.panel, narrow: false };
      page.conversation?.composer.writeNote();
    },
    "note": ({ text, mentions }) =>
      withOpen(async (chat, openId) => {
        const id = crypto.randomUUID();
        const act = { kind: "note", id, text, mentions } as const;
        if (await doAct(chat, openId, { act })) return;
        page.conversation?.composer.giveBackNote(text);
      }),
    "message-edit": ({ text }) => page.conversation?.composer.put(text),
    "template-open": () => page.conversation?.composer.openTemplates(),
    "template-send": ({ template, variables }) =>
      withOpen((chat, id) => sendTemplate(chat, id, { template, variables })),
    "quick-reply-keep": (reply) => keepQuickReply(chat(), reply),
    "quick-reply-drop": ({ id }) => dropQuickReply(chat(), id),
    "conversation-start": (wanted) => startConversation(chat(), wanted),
    "contact-need": () => loadContact(chat()),
    "contact-files": () => loadMoreFiles(chat()),
    "customer-export": () => withOpen(exportCustomer),
    "part-work": (work) => work(chat()),
    "customer-erase": ({ confirm }) =>
      withOpen((chat, id) => eraseCustomer(chat, id, confirm)),
  };
}

async function askWhy(page: InboxColumns, chat: Chat, id: string) {
  try {
    page.decisions = (await chat.client.decisions(id)).asignaciones;
  } catch (error) {
    page.dialog = null;
    toast(chat, noteTrouble(chat, error));
  }
}

async function sendTemplate(
  chat: Chat,
  id: string,
  { template, variables }: ActReports["template-send"],
) {
  try {
    const plantilla = { id: template, variables };
    await chat.client.sendTemplate(id, plantilla, crypto.randomUUID());
    await Promise.all([refreshThread(chat, id), refreshRow(chat, id)]);
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}

async function startConversation(
  chat: Chat,
  wanted: ActReports["conversation-start"],
) {
  const words = actsWords().done;
  try {
    const { id, existente } = await chat.client.start(wanted);
    if (existente) toast(chat, words.existing);
    await refreshRow(chat, id);
    await openThread(chat, id);
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}

async function eraseCustomer(chat: Chat, id: string, confirm: string) {
  try {
    await chat.client.erase(id, confirm);
    toast(chat, actsWords().done.erased);
    await openThread(chat, null);
    await loadInbox(chat);
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}
