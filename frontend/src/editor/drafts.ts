/** What was typed and not published yet, in this browser: it survives a reload, a crash and the next day. */
export interface Draft { base: string; text: string; at: string; isSent?: boolean }

function key(project: string): string { return `assay.schema.${project}`; }

export function readDraft(project: string, storage: Storage = localStorage): Draft | null {
  try {
    const found = JSON.parse(storage.getItem(key(project)) ?? "null") as Draft | null;
    return found && typeof found.text === "string" ? found : null;
  } catch { return null; }
}

export function writeDraft(project: string, draft: Draft, storage: Storage = localStorage): void {
  try { storage.setItem(key(project), JSON.stringify(draft)); } catch { /* A full or forbidden storage: the page still works. */ }
}

export function dropDraft(project: string, storage: Storage = localStorage): void {
  try { storage.removeItem(key(project)); } catch { /* As above. */ }
}

/** It is on its way: once another version is in force, it was published. */
export function markSent(project: string, storage: Storage = localStorage): void {
  const found = readDraft(project, storage);
  if (found) writeDraft(project, { ...found, isSent: true }, storage);
}

/** The draft that is worth going on with; one that was published meanwhile is gone. */
export function draftFor(project: string, base: string, text: string, storage: Storage = localStorage): Draft | null {
  const found = readDraft(project, storage);
  if (!found) return null;
  if (found.text === text || (found.isSent && found.base !== base)) { dropDraft(project, storage); return null; }
  return found;
}
