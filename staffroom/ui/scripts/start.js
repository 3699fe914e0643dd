import { start } from "./registry.js";
import { takeAccepted } from "./behaviours/draft.js";
import { returnScroll } from "./behaviours/keep-scroll.js";
import { startLive } from "./behaviours/live.js";
import { watchLine } from "./behaviours/offline.js";
import { showWhere } from "./behaviours/where.js";

takeAccepted();
start();
returnScroll();
showWhere();
watchLine();
startLive();
