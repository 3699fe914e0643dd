import { start } from "./registry.js";
import { takeAccepted } from "./behaviours/draft.js";
import { returnScroll } from "./behaviours/keep-scroll.js";
import { startLive } from "./behaviours/live.js";
import { watchLine } from "./behaviours/offline.js";

takeAccepted();
start();
returnScroll();
watchLine();
startLive();
