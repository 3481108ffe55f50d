import { startChanges } from "./shell/changes.ts";
import { startCopying } from "./shell/copying.ts";
import { startDialogs } from "./shell/dialogs.ts";
import { startKeys } from "./shell/keys.ts";
import { startPrinting } from "./shell/printing.ts";
import { startRefreshing } from "./shell/refreshing.ts";
import { startRows } from "./shell/rows.ts";
import { startSaving } from "./shell/saving.ts";

document.documentElement.dataset["js"] = "";
startDialogs();
startKeys();
startCopying();
startChanges();
startPrinting();
startRefreshing();
startRows();
startSaving();
